"""The files of a model, of which nothing is believed that is not checked."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import struct
from typing import Any, Dict, List, Mapping, Set, Tuple

import numpy as np

from ._errors import ModelError

#: The versions of model.json that are read.
VERSIONS = (1, 2)

_BLANK = b"0" * 64
_KEYS = (
    "task",
    "network",
    "loss",
    "precision",
    "features",
    "target_scaling",
    "labels",
    "classes",
    "numeric_classes",
    "weights",
    "provenance",
)
_DTYPES = {"float32": "F32", "float64": "F64"}


def read_json(file: pathlib.Path) -> Tuple[bytes, Dict[str, Any]]:
    """A file's bytes and the JSON object that they are."""
    try:
        data = file.read_bytes()
        content = json.loads(data.decode("utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{file}: there is no such file") from None
    except OSError as error:
        raise ModelError(f"{file}: cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ModelError(f"{file}: invalid JSON: {error}") from None
    if not isinstance(content, dict):
        raise ModelError(f"{file}: the content is no JSON object")
    return data, content


def require_finished(folder: pathlib.Path) -> None:
    """A directory without a status.json that says so is no model."""
    if not (folder / "status.json").exists():
        raise ModelError(f"{folder}: no finished model here (status.json is missing)")
    outcome = read_json(folder / "status.json")[1].get("outcome")
    # An interrupted run leaves its best model where it had one.
    if outcome != "done" and not (outcome == "interrupted" and (folder / "model.json").exists()):
        raise ModelError(f"{folder}: no finished model here (status.json says {outcome!r})")


def read_description(file: pathlib.Path) -> Dict[str, Any]:
    """A model.json, checked against its own checksum, in the form of version 2."""
    data, description = read_json(file)
    version = description.get("format_version")
    if version not in VERSIONS:
        raise ModelError(f"{file}: format version {version} is not supported; versions 1 and 2 are read")
    checksum = description.get("checksum")
    if checksum is not None:
        if hashlib.sha256(data.replace(str(checksum).encode(), _BLANK, 1)).hexdigest() != checksum:
            raise ModelError(
                f"{file}: the content does not match its checksum: the file is damaged, or was edited without"
                " removing its key 'checksum'"
            )
    missing = [key for key in _KEYS if key not in description]
    if missing:
        raise ModelError(f"{file}: the key '{missing[0]}' is missing")
    if version == 1:
        description["features"] = _numbers(description)
    description.setdefault("cells", {"missing": ["NA", "N/A", "null", "NaN", "?"], "date_format": None})
    try:
        _check_names(description)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ModelError(f"{file}: {error}") from None
    return description


def _check_names(description: Mapping[str, Any]) -> None:
    """What the rows mean has to make sense, as Rappel's own DataSchema demands it."""
    labels, classes, weight = description["labels"], description["classes"], description.get("weight_column")
    for key in ("labels", "classes", "features"):
        if not isinstance(description[key], list):
            raise ValueError(f"{key} is no array")
    columns = [feature["name"] for feature in description["features"]] + labels + ([] if weight is None else [weight])
    for what, names in (("columns", columns), ("classes", classes)):
        seen: Set[str] = set()
        for name in names:
            if not isinstance(name, str):
                raise ValueError(f"the names of {what} have {name!r}, which is no text")
            if name in seen:
                raise ValueError(f"a model cannot have two {what} named '{name}'")
            seen.add(name)
    outputs = description["network"]["layers"][-1]["outputs"]
    if description["task"] == "classification":
        if len(labels) != 1 or len(classes) < 2:
            raise ValueError(
                "a classification needs one label column and at least two classes, not"
                f" {len(labels)} and {len(classes)}"
            )
        # One output is the share of the second of two classes.
        meant = 1 if outputs == 1 and len(classes) == 2 else len(classes)
    elif description["task"] != "regression":
        raise ValueError(f"the task {description['task']!r} is neither classification nor regression")
    else:
        if classes:
            raise ValueError("a regression has no classes")
        meant = len(labels)
    if outputs != meant:
        raise ValueError(f"the network has {outputs} outputs, where the model has {meant} classes or labels")


def _numbers(description: Mapping[str, Any]) -> List[Dict[str, Any]]:
    """In version 1 a feature is a name, and a number that is scaled."""
    scaling = description["feature_scaling"]
    return [
        {
            "name": name,
            "kind": "number",
            "fill": offset,
            "encodings": [{"kind": "affine", "offset": offset, "factor": factor}],
        }
        for name, offset, factor in zip(description["features"], scaling["offset"], scaling["factor"])
    ]


def _shapes(description: Mapping[str, Any]) -> Dict[str, List[int]]:
    shapes: Dict[str, List[int]] = {}
    for number, layer in enumerate(description["network"]["layers"]):
        shapes[f"layers.{number}.weight"] = [layer["outputs"], layer["inputs"]]
        if layer["bias"]:
            shapes[f"layers.{number}.bias"] = [layer["outputs"]]
    return shapes


def read_weights(file: pathlib.Path, description: Mapping[str, Any]) -> Dict[str, np.ndarray]:
    """The tensors of a safetensors file, by name; checked against the network, the length and the SHA-256."""
    weights = description["weights"]
    try:
        length = os.path.getsize(file)
        if length != weights["bytes"]:
            raise ModelError(f"{file}: the file has {length} bytes, not the {weights['bytes']} of model.json")
        data = file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file}: cannot be read: {error.strerror}") from None
    if hashlib.sha256(data).hexdigest() != weights["sha256"]:
        raise ModelError(f"{file}: the SHA-256 differs from the one in model.json")
    size = struct.unpack("<Q", data[:8])[0] if length >= 8 else length
    if size > length - 8:
        raise ModelError(f"{file}: a header of {size} bytes cannot be in a file of {length} bytes")
    try:
        header = json.loads(data[8 : 8 + size].decode("utf-8"))
    except ValueError as error:
        raise ModelError(f"{file}: the header is no JSON: {error}") from None
    header.pop("__metadata__", None)
    shapes = _shapes(description)
    if set(header) != set(shapes):
        wrong = sorted(set(header) ^ set(shapes))[0]
        raise ModelError(f"{file}: the tensor '{wrong}' is missing, or is none of the network's")
    dtype = np.dtype(description["precision"]).newbyteorder("<")
    tensors = {}
    for name, shape in shapes.items():
        entry = header[name]
        if entry.get("dtype") != _DTYPES[description["precision"]] or entry.get("shape") != shape:
            raise ModelError(
                f"{file}: {name} has dtype {entry.get('dtype')} and shape {entry.get('shape')}, not the network's"
            )
        begin, end = entry["data_offsets"]
        if not 0 <= begin <= end <= length - 8 - size or end - begin != dtype.itemsize * int(np.prod(shape)):
            raise ModelError(f"{file}: {name} lies at bytes {begin} to {end}, which its shape does not fill")
        tensor = np.frombuffer(data, dtype, int(np.prod(shape)), 8 + size + begin).reshape(shape)
        if not np.isfinite(tensor).all():
            raise ModelError(f"{file}: {name} has an entry that is not finite")
        tensors[name] = tensor
    return tensors

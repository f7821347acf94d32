"""Trained models, applied with numpy alone."""

from __future__ import annotations

import os
import pathlib
import re
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from . import _dates
from ._cells import Cells
from ._errors import ModelError, RowsError
from ._features import Encoder, Feature
from ._files import read_description, read_json, read_weights, require_finished
from ._network import Decoder, Network

Array = np.ndarray

#: So many inputs are encoded at once, at the most, so that memory does not grow with the rows.
_BLOCK = 1 << 22
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")


class Model:
    """A network with all that its use needs: columns, encodings, classes, and where it comes from.

    Rows are a DataFrame of pandas or polars, a Table of pyarrow, a dict of columns, or a numpy array with the model's
    columns in their order. Columns are found by name, in any order and case; others are passed over.
    """

    #: ``classification`` or ``regression``.
    task: str
    #: Names of the columns that the model needs, in their order.
    features: List[str]
    #: Names of the label columns.
    labels: List[str]
    #: The classes, in the order of their probabilities; empty for numbers.
    classes: Array
    #: What metrics.json says of the training; empty where there is none.
    metrics: Dict[str, Any]
    #: What model.json says.
    description: Dict[str, Any]

    def __init__(self, description: Dict[str, Any], tensors: Mapping[str, Array], metrics: Dict[str, Any]) -> None:
        self.description = description
        self.metrics = metrics
        self.task = description["task"]
        self.labels = list(description["labels"])
        self.classes = _classes(description)
        features = [Feature(feature) for feature in description["features"]]
        self.features = [feature.name for feature in features]
        self._precision = np.dtype(description["precision"])
        pattern = description["cells"]["date_format"]
        dates = None if pattern is None else _dates.reader(pattern)
        self._encoder = Encoder(features, Cells(description["cells"]["missing"], dates), self._precision)
        self._network = Network(description["network"]["layers"], tensors)
        self._decoder = Decoder(description, self._network)
        if self._encoder.inputs != self._network.inputs:
            raise ValueError(
                f"the network takes {self._network.inputs} inputs, but the features become {self._encoder.inputs}"
            )

    def predict(self, rows: Any, threshold: Optional[float] = None) -> Array:
        """The class of each row, [rows]; or its value, [rows], of several labels [rows, labels].

        ``threshold`` moves the decision between two classes: the second one is predicted where its probability is at
        least that.

        Raises RowsError where rows do not fit the model.
        """
        if threshold is not None and (len(self.classes) != 2 or not 0 < threshold < 1):
            raise ValueError(f"a threshold of {threshold} for {len(self.classes)} classes")
        columns = self._encoder.columns(rows)
        if self.task == "classification":
            found = [self._decoder.predicted(outputs, threshold) for outputs in self._outputs(columns)]
            return self.classes[np.concatenate(found)]
        values = self._decoded(columns)
        return values[:, 0] if values.shape[1] == 1 else values

    def predict_proba(self, rows: Any) -> Array:
        """The probability of each class, [rows, classes], in the order of ``classes``.

        Raises RowsError where rows do not fit the model.
        """
        if self.task != "classification":
            raise ValueError("a model of numbers has no probabilities")
        return self._decoded(self._encoder.columns(rows))

    def _decoded(self, columns: Sequence[Array]) -> Array:
        return np.concatenate([self._decoder.decode(outputs) for outputs in self._outputs(columns)])

    def _outputs(self, columns: Sequence[Array]) -> Iterator[Array]:
        """The network's outputs, block by block; at least one block."""
        rows = len(columns[0])
        block = max(1, _BLOCK // max(1, self._encoder.inputs))
        for first in range(0, max(1, rows), block):
            outputs = self._network(self._encoder.encode([column[first : first + block] for column in columns]))
            with np.errstate(over="ignore"):
                finite = np.isfinite(outputs.astype(self._precision)).all(axis=1)
            if not finite.all():
                row = first + int(np.argmin(finite))
                raise RowsError(f"the model's weights are too large: it gives no number for row {row}")
            yield outputs

    def check(self) -> float:
        """Applies the model to the golden rows that it carries, and gives the largest difference.

        Raises ModelError if it gives something else than when it was made, beyond what rounding accounts for.
        """
        rows: List[Mapping[str, Any]] = self.description.get("golden_rows", [])
        if not rows:
            return 0.0
        columns = [
            feature.replay([row["cells"][j] for row in rows]) for j, feature in enumerate(self._encoder.features)
        ]
        stored = np.array([row["outputs"] for row in rows], dtype=np.float64)
        unit: Any = 1.0
        if self.task == "regression":
            factor = np.array(self.description["target_scaling"]["factor"], dtype=np.float64)
            unit = np.maximum(np.abs(stored), 1 / factor)
        differences = np.abs(self._decoded(columns) - stored) / unit
        tolerance = 1e-3 if self._precision == np.float32 else 1e-9
        if not (differences <= tolerance).all():
            row = int(np.argmax((~(differences <= tolerance)).any(axis=1)))
            raise ModelError(
                f"golden row {row} does not give what it gave when the model was made: features or weights are not"
                " what they were, or are applied in another way"
            )
        return float(differences.max())

    def __repr__(self) -> str:
        layers = self.description["network"]["layers"]
        sizes = "-".join([str(layers[0]["inputs"])] + [f"{layer['outputs']} {layer['activation']}" for layer in layers])
        return f"<rappel.Model: {self.task} of {', '.join(self.labels)}, {len(self.features)} features, {sizes}>"


def _classes(description: Mapping[str, Any]) -> Array:
    names = list(description["classes"])
    if not description["numeric_classes"]:
        return np.array(names, dtype=object)
    whole = all(_WHOLE.fullmatch(name) for name in names)
    return np.array([int(name) if whole else float(name) for name in names])


def load(path: Union[str, "os.PathLike[str]"]) -> Model:
    """Reads a model's directory, as ``rappel train`` and ``rappel.ml`` leave it.

    Lengths, checksums and shapes are verified, and the golden rows are replayed.

    Raises ModelError where there is no finished model, or a file is damaged or not of this format.
    """
    folder = pathlib.Path(path)
    require_finished(folder)
    file = folder / "model.json"
    description = read_description(file)
    tensors = read_weights(folder / "weights.safetensors", description)
    metrics = read_json(folder / "metrics.json")[1] if (folder / "metrics.json").exists() else {}
    try:
        model = Model(description, tensors, metrics)
        model.check()
    except ModelError as error:
        raise ModelError(f"{file}: {error}") from None
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ModelError(f"{file}: {error}") from error
    return model

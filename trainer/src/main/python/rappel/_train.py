"""Training on this machine, in a JVM of its own."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import tempfile
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from ._errors import RowsError
from ._java import run
from ._model import Model, load

if TYPE_CHECKING:
    import pandas

#: Rows: a pandas DataFrame, or the path of a file, a folder or a glob that ``rappel train`` reads.
Rows = Union["pandas.DataFrame", str, "os.PathLike[str]"]

#: Options that take rows, as files.
_ROWS = ("validation", "test")


def train(
    data: Rows,
    label: Union[str, Sequence[str], None] = None,
    *,
    out: Union[str, "os.PathLike[str]", None] = None,
    show: bool = True,
    **options: Any,
) -> Model:
    """Trains a network on this machine, without a cluster, and reads the model.

    ``label`` names the column to learn, or several columns of numbers. ``out`` is a new directory for the model, with
    its report; without it nothing is left. ``show`` says whether progress goes to the error stream. All options of
    ``rappel train`` are keywords: ``hidden=[64, 32]``, ``epochs=20``, ``validation=more_rows``, ``no_bias=True``,
    ``class_weight={"yes": 5}``, ``conf={"spark.sql.shuffle.partitions": 4}``.

    Raises RappelError with the command's sentence where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="rappel-") as scratch:
        folder = pathlib.Path(scratch)
        place = folder / "model" if out is None else pathlib.Path(out)
        arguments = ["train", "--out", str(place)]
        chosen: Dict[str, Any] = {"label": [label] if isinstance(label, str) else label, **options}
        if _is_frame(data):
            categories = _categories(data)
            if categories:
                chosen["categories"] = categories + list(chosen.get("categories") or [])
        arguments += ["--data", _file(data, folder / "data")]
        for name in _ROWS:
            if chosen.get(name) is not None:
                chosen[name] = _file(chosen[name], folder / name)
        for name, value in chosen.items():
            arguments += _option(name, value)
        run(arguments, show, scratch if out is None else None)
        return load(place)


def _is_frame(rows: Any) -> bool:
    return hasattr(rows, "columns") and hasattr(rows, "to_csv")


def _categories(frame: Any) -> List[str]:
    """Columns of pandas' own categories whose levels are numbers, which are codes."""
    return [
        str(name)
        for name, kind in frame.dtypes.items()
        if hasattr(kind, "categories") and getattr(kind.categories.dtype, "kind", "O") in "iuf"
    ]


def _file(rows: Any, file: pathlib.Path) -> str:
    """A file with the rows: of Parquet, which knows what columns are, where pyarrow is there, otherwise of CSV."""
    if not _is_frame(rows):
        try:
            return str(os.fspath(rows))
        except TypeError:
            raise RowsError(
                f"the rows are of the type {type(rows).__name__}, and not a DataFrame of pandas or the path of a file,"
                " a folder or a glob" + ("; to_pandas() makes a DataFrame of it" if hasattr(rows, "to_pandas") else "")
            ) from None
    frame = _floats(rows.rename(columns=str))
    if importlib.util.find_spec("pyarrow") is not None:
        path = file.with_suffix(".parquet")
        try:
            # Spark has no nanoseconds.
            frame.to_parquet(path, engine="pyarrow", index=False, coerce_timestamps="us", allow_truncated_timestamps=True)
        except (TypeError, ValueError, NotImplementedError) as error:
            raise RowsError(f"the DataFrame is no table of Parquet: {error}") from None
    else:
        path = file.with_suffix(".csv")
        frame.to_csv(path, index=False)
    return str(path)


def _floats(frame: Any) -> Any:
    """The frame with floats in columns of a width that Spark has: those of float16 are in float32 what they are."""
    kinds = {
        name: "float32" if kind.itemsize == 2 else "float64"
        for name, kind in frame.dtypes.items()
        if getattr(kind, "kind", "O") == "f" and getattr(kind, "itemsize", 8) not in (4, 8)
    }
    return frame.astype(kinds) if kinds else frame


def _option(name: str, value: Any) -> List[str]:
    """An option as the command line has it."""
    option = "--" + name.replace("_", "-")
    if value is None or value is False:
        return []
    if value is True:
        return [option]
    if name == "conf" and isinstance(value, Mapping):
        return [word for key, entry in value.items() for word in (option, f"{key}={entry}")]
    if isinstance(value, Mapping):
        return [option, ",".join(f"{key}:{entry}" for key, entry in value.items())]
    if isinstance(value, (list, tuple)):
        return [option, ",".join(_listed(entry) for entry in value)]
    return [option, os.fspath(value) if isinstance(value, os.PathLike) else str(value)]


def _listed(entry: Any) -> str:
    """A name as it stands in a list, where one with commas has quotes."""
    text = str(entry)
    if "," in text or text.startswith('"') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text

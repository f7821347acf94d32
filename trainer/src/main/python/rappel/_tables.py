"""The columns of a table, whoever made it."""

from __future__ import annotations

import functools
import re
from typing import Any, Callable, Iterable, List, Mapping, Optional, Sequence

import numpy as np

from ._errors import RowsError

_ENTRY = re.compile(r"(.*)\[([0-9]+)\]", re.DOTALL)


def columns_of(rows: Any, names: Sequence[str]) -> List[Any]:
    """A model's columns of rows: of a DataFrame, a Table of pyarrow, a dict or the like of columns by name, or of an
    array with the model's columns in order.

    Raises RowsError where the rows are something else, or lack a column.
    """
    if isinstance(rows, np.ndarray):
        found = _by_place(rows, names)
    elif hasattr(rows, "column_names") and hasattr(rows, "to_pydict"):
        found = _by_name(functools.cache(lambda name: _of_arrow(rows[name])), rows.column_names, names)
    elif hasattr(rows, "__len__") and hasattr(rows, "columns"):
        found = _by_name(rows.__getitem__, rows.columns, names)
    elif isinstance(rows, Mapping):
        found = _by_name(rows.__getitem__, rows, names)
    else:
        raise RowsError(
            f"the rows are of the type {type(rows).__name__}, and not a DataFrame, a pyarrow.Table, a dict of columns or a numpy"
            " array with a row for each"
        )
    for name, column in zip(names, found):
        _require_column(name, column)
    return [_unmasked(column) for column in found]


def _unmasked(column: Any) -> Any:
    """Masked cells of numpy's masked arrays are missing; what lies under the mask is not looked at."""
    return column.astype(object).filled(None) if isinstance(column, np.ma.MaskedArray) else column


def _require_column(name: str, column: Any) -> None:
    listed = hasattr(column, "__getitem__") and not isinstance(column, (str, bytes, Mapping))
    if len(getattr(column, "shape", (0,) if listed else ())) != 1:
        raise RowsError(f"column '{name}' is of the type {type(column).__name__}, and not one cell for each row")


def _of_arrow(column: Any) -> Any:
    """A column of pyarrow as an array where that keeps all of its cells as they are, else as a list."""
    kind = str(column.type)
    number = kind in ("halffloat", "float", "double") or "int" in kind and column.null_count == 0
    return np.asarray(column) if number or kind.startswith(("timestamp", "date")) else column.to_pylist()


def _by_place(rows: "np.ndarray[Any, Any]", names: Sequence[str]) -> List[Any]:
    if rows.dtype.names is not None:
        return _by_name(rows.__getitem__, rows.dtype.names, names)
    if rows.ndim != 2 or rows.shape[1] != len(names):
        shape = " × ".join(map(str, rows.shape))
        raise RowsError(f"an array of {shape} is given, and the model needs {len(names)} columns, a row each")
    return [rows[:, j] for j in range(len(names))]


def _by_name(get: Callable[[Any], Any], columns: Iterable[Any], names: Sequence[str]) -> List[Any]:
    columns = list(columns)
    available = [str(column) for column in columns]
    keys = dict(zip(available, columns))
    missing: List[str] = []
    found: List[Any] = []
    for name in names:
        column = _find(get, name, available, keys, names)
        if column is None:
            missing.append(name)
        found.append(column)
    if missing:
        shown = "', '".join(missing[:10]) + ("' and more" if len(missing) > 10 else "'")
        raise RowsError(f"the rows lack {len(missing)} of the {len(names)} columns that the model needs: '{shown}")
    return found


def _find(
    get: Callable[[Any], Any], name: str, available: Sequence[str], keys: Mapping[str, Any], names: Sequence[str]
) -> Optional[Any]:
    """The column for one of the model's, as it is written, in another case, or an entry of a column of arrays."""
    if name in keys:
        if len(keys) < len(available) and available.count(name) > 1:
            raise RowsError(f"the rows have {available.count(name)} columns named '{name}'")
        return get(keys[name])
    similar = [column for column in available if column.lower() == name.lower() and column not in names]
    if len(similar) > 1:
        shown = "', '".join(similar)
        raise RowsError(f"the model's column '{name}' could be each of '{shown}'")
    if similar:
        meant = [other for other in names if other.lower() == name.lower() and other not in keys]
        if len(meant) > 1:
            shown = "', '".join(meant)
            raise RowsError(f"the rows have the column '{similar[0]}', which could be each of the model's '{shown}'")
        return get(keys[similar[0]])
    entry = _ENTRY.fullmatch(name)
    if entry is None or entry[1] not in keys:
        return None
    column = get(keys[entry[1]])
    place = int(entry[2])
    length = sum(1 for other in names if (same := _ENTRY.fullmatch(other)) is not None and same[1] == entry[1])
    for row, array in enumerate(column):
        if not hasattr(array, "__len__") or len(array) < length:
            raise RowsError(
                f"column '{entry[1]}' has in row {row} no array of the {length} numbers that the model needs"
            )
    return [array[place] for array in column]

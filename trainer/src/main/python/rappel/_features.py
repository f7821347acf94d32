"""From the columns of a table to the inputs of a network, as Rappel goes that way."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Mapping, Sequence

import numpy as np

from ._cells import Cells, Moment, number_of, objects, plain, unique_cells
from ._errors import RowsError
from ._tables import columns_of

Array = np.ndarray

#: Beyond this multiple of a limit nothing but the sign is left of a number.
_FAR = 2.0**60
#: Moments beyond this, in seconds, have no parts.
_LAST_MOMENT = 31_556_889_864_403_199 / 2
_HOURS, _WEEK = 24, 7
_NONE = -1


class Feature:
    """A column of a model, and what becomes of it."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self.name: str = description["name"]
        self.kind: str = description["kind"]
        self.fill: float = description["fill"]
        self.encodings: List[Mapping[str, Any]] = description["encodings"]
        if self.kind not in ("number", "boolean", "date", "category"):
            raise ValueError(f"feature '{self.name}' is of the unknown kind '{self.kind}'")
        for encoding in self.encodings:
            if encoding["kind"] not in _WIDTHS:
                raise ValueError(f"feature '{self.name}' has the unknown encoding '{encoding['kind']}'")

    def dense(self) -> List[Mapping[str, Any]]:
        """Those encodings that are a number."""
        return [encoding for encoding in self.encodings if encoding["kind"] == "affine"]

    def others(self) -> List[Mapping[str, Any]]:
        return [encoding for encoding in self.encodings if encoding["kind"] != "affine"]

    # Cells -----------------------------------------------------------------------------------------------------------

    def read(self, column: Any, cells: Cells) -> Array:
        """What the column says: float64 with NaN where nothing is there, or of a category the place of its input."""
        if self.kind == "category":
            return self._places(column, cells)
        array = plain(column)
        if array.dtype.kind == "M" and self.kind == "date":
            return _seconds(array)
        if array.dtype.kind in "iuf" and self.kind != "date":
            found = array.astype(np.float64)
        else:
            found = self._numbers(array, cells)
        wrong = np.isinf(found) if self.kind == "number" else (found < 0) | (found > 1)
        if self.kind != "date" and wrong.any():
            row = int(np.argmax(wrong))
            raise self._error(row, array[row])
        return found

    def _numbers(self, array: Array, cells: Cells) -> Array:
        values: Any = objects(array) if array.dtype.kind != "M" else list(array)
        found = np.full(len(values), np.nan)
        for row, (cell, value) in enumerate(zip(self._read(values, cells.read), values)):
            if cell is not None:
                try:
                    found[row] = self._number(cell)
                except (ValueError, OverflowError):
                    raise self._error(row, value) from None
        return found

    def _read(self, values: Iterable[Any], read: Callable[[Any], Any]) -> List[Any]:
        """What ``read`` makes of each cell."""
        found: List[Any] = []
        try:
            for cell in unique_cells(values, read):
                found.append(cell)
        except (TypeError, ValueError, OverflowError) as error:
            raise RowsError(f"column '{self.name}' in row {len(found)}: {error}") from None
        return found

    def _number(self, cell: Any) -> float:
        fits = {
            "number": not isinstance(cell, (bool, str, Moment)),
            "boolean": not isinstance(cell, (str, Moment)),
            "date": isinstance(cell, Moment),
        }
        if not fits[self.kind]:
            raise ValueError
        return float(cell)

    def _error(self, row: int, value: Any) -> RowsError:
        return RowsError(f"column '{self.name}' has in row {row} the cell {_shown(value)}, which is {_WANTED[self.kind]}")

    def _places(self, column: Any, cells: Cells) -> Array:
        one_hot = next(iter(self.encodings), None)
        if one_hot is None:
            return np.full(len(column), _NONE, dtype=np.int64)
        places = _Levels(one_hot)

        def place(value: Any) -> int:
            cell = cells.category(value)
            if isinstance(cell, Moment):
                raise ValueError(f"{value} is a date, where the model has a category")
            return places.of(cell)

        return np.array(self._read(objects(column), place), dtype=np.int64)

    def replay(self, values: Sequence[Any]) -> Array:
        """Cells of golden rows, which are numbers, seconds, booleans and levels already."""
        if self.kind != "category":
            return np.array([np.nan if value is None else float(value) for value in values])
        if not self.encodings:
            return np.full(len(values), _NONE, dtype=np.int64)
        places = _Levels(self.encodings[0])
        return np.array([places.of(value) for value in values], dtype=np.int64)

    # Inputs ----------------------------------------------------------------------------------------------------------

    def encode(self, cells: Array, encoding: Mapping[str, Any], largest: float) -> Array:
        """The inputs that one encoding makes of cells, [rows, width]."""
        kind = encoding["kind"]
        if kind == "one-hot":
            return cells[:, None] == np.arange(_width(encoding))
        missing = np.isnan(cells)
        if kind == "missing":
            return missing[:, None]
        if kind == "part":
            return _part(cells, encoding["part"])
        filled = np.where(missing, self.fill, cells)
        if kind == "affine":
            return _scaled(filled, encoding, largest)[:, None]
        return _spline(filled, np.array(encoding["knots"], dtype=np.float64), kind == "hat")


def _shown(value: Any) -> str:
    return repr(value.item() if isinstance(value, np.generic) else value)


_WANTED = {"number": "no number", "boolean": "neither true nor false", "date": "no date"}

_WIDTHS: Dict[str, Callable[[Mapping[str, Any]], int]] = {
    "affine": lambda encoding: 1,
    "missing": lambda encoding: 1,
    "one-hot": lambda encoding: len(encoding["levels"]) + encoding["rest"] + encoding["missing"],
    "part": lambda encoding: {"month": 12, "day-of-week": _WEEK, "hour": _HOURS}[encoding["part"]],
    "hat": lambda encoding: len(encoding["knots"]),
    "thermometer": lambda encoding: len(encoding["knots"]) - 1,
}


def _width(encoding: Mapping[str, Any]) -> int:
    return _WIDTHS[encoding["kind"]](encoding)


class _Levels:
    """Which input of a category stands for a cell."""

    def __init__(self, one_hot: Mapping[str, Any]) -> None:
        levels = one_hot["levels"]
        self._rest = len(levels) if one_hot["rest"] else _NONE
        self._missing = _width(one_hot) - 1 if one_hot["missing"] else _NONE
        self._of_text = {level: place for place, level in enumerate(levels)}
        self._of_number: Dict[float, int] = {}
        for place, level in enumerate(levels):
            number = number_of(level)
            if number is not None:
                self._of_number.setdefault(number, place)

    def of(self, cell: Any) -> int:
        if cell is None:
            return self._missing
        if isinstance(cell, bool):
            return self._of_text.get("true" if cell else "false", self._rest)
        if isinstance(cell, int) and abs(cell) > 2**53:
            return self._of_text.get(str(cell), self._rest)
        if isinstance(cell, (int, float)):
            return self._of_number.get(float(cell), self._rest)
        return self._of_text.get(cell, self._rest)


def _seconds(moments: Array) -> Array:
    found = moments.astype("datetime64[s]").astype(np.int64).astype(np.float64)
    return np.where(np.isnat(moments), np.nan, found)


def _part(seconds: Array, part: str) -> Array:
    there = np.abs(np.floor(seconds)) <= _LAST_MOMENT
    whole = np.where(there, np.floor(seconds), 0).astype(np.int64)
    day = whole // 86_400
    if part == "month":
        value = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
        count = 12
    elif part == "day-of-week":
        value, count = (day + 3) % _WEEK, _WEEK
    else:
        value, count = whole % 86_400 // 3600, _HOURS
    return (value[:, None] == np.arange(count)) & there[:, None]


def _scaled(numbers: Array, encoding: Mapping[str, Any], largest: float) -> Array:
    offset, factor, limit = encoding["offset"], encoding["factor"], encoding.get("limit", 0)
    if factor == 0:
        # Ignored: its difference may have overflowed.
        return np.zeros_like(numbers)
    scaled = (numbers - offset) * factor
    if limit == 0:
        return np.clip(scaled, -largest, largest)
    share = np.clip(scaled / limit, -_FAR, _FAR)
    return np.where(np.abs(share) < _FAR, share * limit / np.sqrt(1 + share * share), np.sign(share) * limit)


def _spline(numbers: Array, knots: Array, hat: bool) -> Array:
    last = len(knots) - 1
    place = np.clip(np.searchsorted(knots, numbers, side="right") - 1, 0, last - 1)
    # Halves, as the distance of two numbers may be beyond float64.
    half = knots / 2
    low, high = half[place], half[place + 1]
    share = np.clip((numbers / 2 - low) / (high - low), 0, 1)
    rows = np.arange(len(numbers))
    if hat:
        inputs = np.zeros((len(numbers), last + 1))
        inputs[rows, place] = 1 - share
        inputs[rows, place + 1] = share
    else:
        inputs = (np.arange(last) < place[:, None]).astype(np.float64)
        inputs[rows, place] = share
    return inputs


class Encoder:
    """All features of a model."""

    def __init__(self, features: Sequence[Feature], cells: Cells, precision: "np.dtype[Any]") -> None:
        self.features = list(features)
        self._cells = cells
        self._precision = precision
        self._largest = 2.0**64 if precision == np.float32 else 2.0**256
        self.inputs = sum(_width(encoding) for feature in features for encoding in feature.encodings)

    def columns(self, rows: Any) -> List[Array]:
        """The features' columns of a table, of those kinds that ``columns_of`` takes."""
        found = columns_of(rows, [feature.name for feature in self.features])
        columns = [feature.read(column, self._cells) for feature, column in zip(self.features, found)]
        lengths = {len(column) for column in columns}
        if len(lengths) > 1:
            raise RowsError(f"columns have different numbers of rows: {', '.join(map(str, sorted(lengths)))}")
        return columns

    def encode(self, columns: Sequence[Array]) -> Array:
        """The network's inputs, first those that are numbers, [rows, inputs] in float64, rounded to the precision."""
        rows = len(columns[0])
        inputs = np.empty((rows, self.inputs), dtype=self._precision)
        at = 0
        with np.errstate(over="ignore", invalid="ignore"):
            for encodings in (Feature.dense, Feature.others):
                for feature, cells in zip(self.features, columns):
                    for encoding in encodings(feature):
                        width = _width(encoding)
                        inputs[:, at : at + width] = feature.encode(cells, encoding, self._largest)
                        at += width
        return inputs.astype(np.float64, copy=False)

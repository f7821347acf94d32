"""Cells of tables, read as Rappel reads them: numbers, moments, texts, or nothing."""

from __future__ import annotations

import datetime
import decimal
import math
import numbers
import re
import sys
from typing import Any, Callable, Iterable, Iterator, Optional, Union

import numpy as np

from ._dates import days, iso_moment

#: What Java's String.trim takes away.
_BLANKS = "".join(map(chr, range(33)))
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
_PADDED = re.compile(r"[+-]?0[0-9]")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DAY = 86_400


class Moment(int):
    """Seconds since the beginning of 1970 in UTC."""


#: A text is itself; None is nothing.
Cell = Union[None, int, float, bool, Moment, str]


def number_of(text: str) -> Optional[float]:
    """The number that a text is, if it is one; codes such as 007 and integers beyond 64 bits are none."""
    if _DECIMAL.fullmatch(text):
        if _PADDED.match(text):
            return None
        # Python refuses to read thousands of digits.
        if len(text) > 18 and _INTEGER.fullmatch(text) and (len(text) > 20 or not -(2**63) <= int(text) < 2**63):
            return None
        return float(text)
    return float(text) if _NOT_FINITE.fullmatch(text) else None


class Cells:
    """Reads cells by a model's rules of what texts say."""

    def __init__(self, missing: Iterable[str], dates: Optional[Any]) -> None:
        """``dates`` takes a text and gives the seconds of the date that it is, or None."""
        self._missing = {text.strip(_BLANKS).lower() for text in missing}
        self._dates = dates

    def read(self, value: Any) -> Cell:
        """What a value of Python, numpy or pandas is."""
        if value is None or _is_na(value):
            return None
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        if isinstance(value, str):
            return self._text(value.strip(_BLANKS))
        if isinstance(value, numbers.Integral):
            return int(value)
        if isinstance(value, (numbers.Real, decimal.Decimal)):
            number = float(value)
            return None if math.isnan(number) else number
        return _moment(value)

    def _text(self, text: str) -> Cell:
        lower = text.lower()
        if not text or lower in self._missing:
            return None
        if lower == "true" or lower == "false":
            return lower == "true"
        if self._dates is not None:
            asked = self._dates(text)
            if asked is not None:
                return Moment(asked)
        number = number_of(text)
        if number is not None:
            return None if math.isnan(number) else number
        moment = iso_moment(text)
        return text if moment is None else Moment(moment)

    def category(self, value: Any) -> Cell:
        """The same, of a column of categories, where texts of dates are texts."""
        cell = self.read(value)
        text = isinstance(value, str)
        return value.strip(_BLANKS) if text and isinstance(cell, Moment) else cell


def _is_na(value: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)


def _moment(value: Any) -> Optional[Moment]:
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else Moment(value.astype("datetime64[s]").astype(np.int64))
    if isinstance(value, datetime.datetime):
        offset = value.utcoffset()
        seconds = days(value.year, value.month, value.day) * _DAY
        seconds += value.hour * 3600 + value.minute * 60 + value.second
        return Moment(seconds if offset is None else seconds - math.floor(offset.total_seconds()))
    if isinstance(value, datetime.date):
        return Moment(days(value.year, value.month, value.day) * _DAY)
    raise TypeError(f"a cell of {type(value).__name__} is no number, text, boolean or date")


def plain(column: Any) -> "np.ndarray[Any, Any]":
    """A column as an array: of numbers, booleans or moments in UTC where it is one of those, else of objects."""
    kind = getattr(getattr(column, "dtype", None), "kind", "O")
    if kind == "M" and getattr(column.dtype, "tz", None) is not None:
        column = column.dt.tz_convert("UTC").dt.tz_localize(None)
    # Arrays of pandas' own types, in which nothing is NA, are numbers all the same.
    if kind in "iuf" and not isinstance(getattr(column, "dtype", None), np.dtype) and hasattr(column, "to_numpy"):
        if column.isna().any() and kind in "iu":
            return np.asarray(column, dtype=object)
        return np.asarray(column.to_numpy(dtype=f"{kind}8", na_value=np.nan if kind == "f" else 0))
    if kind in "iufM":
        array = np.asarray(column)
        return array if array.dtype.kind in "iufM" else np.asarray(column, dtype=object)
    return objects(column)


def objects(column: Any) -> "np.ndarray[Any, Any]":
    """A column as an array of objects."""
    if isinstance(column, (list, tuple)):
        # numpy would make one text of ["a", 1.5] or a matrix of lists.
        array = np.empty(len(column), dtype=object)
        for i, value in enumerate(column):
            array[i] = value
        return array
    return np.asarray(column, dtype=object)


def unique_cells(array: Iterable[Any], read: Callable[[Any], Any]) -> Iterator[Any]:
    """``read`` of each cell, called once for equal ones."""
    known: dict[Any, Any] = {}
    for value in array:
        # True, 1 and 1.0 are equal, and different cells.
        key = (value.__class__, value)
        try:
            cell = known[key]
        except KeyError:
            cell = known[key] = read(value)
        except TypeError:
            cell = read(value)
        yield cell

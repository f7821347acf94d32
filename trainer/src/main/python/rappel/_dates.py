"""Dates that are written as text, by ISO 8601 and by patterns of Java."""

from __future__ import annotations

import re
from typing import Callable, Dict, List, Optional

_DAY = 86_400
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{0,9})?)?(?: ?(Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FARTHEST_OFFSET = 18 * 3600


def days(year: int, month: int, day: int) -> int:
    """Days since the beginning of 1970, in the Gregorian calendar at all times (H. Hinnant's days_from_civil)."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int, offset: int) -> Optional[int]:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1] + leap:
        return None
    if hour > 23 or minute > 59 or second > 59 or abs(offset) > _FARTHEST_OFFSET:
        return None
    return days(year, month, day) * _DAY + hour * 3600 + minute * 60 + second - offset


def _offset(text: Optional[str]) -> int:
    if not text or text in ("Z", "z", "UTC"):
        return 0
    digits = text[1:].replace(":", "").ljust(6, "0")
    if int(digits[2:4]) > 59 or int(digits[4:6]) > 59:
        return 2 * _FARTHEST_OFFSET
    size = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6])
    return -size if text[0] == "-" else size


def iso_moment(text: str) -> Optional[int]:
    """Seconds since the beginning of 1970 of a text in ISO 8601, or as databases write it, with a blank before the
    offset, or UTC; without a zone it is in UTC. None: it is none."""
    if len(text) < 10 or text[4] != "-" or text[7] != "-":
        return None
    match = _ISO.fullmatch(text[:10] + "T" + text[11:] if text[10:11] == " " else text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    return _moment(
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), _offset(offset)
    )


def _names(names: List[str], short: bool) -> str:
    return "|".join(name[:3] if short else name for name in names)


def _expression(letter: str, count: int) -> Optional[str]:
    """What a run of one letter of a pattern matches; None: it is not known here."""
    if letter in "yu":
        return r"(?P<short>[0-9]{2})" if count == 2 else r"(?P<year>[0-9]{4})" if count == 4 else r"(?P<year>[0-9]+)"
    if letter in "ML" and count > 2:
        return None if count > 4 else rf"(?P<month>{_names(_MONTHS, count == 3)})"
    if letter == "E":
        return None if count > 4 else rf"(?P<weekday>{_names(_DAYS, count < 4)})"
    if letter == "a" and count == 1:
        return r"(?P<half>AM|PM)"
    if letter == "S":
        return rf"[0-9]{{{count}}}"
    if letter in "XxZ":
        zulu = "Z|" if letter == "X" else ""
        minutes = {1: "(?:[0-9]{2})?", 2: "[0-9]{2}", 3: ":[0-9]{2}"}.get(2 if letter == "Z" else count)
        return None if minutes is None or letter == "Z" and count > 3 else rf"(?P<offset>{zulu}[+-][0-9]{{2}}{minutes})"
    name = {"M": "number", "L": "number", "d": "day", "H": "hour", "h": "twelve", "m": "minute", "s": "second"}
    if letter not in name or count > 2:
        return None
    return rf"(?P<{name[letter]}>{'[0-9]{2}' if count == 2 else '[0-9]{1,2}'})"


def _compiled(pattern: str) -> Optional["re.Pattern[str]"]:
    expression = ""
    for quoted, letters, _, other in re.findall(r"('(?:[^']|'')*')|(([A-Za-z])\3*)|(.)", pattern, re.DOTALL):
        if quoted:
            expression += re.escape(quoted[1:-1].replace("''", "'") or "'")
        elif letters:
            part = _expression(letters[0], len(letters))
            if part is None:
                return None
            expression += part
        else:
            expression += {"[": "(?:", "]": ")?"}.get(other, re.escape(other))
    try:
        return re.compile(expression, re.IGNORECASE)
    except re.error:
        return None


def reader(pattern: str) -> Callable[[str], Optional[int]]:
    """Reads dates that are written by a pattern of java.time.format.DateTimeFormatter, in English.

    Raises ValueError where the pattern has letters that are not known here.
    """
    compiled = _compiled(pattern)
    if compiled is None:
        raise ValueError(f"dates that are written as '{pattern}' cannot be read here; give them as dates, not as text")

    def read(text: str) -> Optional[int]:
        match = compiled.fullmatch(text)
        return None if match is None else _seconds(match.groupdict())

    return read


def _seconds(parts: Dict[str, Optional[str]]) -> Optional[int]:
    def number(name: str, default: int) -> int:
        return int(parts.get(name) or default)

    year = 2000 + number("short", 0) if parts.get("short") else number("year", -1)
    month = number("number", 0)
    if parts.get("month"):
        month = [name[:3].lower() for name in _MONTHS].index(str(parts["month"])[:3].lower()) + 1
    hour = number("hour", 0)
    if parts.get("twelve"):
        twelve = number("twelve", 0)
        if not 1 <= twelve <= 12 or not parts.get("half"):
            return None
        hour = twelve % 12 + (12 if str(parts["half"]).lower() == "pm" else 0)
    timed = bool(parts.get("hour") or parts.get("twelve"))
    moment = _moment(
        year,
        month,
        number("day", 0),
        hour,
        number("minute", 0),
        number("second", 0),
        _offset(parts.get("offset")) if timed else 0,
    )
    if moment is None or year < 0:
        return None
    weekday = parts.get("weekday")
    local = days(year, month, number("day", 0))
    if weekday and _DAYS[(local + 3) % 7][:3].lower() != weekday[:3].lower():
        return None
    return moment

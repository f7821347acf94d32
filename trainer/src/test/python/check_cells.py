"""Checks what texts and dates are to the package rappel, against what Java's parsers and Python's datetime say."""

import datetime
import decimal

import numpy as np

from rappel import _dates
from rappel._cells import Cells, number_of


def seconds(*parts):
    return int(datetime.datetime(*parts, tzinfo=datetime.timezone.utc).timestamp())


PATTERNS = [
    ("dd.MM.yyyy", "01.02.2026", seconds(2026, 2, 1)),
    ("dd.MM.yyyy", "31.02.2026", None),
    ("M/d/yy h:mm a", "2/3/26 1:05 pm", seconds(2026, 2, 3, 13, 5)),
    ("EEE, d MMM yyyy HH:mm:ss Z", "Thu, 26 Nov 2026 10:00:00 +0130", seconds(2026, 11, 26, 8, 30)),
    ("EEE, d MMM yyyy HH:mm:ss Z", "Fri, 26 Nov 2026 10:00:00 +0130", None),
    ("yyyyMMdd['T'HHmm]", "20261126T1234", seconds(2026, 11, 26, 12, 34)),
    ("yyyyMMdd['T'HHmm]", "20261126", seconds(2026, 11, 26)),
    ("dd MMMM uuuu", "26 November 2026", seconds(2026, 11, 26)),
    ("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-11-26T10:00:00Z", seconds(2026, 11, 26, 10)),
]
ISO = [
    ("2026-11-26", seconds(2026, 11, 26)),
    ("2026-11-26 10:00", seconds(2026, 11, 26, 10)),
    ("2026-11-26T10:00:00.123+02:00", seconds(2026, 11, 26, 8)),
    ("2026-11-26T10:00:00+0230", seconds(2026, 11, 26, 7, 30)),
    ("2026-11-26 10:00:00-03", seconds(2026, 11, 26, 13)),
    ("2026-11-26 10:00:00.123456 UTC", seconds(2026, 11, 26, 10)),
    ("2026-11-26T10:00:00UTC", seconds(2026, 11, 26, 10)),
    ("2026-11-26 10:00 Z", seconds(2026, 11, 26, 10)),
    ("2026-11-26 10:00:00 +02:00", seconds(2026, 11, 26, 8)),
    ("2026-11-26 10:00:00 +02", seconds(2026, 11, 26, 8)),
    ("2026-11-26 10:00:00 CET", None),
    ("2026-11-26 10:00:00  UTC", None),
    ("2026-11-26 10:00:00+02UTC", None),
    ("2026-11-26 10:00:00 +19", None),
    ("2026-11-26T 10:00:00", None),
    ("2026-11-26 UTC", None),
    ("1969-12-31T23:59:59Z", -1),
    ("0000-03-01", -62_162_035_200),
    ("2026-11-26T24:00", None),
    ("2026-02-29", None),
    ("2026-11-26x", None),
]
NUMBERS = [
    ("1.", 1.0),
    (".5", 0.5),
    ("1e5", 1e5),
    ("-0.5", -0.5),
    ("+inf", float("inf")),
    ("1d", None),
    ("007", None),
    ("00.5", None),
    (".", None),
    ("12345678901234567890", None),
]
CELLS = [
    (True, True),
    (np.bool_(False), False),
    (" TRUE ", True),
    (" na ", None),
    ("", None),
    ("3.0", 3.0),
    (np.int64(3), 3),
    (np.float32(0.5), 0.5),
    (decimal.Decimal("2.5"), 2.5),
    (float("nan"), None),
    (datetime.date(2026, 1, 1), seconds(2026, 1, 1)),
    (datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=-2))), seconds(2026, 1, 1, 2)),
    (np.datetime64("NaT"), None),
    ("2026-01-01", seconds(2026, 1, 1)),
    ("two words", "two words"),
]


def check(found, expected, what):
    assert found == expected and type(found == expected) is bool, f"{what!r} is {found!r}, not {expected!r}"


for pattern, text, expected in PATTERNS:
    check(_dates.reader(pattern)(text), expected, text)
for text, expected in ISO:
    check(_dates.iso_moment(text), expected, text)
for text, expected in NUMBERS:
    check(number_of(text), expected, text)
for value, expected in CELLS:
    check(Cells(["NA"], None).read(value), expected, value)
try:
    _dates.reader("YYYY-ww")
    raise AssertionError("a pattern with weeks was taken")
except ValueError as error:
    assert "'YYYY-ww' cannot be read here" in str(error)
print("cells are read")

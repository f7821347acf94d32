"""Tables that a model takes, and sentences that name the row of a cell that it does not.

    PYTHONPATH=../../main/python python check_rows.py MODEL

MODEL is a model's directory with an expected.json, as compare_predictions.py has it. Exits 1 at the first difference.
"""

import collections
import datetime
import json
import pathlib
import sys

import numpy as np

import rappel
from rappel import _tables

model = rappel.load(sys.argv[1])
expected = json.loads((pathlib.Path(sys.argv[1]) / "expected.json").read_text())
columns = {name: [row[j] for row in expected["rows"]] for j, name in enumerate(model.features)}
rows = {
    name: (
        np.array([0 if cell is None else int(cell) for cell in columns[name]], "datetime64[s]")
        if kind == "date"
        else columns[name]
    )
    for name, kind in zip(model.features, expected["kinds"])
}
model.predict(rows)

BAD = {
    "number": [
        ("much", "has in row 5 the cell 'much', which is no number"),
        (True, "has in row 5 the cell True, which is no number"),
        (10**400, "which is no number"),
        (float("-inf"), "has in row 5 the cell -inf, which is no number"),
        (b"1", "in row 5: a cell of bytes is no number, text, boolean or date"),
    ],
    "boolean": [
        ("maybe", "has in row 5 the cell 'maybe', which is neither true nor false"),
        (2, "has in row 5 the cell 2, which is neither true nor false"),
    ],
    "date": [(3, "has in row 5 the cell 3, which is no date"), ([3], "in row 5: a cell of list is no number")],
    "category": [(datetime.date(2026, 1, 2), "in row 5: 2026-01-02 is a date, where the model has a category")],
}


def refused(wrong, sentence):
    try:
        model.predict(wrong)
    except rappel.RowsError as error:
        if sentence not in str(error):
            sys.exit(f"{error}, not {sentence}")
    else:
        sys.exit(f"these rows were taken: {sentence}")


seen = collections.Counter()
for name, kind in zip(model.features, expected["kinds"]):
    encoded = model.description["features"][model.features.index(name)]["encodings"]
    for cell, sentence in BAD[kind] if encoded else ():
        spoilt = list(rows[name])
        # A second one, and copies of good ones before it, do not matter.
        spoilt[4] = spoilt[3]
        spoilt[5] = spoilt[7] = cell
        refused(
            {**rows, name: spoilt}, f"column '{name}' {sentence}" if sentence.startswith(("has", "in")) else sentence
        )
        seen[kind] += 1
assert set(seen) == set(BAD), seen

# A column is not taken for two of the model's.
try:
    _tables._by_name({"AGE": [1]}.__getitem__, ["AGE"], ["age", "Age"])
except rappel.RowsError as error:
    assert str(error) == "the rows have the column 'AGE', which could be each of the model's 'age', 'Age'", error
else:
    sys.exit("one column was taken for two")

# What lies under a mask is none of the cell.
for name, kind in zip(model.features, expected["kinds"]):
    mask = [row == 5 for row in range(len(rows[name]))]
    under, missing = list(rows[name]), list(rows[name])
    under[5], missing[5] = under[4], None
    masked = np.ma.MaskedArray(np.empty(len(under), object), mask)
    masked.data[:] = under
    if kind == "number":
        masked = masked.filled(np.nan).astype(float).view(np.ma.MaskedArray)
        masked.mask = mask
        masked.data[5] = 1.5
    same = model.predict({**rows, name: masked}) == model.predict({**rows, name: missing})
    assert np.all(same), name

kept = "and not a DataFrame, a pyarrow.Table, a dict of columns or a numpy array"
refused([list(row) for row in expected["rows"]], f"the rows are of the type list, {kept}")
refused("rows.csv", f"the rows are of the type str, {kept}")
refused(None, f"the rows are of the type NoneType, {kept}")
first = model.features[0]
refused({**rows, first: "red"}, f"column '{first}' is of the type str, and not one cell for each row")
refused({**rows, first: np.zeros((9, 2))}, f"column '{first}' is of the type ndarray, and not one cell for each row")
lower = {name: cells for name, cells in rows.items() if name != first}
refused({**lower, first.upper(): rows[first], first.title(): rows[first]}, f"'{first.upper()}', '{first.title()}'")
print("rows are told")

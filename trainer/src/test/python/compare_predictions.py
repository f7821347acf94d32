"""Applies models with the package rappel, and compares with what Rappel gave for the same rows.

    PYTHONPATH=../../main/python python compare_predictions.py FOLDER

Each directory in FOLDER is a model with an expected.json: kinds of the columns, rows, outputs and classes. Rows are
given as arrays, as lists of Python's objects and as text. Exits 1 at the first difference.
"""

import datetime
import json
import pathlib
import sys

import numpy as np

import rappel

EPOCH = datetime.datetime(1970, 1, 1)
#: Of float32 models, whose own rounding is what differs.
TOLERANCE = {"float32": 1e-6, "float64": 1e-12}

#: So many models share one that is tried in all ways.
WAYS = 20


def arrays(kind, cells):
    if kind == "date":
        seconds = [np.iinfo(np.int64).min if cell is None else int(cell) for cell in cells]
        return np.array(seconds, dtype="datetime64[s]")
    if kind == "number":
        return np.array([np.nan if cell is None else cell for cell in cells])
    return cells


def moment(cell):
    try:
        return EPOCH + datetime.timedelta(seconds=cell)
    except OverflowError:
        return np.datetime64(int(cell), "s")


def objects(kind, cells):
    return [moment(cell) if kind == "date" and cell is not None else cell for cell in cells]


def texts(kind, cells):
    def text(cell):
        if cell is None:
            return " n/a "
        if kind == "date":
            found = moment(cell)
            return found.isoformat(" ") + "+00:00" if isinstance(found, datetime.datetime) else found
        return f" {cell!r} " if kind != "category" else f"{cell} "

    return [text(cell) for cell in cells]


def difference(expected, found):
    return np.abs(found - expected) / np.maximum(1, np.abs(expected))


def check(condition, message):
    if not condition:
        sys.exit(message)


def main(folder):
    models = sorted(path for path in pathlib.Path(folder).iterdir() if path.is_dir())
    worst = 0.0
    for number, path in enumerate(models):
        model = rappel.load(path)
        expected = json.loads((path / "expected.json").read_text())
        check(model.description["golden_rows"], f"{path}: no golden rows")
        for way in (arrays, objects, texts) if number % WAYS == 0 else (arrays,):
            rows = {
                name: way(kind, [row[j] for row in expected["rows"]])
                for j, (name, kind) in enumerate(zip(model.features, expected["kinds"]))
            }
            outputs = np.array(expected["outputs"])
            if model.task == "classification":
                found = model.predict_proba(rows)
                # Where Rappel rounds to an equal probability, the class may differ.
                near = np.sort(outputs, axis=1)[:, -1] - np.sort(outputs, axis=1)[:, -2] < 1e-5
                classes = model.predict(rows)
                same = classes.astype(str) == np.array(expected["classes"])
                check((same | near).all(), f"{path}: {way.__name__}: classes differ")
            else:
                found = model.predict(rows).reshape(outputs.shape)
            error = difference(outputs, found)
            tolerance = TOLERANCE[model.description["precision"]]
            row = int(np.argmax(error.max(axis=1)))
            check(
                error.max() <= tolerance,
                f"{path}: {model}: {way.__name__}: row {row} differs by {error.max()}: {expected['rows'][row]} gives"
                f" {found[row]}, not {outputs[row]}",
            )
            worst = max(worst, float(error.max()))
    print(f"{len(models)} models agree, to {worst:.1e}")


if __name__ == "__main__":
    main(sys.argv[1])

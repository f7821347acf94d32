"""Trains from pandas and predicts with numpy, by the installed package, and compares with rappel predict.

In the working directory are rows.csv and more.csv.
"""

import os
import subprocess
import sys

import numpy as np
import pandas as pd

import rappel

assert "pyspark" not in sys.modules
assert os.path.getsize(rappel.jar()) > 1_000_000

rows = pd.read_csv("rows.csv", dtype={"code": str}, parse_dates=["seen"])
model = rappel.train(
    rows, label="income", out="model", epochs=3, hidden=[16, 8], encoding="hat:8", test="more.csv", show=False
)
print(model)
assert model.features == ["age", "gain", "work", "code", "day", "seen", "member"], model.features
kinds = {feature["name"]: feature["kind"] for feature in model.description["features"]}
assert kinds["code"] == kinds["work"] == "category" and kinds["seen"] == "date", kinds
assert 0 < model.metrics["test"]["accuracy"] <= 1

subprocess.run(
    [os.path.join(os.path.dirname(sys.executable), "rappel"), "predict", "--model", "model", "--data", "more.csv"]
    + ["--out", "predictions.csv"],
    check=True,
)
expected = pd.read_csv("predictions.csv")
probabilities = expected[["probability_less", "probability_more"]].to_numpy()
for kind, more in {
    "typed": pd.read_csv("more.csv", dtype={"code": str}, parse_dates=["day", "seen"]),
    "texts": pd.read_csv("more.csv", dtype=str, keep_default_na=False),
    "columns": {name: column.tolist() for name, column in pd.read_csv("more.csv", dtype=str).items()},
    "backwards": pd.read_csv("more.csv", dtype={"code": str}).convert_dtypes().iloc[:, ::-1].rename(columns=str.upper),
}.items():
    error = np.abs(model.predict_proba(more) - probabilities).max()
    assert error < 1e-6, (kind, error)
    assert (model.predict(more) == expected["prediction"]).all(), kind
    assert (model.predict(more, threshold=1e-9) == "more").all(), kind
print("predictions agree")

try:
    rappel.train(rows, label="outcome", epochs=1, show=False)
    sys.exit("a label that is not there was taken")
except rappel.RappelError as error:
    assert error.exit_code in (2, 3) and "outcome" in str(error), error
for wrong, sentence in [
    (rows.drop(columns=["age"]), "lack 1 of the 7 columns that the model needs: 'age'"),
    (rows.assign(gain="much"), "column 'gain' has in row 0 the cell 'much', which is no number"),
    (rows.assign(gain=np.inf), "column 'gain' has in row 0 the cell inf, which is no number"),
    (rows.assign(member="maybe"), "column 'member' has in row 0 the cell 'maybe', which is neither true nor false"),
    (rows.assign(day=3), "column 'day' has in row 0 the cell 3, which is no date"),
    (rows.assign(work=pd.Timestamp("2026-01-01")), "column 'work' in row 0: 2026-01-01 00:00:00 is a date"),
    (np.zeros((2, 3)), "an array of 2 × 3 is given, and the model needs 7 columns"),
]:
    try:
        model.predict(wrong)
        sys.exit(f"these rows were taken: {sentence}")
    except rappel.RowsError as error:
        assert sentence in str(error), error
print("errors are sentences")

"""Trains and predicts, by the installed package, from tables of pandas, pyarrow and scipy.

In the working directory are rows.csv and more.csv.
"""

import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import scipy.sparse

import rappel

rows = pd.read_csv("rows.csv", dtype={"code": str}, parse_dates=["day", "seen"], na_values=["?"])
narrow = rows.astype({"age": "float16", "gain": "float32"})
model = rappel.train(narrow, label="income", out="model", epochs=2, hidden=[8], validation=narrow[:100], show=False)
same = rappel.train(
    rows.astype({"age": np.longdouble, "gain": "float32"}), label="income", epochs=2, hidden=[8],
    validation=narrow[:100], show=False,
)
assert model.description["weights"]["sha256"] == same.description["weights"]["sha256"]

more = pd.read_csv("more.csv", dtype={"code": str}, parse_dates=["day", "seen"], na_values=["?"])
expected = model.predict_proba(more)
texts = {"code": pa.string(), "work": pa.dictionary(pa.int32(), pa.string())}
read = pyarrow.csv.read_csv("more.csv", convert_options=pyarrow.csv.ConvertOptions(column_types=texts))
tokyo = more.assign(seen=more["seen"].dt.tz_localize("UTC").dt.tz_convert("Asia/Tokyo"))
narrowed = pa.Table.from_pandas(more.assign(age=more["age"].astype("float16")))
for kind, table in {
    "float16": more.assign(age=more["age"].astype("float16")),
    "Table": pa.Table.from_pandas(more),
    "Table of CSV": read,
    "RecordBatch": pa.RecordBatch.from_pandas(tokyo),
    "Table with float16": narrowed,
    "capitals": pa.Table.from_pandas(more).rename_columns([name.upper() for name in more.columns]),
}.items():
    assert (model.predict_proba(table) == expected).all(), kind
print("frames agree")

kept = "and not a DataFrame, a pyarrow.Table, a dict of columns or a numpy array"
twice = pd.concat([more, more[["age"]]], axis=1)
bad = pa.Table.from_pandas(more.assign(gain=["1"] * 200 + ["much"] * 100))
for call, sentence in [
    (lambda: model.predict(scipy.sparse.csr_matrix((2, 7))), f"the rows are of the type csr_matrix, {kept}"),
    (lambda: model.predict(more.to_dict("records")), f"the rows are of the type list, {kept}"),
    (lambda: model.predict(more["age"]), f"the rows are of the type Series, {kept}"),
    (lambda: model.predict(twice), "the rows have 2 columns named 'age'"),
    (lambda: model.predict(pa.table({"age": [1]})), "lack 6 of the 7 columns that the model needs: 'gain', "),
    (lambda: model.predict(bad), "column 'gain' has in row 200 the cell 'much', which is no number"),
    (lambda: rappel.train(narrowed, label="income"), "of the type Table, and not a DataFrame of pandas or the path"),
    (lambda: rappel.train(rows, label="income", test=narrowed), "to_pandas() makes a DataFrame of it"),
]:
    try:
        call()
        sys.exit(f"these rows were taken: {sentence}")
    except rappel.RowsError as error:
        assert sentence in str(error), error
print("errors are sentences")

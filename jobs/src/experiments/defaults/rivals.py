"""What a user would take instead: LightGBM's defaults and a stock PyTorch network, on the sets of sets.py.

    pip install -r requirements.txt     (torch's CPU build suffices)
    python rivals.py SETS RESULTS.csv [--seed 0] [--only NAME,NAME] [--seconds 60] [--methods lightgbm,network]

Appends one line for each set, method and seed; what RESULTS.csv already has is skipped. One thread.

Both see the same rows: a random tenth of train.csv (seed `--seed`) validates, the rest trains, test.csv is
scored once. Text columns are categories; levels that training rows don't have count as missing. Small sets run
first. Seconds are the processor's, so that a busy machine changes little.

- lightgbm: LGBMClassifier and LGBMRegressor as they are (100 trees, no early stop), categories as pandas category.
- network: two hidden layers of 256 ReLU, PyTorch's initial weights, Adam 0.001, batches of 256, at most 200 epochs,
  stops after 20 epochs without a better validation loss, best epoch kept. Numbers and targets standardized, missing
  numbers imputed by the mean, categories one-hot (missing is a level). The one-hot columns are gathered from the
  first layer's weights rather than multiplied: the same function.
  `--seconds` bounds a run: it ends after the epoch that passes them, and `stop` says "seconds".

Scores: accuracy, log_loss (natural logarithm), auc (two classes only) or r2; `valid_` and `test_`.
"""

import argparse
import csv
import json
import os
import time

import lightgbm
import numpy as np
import pandas as pd
import torch
from sklearn import metrics

VALIDATION_SHARE = 0.1
HIDDEN = 256
BATCH = 256
RATE = 0.001
EPOCHS_MAX = 200
PATIENCE = 20
SCORES = ["accuracy", "auc", "log_loss", "r2"]
COLUMNS = (
    ["set", "method", "seed", "train_rows", "valid_rows", "test_rows"]
    + [f"{part}_{score}" for part in ("valid", "test") for score in SCORES]
    + ["seconds", "epochs", "best_epoch", "stop"]
)


class Data:
    """A set's three parts: inputs with text as category, targets as class numbers or float64."""

    def __init__(self, folder, one, seed):
        files = [os.path.join(folder, one["name"], part + ".csv") for part in ("train", "test")]
        read = [pd.read_csv(file, low_memory=False) for file in files]
        self.classification = one["task"] == "classification"
        label = one["label"]
        order = np.random.default_rng(seed).permutation(len(read[0]))
        valid = round(len(order) * VALIDATION_SHARE)
        parts = [read[0].iloc[order[valid:]], read[0].iloc[order[:valid]], read[1]]
        inputs = [part.drop(columns=[label]) for part in parts]
        for column in inputs[0]:
            if any(part[column].dtype in (object, bool) for part in read):
                texts = [part[column].astype(object).where(part[column].notna(), None) for part in inputs]
                texts = [part.map(lambda v: None if v is None else str(v)) for part in texts]
                levels = sorted(texts[0].dropna().unique())
                for part, text in zip(inputs, texts):
                    part[column] = pd.Categorical(text, categories=levels)
        for part in inputs:  # names that LightGBM would refuse
            part.columns = [f"c{i}" for i in range(part.shape[1])]
        self.inputs = inputs
        if self.classification:
            names = sorted(set(read[0][label]))
            number = {name: i for i, name in enumerate(names)}
            self.classes = len(names)
            self.targets = [part[label].map(number).to_numpy(dtype=np.int64) for part in parts]
        else:
            self.classes = 0
            self.targets = [part[label].to_numpy(dtype=np.float64) for part in parts]

    def scores(self, predict):
        """Scores of validation and test rows; predict(1 or 2) gives [rows, classes] or [rows]."""
        found = {}
        for i, part in ((1, "valid"), (2, "test")):
            y, p = self.targets[i], predict(i)
            if not self.classification:
                found[f"{part}_r2"] = metrics.r2_score(y, p)
                continue
            found[f"{part}_accuracy"] = metrics.accuracy_score(y, p.argmax(axis=1))
            p = p / p.sum(axis=1, keepdims=True)
            found[f"{part}_log_loss"] = metrics.log_loss(y, p, labels=range(self.classes))
            if self.classes == 2 and len(set(y)) == 2:
                found[f"{part}_auc"] = metrics.roc_auc_score(y, p[:, 1])
        return found


def run_lightgbm(data, seed, seconds_max):
    kind = lightgbm.LGBMClassifier if data.classification else lightgbm.LGBMRegressor
    model = kind(n_jobs=1, random_state=seed, verbose=-1)
    model.fit(data.inputs[0], data.targets[0])
    if not data.classification:
        return data.scores(lambda i: model.predict(data.inputs[i])), {}

    def probabilities(i):  # classes without a training row have probability 0
        p = np.zeros((len(data.targets[i]), data.classes))
        p[:, model.classes_] = model.predict_proba(data.inputs[i])
        return p

    return data.scores(probabilities), {}


def arrays(data):
    """Numbers [rows, numbers] float32 standardized, and one-hot positions [rows, text columns] int64 of every part."""
    train = data.inputs[0]
    texts = [c for c in train if train[c].dtype == "category"]
    numbers = [c for c in train if c not in texts]
    values = [part[numbers].to_numpy(dtype=np.float64) for part in data.inputs]
    known = ~np.isnan(values[0])
    counts = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, values[0], 0).sum(axis=0) / counts
    scale = np.sqrt((np.where(known, values[0] - mean, 0) ** 2).sum(axis=0) / counts)
    scale[scale == 0] = 1
    values = [np.nan_to_num((part - mean) / scale).astype(np.float32) for part in values]
    positions = [np.zeros((len(part), len(texts)), dtype=np.int64) for part in data.inputs]
    size = 0
    for j, column in enumerate(texts):
        for part, into in zip(data.inputs, positions):
            # Code -1, missing, takes the column's first position.
            into[:, j] = part[column].cat.codes.to_numpy(dtype=np.int64) + 1 + size
        size += len(train[column].cat.categories) + 1
    return [torch.from_numpy(v) for v in values], [torch.from_numpy(p) for p in positions], size


class Network(torch.nn.Module):
    def __init__(self, numbers, one_hots, outputs):
        super().__init__()
        first = torch.nn.Linear(numbers + one_hots, HIDDEN)
        self.numbers = torch.nn.Parameter(first.weight[:, :numbers].detach().t().clone())
        self.bias = torch.nn.Parameter(first.bias.detach().clone())
        self.one_hots = torch.nn.EmbeddingBag(max(one_hots, 1), HIDDEN, mode="sum")
        if one_hots:
            self.one_hots.weight.data.copy_(first.weight[:, numbers:].detach().t())
        self.rest = torch.nn.Sequential(
            torch.nn.ReLU(), torch.nn.Linear(HIDDEN, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, outputs)
        )

    def forward(self, numbers, positions):
        z = torch.addmm(self.bias, numbers, self.numbers)
        return self.rest(z + self.one_hots(positions) if positions.shape[1] else z)


def run_network(data, seed, seconds_max):
    started = time.process_time()
    torch.manual_seed(seed)
    values, positions, one_hots = arrays(data)
    center, scale = 0.0, 1.0
    if data.classification:
        loss_of = torch.nn.functional.cross_entropy
        targets = [torch.from_numpy(y) for y in data.targets]
    else:
        loss_of = torch.nn.functional.mse_loss
        center, scale = data.targets[0].mean(), data.targets[0].std()
        targets = [torch.from_numpy(((y - center) / scale).astype(np.float32))[:, None] for y in data.targets]
    network = Network(values[0].shape[1], one_hots, data.classes or 1)
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE)

    def outputs(i):
        with torch.no_grad():
            pairs = zip(values[i].split(8192), positions[i].split(8192))
            return torch.cat([network(v, p) for v, p in pairs])

    best, best_epoch, kept, stop = np.inf, 0, None, "epochs"
    for epoch in range(1, EPOCHS_MAX + 1):
        for rows in torch.randperm(len(targets[0])).split(BATCH):
            optimizer.zero_grad()
            loss_of(network(values[0][rows], positions[0][rows]), targets[0][rows]).backward()
            optimizer.step()
        loss = loss_of(outputs(1), targets[1]).item()
        if loss < best:
            best, best_epoch = loss, epoch
            kept = {name: tensor.clone() for name, tensor in network.state_dict().items()}
        if epoch - best_epoch >= PATIENCE:
            stop = "patience"
            break
        if time.process_time() - started > seconds_max:
            stop = "seconds"
            break
    network.load_state_dict(kept)

    def predict(i):
        out = outputs(i).double()
        return torch.softmax(out, dim=1).numpy() if data.classification else out[:, 0].numpy() * scale + center

    return data.scores(predict), dict(epochs=epoch, best_epoch=best_epoch, stop=stop)


METHODS = {"lightgbm": run_lightgbm, "network": run_network}


def done(path):
    if not os.path.exists(path):
        return set()
    with open(path) as file:
        return {(line["set"], line["method"], int(line["seed"])) for line in csv.DictReader(file)}


def append(path, line):
    new = not os.path.exists(path)
    with open(path, "a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow({k: round(v, 5) if isinstance(v, float) else v for k, v in line.items()})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sets")
    parser.add_argument("results")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--methods", default=",".join(METHODS))
    options = parser.parse_args()
    torch.set_num_threads(1)
    only = set(options.only.split(",")) - {""}
    with open(os.path.join(options.sets, "sets.json")) as file:
        sets = [one for one in json.load(file) if not only or one["name"] in only]
    sets.sort(key=lambda one: one["rows"]["train"])
    have = done(options.results)
    for one in sets:
        missing = [m for m in options.methods.split(",") if (one["name"], m, options.seed) not in have]
        if not missing:
            continue
        data = Data(options.sets, one, options.seed)
        sizes = dict(zip(["train_rows", "valid_rows", "test_rows"], map(len, data.targets)))
        for method in missing:
            started = time.process_time()
            scores, more = METHODS[method](data, options.seed, options.seconds)
            seconds = round(time.process_time() - started, 2)
            line = dict(set=one["name"], method=method, seed=options.seed, **sizes, **scores, seconds=seconds, **more)
            append(options.results, line)
            print(json.dumps({k: round(float(v), 4) if isinstance(v, float) else v for k, v in line.items()}))


if __name__ == "__main__":
    main()

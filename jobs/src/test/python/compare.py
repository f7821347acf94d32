#!/usr/bin/env python3
"""Times PyTorch, scikit-learn and `./rappel bench` on the same rows and networks, one after the other; run by hand.

    compare.py [--data FILE.libsvm[.gz]] [--rows N] [--networks 256 1000 1000,1000] [--threads 2] [--json FILE]

Each network has sigmoid units in its hidden layers and softmax with cross-entropy at the output, as MLlib's has.
PyTorch and scikit-learn run on the CPU with --threads threads, in float32: full batches with plain gradient steps (PyTorch alone) and epochs of
mini-batches of 128 and 512 rows with Adam, rows shuffled in each epoch. Seconds are medians of --repetitions
after a warm-up; loading and scaling rows is not in them. Without --data, rows are normal random numbers.
OPENBLAS_CORETYPE is unset for all. Needs torch, scikit-learn and numpy.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time
import warnings

ROOT = pathlib.Path(__file__).resolve().parents[4]
BATCHES = (128, 512)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, help="LIBSVM rows with classes from 0 on")
    parser.add_argument("--rows", type=int, default=10_000, help="at most")
    parser.add_argument("--features", type=int, default=784, help="of random rows")
    parser.add_argument("--classes", type=int, default=10, help="of random rows")
    parser.add_argument("--networks", nargs="+", default=["256", "1000", "1000,1000"], help="hidden units of each")
    parser.add_argument("--iterations", type=int, default=20, help="full-batch steps, or epochs of mini-batches")
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", nargs="+", default=["rappel", "pytorch", "sklearn", "mlpc"])
    parser.add_argument("--json", type=pathlib.Path, help="writes all figures there")
    return parser.parse_args()


def read_rows(options):
    """Standardized features [rows x features] in float32, and classes [rows]."""
    import numpy

    if options.data is None:
        random = numpy.random.default_rng(1)
        y = numpy.arange(options.rows) % options.classes
        x = random.standard_normal((options.rows, options.features)) + random.standard_normal(
            (options.classes, options.features)
        )[y] / 4
    else:
        from sklearn.datasets import load_svmlight_file

        sparse, labels = load_svmlight_file(str(options.data))
        x, y = sparse.toarray()[: options.rows], numpy.unique(labels, return_inverse=True)[1][: options.rows]
    deviation = x.std(axis=0)
    x = (x - x.mean(axis=0)) / numpy.where(deviation > 0, deviation, 1)
    return x.astype(numpy.float32), y.astype(numpy.int64)


def median_seconds(train, repetitions):
    """The median time of a training, after one that is not timed."""
    train()
    seconds = []
    for _ in range(repetitions):
        begun = time.perf_counter()
        train()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def pytorch(x, y, hidden, options):
    """Examples a second, by what was run."""
    import torch

    torch.set_num_threads(options.threads)
    features, classes = torch.from_numpy(x), torch.from_numpy(y)
    loss = torch.nn.CrossEntropyLoss()

    def network():
        torch.manual_seed(1)
        widths = [x.shape[1], *hidden, int(y.max()) + 1]
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [torch.nn.Linear(inputs, outputs), torch.nn.Sigmoid()]
        return torch.nn.Sequential(*layers[:-1])

    def step(model, optimizer, rows, labels):
        optimizer.zero_grad(set_to_none=True)
        loss(model(rows), labels).backward()
        optimizer.step()

    def full():
        model = network()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(options.iterations):
            step(model, optimizer, features, classes)

    def batches(size):
        model = network()
        optimizer = torch.optim.Adam(model.parameters())
        for _ in range(options.iterations):
            order = torch.randperm(len(features))
            for start in range(0, len(order), size):
                chosen = order[start : start + size]
                step(model, optimizer, features[chosen], classes[chosen])

    examples = len(features) * options.iterations
    rates = {"full": examples / median_seconds(full, options.repetitions)}
    for size in BATCHES:
        rates[f"batch-{size}"] = examples / median_seconds(lambda: batches(size), options.repetitions)
    return rates


def sklearn(x, y, hidden, options):
    """Examples a second, by what was run; scikit-learn has no plain full-batch gradient descent beside L-BFGS."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore", ConvergenceWarning)

    def train(size):
        MLPClassifier(
            hidden_layer_sizes=hidden,
            activation="logistic",
            solver="adam",
            alpha=0,
            batch_size=size,
            max_iter=options.iterations,
            tol=0,
            n_iter_no_change=options.iterations + 1,
            random_state=1,
        ).fit(x, y)

    examples = len(x) * options.iterations
    return {
        f"batch-{size}": examples / median_seconds(lambda: train(size), options.repetitions) for size in BATCHES
    }


def rappel(hidden, options):
    """What `./rappel bench` wrote."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "bench.json"
        command = [str(ROOT / "rappel"), "bench", "--out", str(out), "--rows", str(options.rows)]
        command += ["--hidden", ",".join(map(str, hidden)), "--iterations", str(options.iterations)]
        command += ["--repetitions", str(options.repetitions), "--master", f"local[{options.threads}]"]
        if options.data is None:
            command += ["--features", str(options.features), "--classes", str(options.classes)]
        else:
            command += ["--data", str(options.data)]
        sides = {
            "rappel": ["rappel-full-float32-local", *(f"rappel-batch-{size}" for size in BATCHES)],
            "mlpc": ["mlpc-128"],
        }
        names = [name for side, list_ in sides.items() if side in options.only for name in list_]
        subprocess.run([*command, "--only", ",".join(names)], check=True, stdout=subprocess.DEVNULL)
        return json.loads(out.read_text())


def rates_of(report):
    """Examples a second of Rappel and of MLlib, by what was run."""
    found = {one["name"]: one["examples_per_second"] for one in report["contestants"]}
    ours = {
        name.removeprefix("rappel-").removesuffix("-float32-local"): rate
        for name, rate in found.items()
        if name.startswith("rappel-")
    }
    theirs = {"full": rate for name, rate in found.items() if name == "mlpc-128"}
    return {"rappel": ours, "mlpc": theirs}


def measure(options):
    """Rates by network, side and what was run."""
    x, y = read_rows(options)
    results = {}
    for network in options.networks:
        hidden = tuple(int(units) for units in network.split(","))
        sides = {}
        if {"rappel", "mlpc"} & set(options.only):
            sides.update(rates_of(rappel(hidden, options)))
        if "pytorch" in options.only:
            sides["pytorch"] = pytorch(x, y, hidden, options)
        if "sklearn" in options.only:
            sides["sklearn"] = sklearn(x, y, hidden, options)
        results["-".join(map(str, (x.shape[1], *hidden, int(y.max()) + 1)))] = sides
    return results


def table(results):
    """One line for each network and way of training: examples a second, and how often Rappel's is the others'."""
    sides = ["rappel", "pytorch", "sklearn", "mlpc"]
    print(f"{'':30}" + "".join(f"{side:>12}" for side in sides) + "".join(f"{'/ ' + side:>11}" for side in sides[1:]))
    for network, found in results.items():
        for way in ("full", *(f"batch-{size}" for size in BATCHES)):
            rates = {side: found.get(side, {}).get(way) for side in sides}
            cells = [f"{rate:12,.0f}" if rate else f"{'':>12}" for rate in rates.values()]
            for side in sides[1:]:
                both = rates["rappel"] and rates[side]
                cells.append(f"{rates['rappel'] / rates[side]:11.2f}" if both else f"{'':>11}")
            print(f"{network + ' ' + way:30}" + "".join(cells))
    print("examples a second; full: float32 with gradient steps, MLlib in float64 with l-bfgs, by evaluations")


def main():
    os.environ.pop("OPENBLAS_CORETYPE", None)
    options = arguments()
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(options.threads)
    results = measure(options)
    table(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()

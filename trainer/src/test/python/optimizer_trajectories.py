"""Writes optimizer-trajectories.json: what PyTorch, SciPy and scikit-learn do, for the tests of io.rappel.trainer.optim.

    pip install torch scipy scikit-learn
    python optimizer_trajectories.py > ../resources/optimizer-trajectories.json

Everything is float64 but for points32, where PyTorch keeps parameters and state in float32 and each gradient is that
of float64, rounded. The trajectories minimise a coupled quartic of six parameters, of which the last two count as
biases: f(p) = sum a (p - c)^2 / 2 + 0.05 sum p^4 + 0.3 sum p_i p_{i+1}.
"""

import json

import numpy as np
import scipy.optimize
import sklearn
import torch
from sklearn.linear_model import LogisticRegression
from torch.optim import lr_scheduler

STEPS = 30
A = [1.0, 2.0, 0.7, 3.0, 1.5, 0.9]
C = [1.0, -0.5, 2.0, 0.3, -1.2, 0.8]
START = [2.5, -3.0, 0.1, 1.7, -0.4, 3.1]


def quartic(p):
    a, c = torch.tensor(A, dtype=torch.float64), torch.tensor(C, dtype=torch.float64)
    return (a * (p - c) ** 2).sum() / 2 + 0.05 * (p**4).sum() + 0.3 * (p[:-1] * p[1:]).sum()


def optimizer(kind, rate, decay, weights, biases):
    if kind == "gd":
        return torch.optim.SGD([weights, biases], lr=rate)
    if kind == "momentum":
        return torch.optim.SGD([weights, biases], lr=rate, momentum=0.9)
    if kind == "nesterov":
        return torch.optim.SGD([weights, biases], lr=rate, momentum=0.9, nesterov=True)
    if kind == "adamw":
        groups = [{"params": [weights]}, {"params": [biases], "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=rate, weight_decay=decay)
    rules = {"adagrad": torch.optim.Adagrad, "rmsprop": torch.optim.RMSprop, "adam": torch.optim.Adam}
    return rules[kind]([weights, biases], lr=rate)


def scheduler(spec, rule):
    warm_up = spec.get("warmUp", 0)
    base = {
        "constant": lambda: lr_scheduler.ExponentialLR(rule, 1.0),
        "inverse": lambda: lr_scheduler.LambdaLR(rule, lambda t: 1 / (1 + t / spec["halfLife"])),
        "step": lambda: lr_scheduler.StepLR(rule, spec["length"], spec["factor"]),
        "exponential": lambda: lr_scheduler.ExponentialLR(rule, spec["factor"]),
        "cosine": lambda: lr_scheduler.CosineAnnealingLR(rule, spec["length"], spec["last"]),
        "plateau": lambda: lr_scheduler.ReduceLROnPlateau(
            rule, factor=spec["factor"], patience=spec["patience"]
        ),
    }[spec["kind"]]()
    if warm_up > 1:
        linear = lr_scheduler.LinearLR(rule, 1 / warm_up, 1.0, warm_up - 1)
        return lr_scheduler.ChainedScheduler([base, linear])
    return base


def trajectory(kind, rate, decay=0.0, clip_norm=0.0, clip_value=0.0, schedule=None):
    schedule = schedule or {"kind": "constant"}
    used, points = run(torch.float64, kind, rate, decay, clip_norm, clip_value, schedule)
    _, points32 = run(torch.float32, kind, rate, decay, clip_norm, clip_value, schedule)
    return {
        "optimizer": kind,
        "learningRate": rate,
        "weightDecay": decay,
        "clipNorm": clip_norm,
        "clipValue": clip_value,
        "schedule": schedule,
        "rates": used,
        "points": points,
        "points32": points32,
    }


def run(precision, kind, rate, decay, clip_norm, clip_value, schedule):
    """The learning rates and the points after each step."""
    weights = torch.tensor(START[:4], dtype=precision, requires_grad=True)
    biases = torch.tensor(START[4:], dtype=precision, requires_grad=True)
    rule = optimizer(kind, rate, decay, weights, biases)
    rates = scheduler(schedule, rule)
    points, used = [], []
    for _ in range(STEPS):
        rule.zero_grad()
        point = torch.cat([weights, biases]).detach().double().requires_grad_()
        value = quartic(point)
        value.backward()
        weights.grad, biases.grad = point.grad[:4].to(precision), point.grad[4:].to(precision)
        if clip_value > 0:
            torch.nn.utils.clip_grad_value_([weights, biases], clip_value)
        if clip_norm > 0:
            torch.nn.utils.clip_grad_norm_([weights, biases], clip_norm)
        used.append(rule.param_groups[0]["lr"])
        rule.step()
        if schedule["kind"] == "plateau":
            rates.step(value.item())
        else:
            rates.step()
        points.append(weights.tolist() + biases.tolist())
    return used, points


def trajectories():
    kinds = [("gd", 0.1), ("momentum", 0.02), ("nesterov", 0.02), ("adagrad", 0.5), ("rmsprop", 0.05), ("adam", 0.1)]
    yield from (trajectory(kind, rate) for kind, rate in kinds)
    yield trajectory("adamw", 0.1, decay=0.05)
    yield trajectory("momentum", 0.02, clip_norm=1.5)
    yield trajectory("gd", 0.1, clip_value=0.8)
    yield trajectory("adam", 0.1, clip_norm=2.0, clip_value=1.0)
    for schedule in [
        {"kind": "inverse", "halfLife": 12.0},
        {"kind": "step", "length": 7, "factor": 0.5},
        {"kind": "exponential", "factor": 0.93},
        {"kind": "cosine", "length": 30, "last": 0.001},
        {"kind": "step", "length": 7, "factor": 0.5, "warmUp": 10},
        {"kind": "constant", "warmUp": 5},
    ]:
        yield trajectory("gd", 0.1, schedule=schedule)
    yield trajectory("momentum", 0.1, schedule={"kind": "plateau", "factor": 0.5, "patience": 1})
    yield trajectory("adamw", 0.1, decay=0.05, schedule={"kind": "cosine", "length": 30, "last": 0.0, "warmUp": 6})


def scipy_minimum(function, start):
    found = scipy.optimize.minimize(
        function, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-8, "maxiter": 10000}
    )
    return {"value": float(found.fun), "evaluations": int(found.nfev), "point": found.x.tolist()}


def torch_minimum(function, start, steps):
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    rule = torch.optim.LBFGS(
        [point], history_size=10, max_iter=steps, tolerance_grad=1e-8, tolerance_change=0, line_search_fn="strong_wolfe"
    )

    def closure():
        rule.zero_grad()
        value, gradient = function(point.detach().numpy())
        point.grad = torch.tensor(gradient)
        return torch.tensor(value)

    rule.step(closure)
    state = rule.state[point]
    return {"value": float(closure()), "evaluations": state["func_evals"], "point": point.tolist()}


def rosenbrock(x):
    return scipy.optimize.rosen(x), scipy.optimize.rosen_der(x)


def ill_conditioned(x):
    scale = 10.0 ** (4 * np.arange(x.size) / (x.size - 1))
    return 0.5 * np.sum(scale * (x - 1) ** 2), scale * (x - 1)


def logistic():
    """Forty rows of three features in round numbers, with the coefficients of (1/2)|w|^2 + sum of log-losses."""
    random = np.random.default_rng(7)
    x = np.round(random.normal(size=(40, 3)) * [1.0, 2.0, 0.5], 3)
    y = (x @ [1.0, -0.7, 2.0] + 0.3 + random.logistic(size=40) > 0).astype(int)
    fit = LogisticRegression(C=1.0, tol=1e-12, max_iter=100000).fit(x, y)
    return {"x": x.tolist(), "y": y.tolist(), "coefficients": fit.coef_[0].tolist() + fit.intercept_.tolist()}


def main():
    rosenbrock_start = [-1.2, 1.0] * 5
    ill_conditioned_start = np.zeros(20)
    print(
        json.dumps(
            {
                "versions": {"torch": torch.__version__.split("+")[0], "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
                "a": A,
                "c": C,
                "start": START,
                "weights": 4,
                "trajectories": list(trajectories()),
                "rosenbrock": {
                    "start": rosenbrock_start,
                    "scipy": scipy_minimum(rosenbrock, rosenbrock_start),
                    "torch": torch_minimum(rosenbrock, rosenbrock_start, 500),
                },
                "illConditioned": {
                    "start": ill_conditioned_start.tolist(),
                    "scipy": scipy_minimum(ill_conditioned, ill_conditioned_start),
                    "torch": torch_minimum(ill_conditioned, ill_conditioned_start, 500),
                },
                "logistic": logistic(),
            }
        )
    )


if __name__ == "__main__":
    main()

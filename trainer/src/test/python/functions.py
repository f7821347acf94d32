"""Writes function-references.json: what PyTorch computes in float64 for the tests of activations, losses and gradients.

    pip install torch
    python functions.py > ../resources/function-references.json

Derivatives are by automatic differentiation. A step is the gradient of the mean loss of a few rows plus (l2 / 2) Σ‖W‖²,
as one vector: of each layer the weights [inputs, outputs], then the biases.
"""

import json

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

POINTS = [0.0, 1e-300, 1e-12, 1e-5, 0.01, 0.3, 0.75, 1.0, 2.0, 3.5, 6.0, 9.0, 15.0, 19.0, 25.0, 40.0, 100.0, 500.0, 700.0]
LARGE = [1e4, 1e30]
THRESHOLD = 700  # up to which PyTorch computes softplus by its formula

ACTIVATIONS = {
    "identity": lambda z: z * 1,
    "relu": F.relu,
    "leaky-relu": F.leaky_relu,
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": lambda z: F.softplus(z, threshold=THRESHOLD),
    "exp": torch.exp,
}


def signs(y, o):
    """t for classes y: ±1 of one output, or of each output against the rest."""
    return 2 * y - 1 if o.shape[1] == 1 else 2 * F.one_hot(y[:, 0].long(), o.shape[1]) - 1


LOSSES = {
    "cross-entropy": lambda o, y: F.cross_entropy(o, y[:, 0].long(), reduction="none"),
    "logistic": lambda o, y: F.binary_cross_entropy_with_logits(o, y, reduction="none").sum(1),
    "squared": lambda o, y: F.mse_loss(o, y, reduction="none").sum(1),
    "half-squared": lambda o, y: F.mse_loss(o, y, reduction="none").sum(1) / 2,
    "absolute": lambda o, y: F.l1_loss(o, y, reduction="none").sum(1),
    "huber": lambda o, y: F.huber_loss(o, y, reduction="none").sum(1),
    "hinge": lambda o, y: F.relu(1 - signs(y, o) * o).sum(1),
    "squared-hinge": lambda o, y: F.relu(1 - signs(y, o) * o).square().sum(1),
    "poisson": lambda o, y: F.poisson_nll_loss(o, y, full=False, reduction="none").sum(1),
}
OF_CLASSES = {"cross-entropy", "hinge", "squared-hinge"}


def activation(name):
    points = POINTS + ([] if name == "exp" else LARGE)
    z = torch.tensor(points + [-p for p in points + LARGE], requires_grad=True)
    a = ACTIVATIONS[name](z)
    a.sum().backward()
    return {"name": name, "z": z.tolist(), "a": a.tolist(), "derivative": z.grad.tolist()}


def loss(name, outputs):
    generator = torch.Generator().manual_seed(7)
    scale = torch.tensor([1e-8, 0.1, 0.5, 1.0, 1.0, 2.0, 3.0, 10.0, 50.0, 300.0])
    o = scale[:, None] * torch.randn(len(scale), outputs, generator=generator)
    o[4] = torch.ones(outputs)  # a margin of exactly 1
    y = targets(name, len(scale), outputs, generator)
    if name in ("absolute", "huber"):
        y[4] = o[4]
    o.requires_grad_(True)
    values = LOSSES[name](o, y)
    values.sum().backward()
    return {
        "name": name,
        "outputs": outputs,
        "o": o.flatten().tolist(),
        "targets": y.flatten().tolist(),
        "target_columns": y.shape[1],
        "values": values.tolist(),
        "derivatives": o.grad.flatten().tolist(),
    }


def targets(name, rows, outputs, generator):
    if name == "logistic" or name in OF_CLASSES:
        return torch.randint(0, max(2, outputs), (rows, 1), generator=generator).double()
    if name == "poisson":
        return torch.randint(0, 9, (rows, outputs), generator=generator).double()
    return torch.randn(rows, outputs, generator=generator)


def step(hidden_activation, loss_name, outputs, l2):
    generator = torch.Generator().manual_seed(11)
    widths = [4, 5, 3, outputs]
    x = torch.randn(12, widths[0], generator=generator)
    y = targets(loss_name, 12, outputs, generator)
    parameters = []
    for inputs, units in zip(widths, widths[1:]):
        parameters += [torch.randn(n, generator=generator) * 0.6 for n in ((inputs, units), (units,))]
    for p in parameters:
        p.requires_grad_(True)
    a = x
    for layer in range(3):
        o = a @ parameters[2 * layer] + parameters[2 * layer + 1]
        a = ACTIVATIONS[hidden_activation](o)
    total = LOSSES[loss_name](o, y).mean() + l2 / 2 * sum(w.square().sum() for w in parameters[::2])
    total.backward()
    return {
        "activation": hidden_activation,
        "loss": loss_name,
        "l2": l2,
        "widths": widths,
        "x": x.tolist(),
        "targets": y.tolist(),
        "parameters": torch.cat([p.detach().flatten() for p in parameters]).tolist(),
        "value": total.item(),
        "gradient": torch.cat([p.grad.flatten() for p in parameters]).tolist(),
    }


def main():
    losses = [loss(name, 3) for name in LOSSES if name != "logistic"]
    losses += [loss(name, 1) for name in LOSSES if name != "cross-entropy"]
    steps = [
        step(a, name, outputs, 0.1)
        for a in ("gelu", "elu", "silu", "softplus", "leaky-relu")
        for name, outputs in (("absolute", 2), ("huber", 2), ("hinge", 1), ("squared-hinge", 3), ("poisson", 1))
    ]
    result = {"activations": [activation(name) for name in ACTIVATIONS], "losses": losses, "steps": steps}
    lists = ",\n".join(
        json.dumps(key) + ": [\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in cases) + "\n]"
        for key, cases in result.items()
    )
    print("{\n" + lists + "\n}")


if __name__ == "__main__":
    main()

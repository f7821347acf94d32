"""Writes a model by other means than Rappel's: the test data of io.rappel.trainer.model.ModelFromPythonTest.

    pip install numpy safetensors torch
    python model_from_python.py ../resources/model-from-python

The network is 3-2 tanh-2 softmax in float32. Python's safetensors sorts the tensors in its own way and adds metadata;
model.json has no checksum, its keys are sorted, and status.json is what a finished run leaves.
"""

import hashlib
import json
import pathlib
import sys

import torch
from safetensors.torch import save_file

OFFSET, FACTOR = [1.0, -2.0, 0.5], [0.5, 2.0, 0.0]
ROWS = [[0.0, 0.0, 0.0], [1.5, -2.25, 1e3], [-4.0, -1.0, 2.0]]

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Tanh(), torch.nn.Linear(2, 2), torch.nn.Softmax(dim=1))
with torch.no_grad():
    network[0].weight.copy_(torch.tensor([[0.5, -1.5, 3.0], [0.25, 0.75, -2.0]]))
    network[0].bias.copy_(torch.tensor([0.125, -0.0625]))
    network[2].weight.copy_(torch.tensor([[1.0, -2.0], [-0.5, 4.0]]))
    network[2].bias.copy_(torch.tensor([0.75, -0.25]))
    scaled = (torch.tensor(ROWS) - torch.tensor(OFFSET)) * torch.tensor(FACTOR)
    predictions = network(scaled).tolist()

tensors = {f"layers.{i}.{kind}": getattr(network[2 * i], kind).detach() for i in (0, 1) for kind in ("weight", "bias")}
weights = folder / "weights.safetensors"
save_file(tensors, weights, metadata={"format": "pt", "made by": "model_from_python.py"})
layers = [
    {"activation": activation, "bias": True, "inputs": inputs, "outputs": outputs}
    for inputs, outputs, activation in ((3, 2, "tanh"), (2, 2, "softmax"))
]
description = {
    "format_version": 1,
    "task": "classification",
    "network": {"layers": layers},
    "loss": "cross-entropy",
    "precision": "float32",
    "features": ["a", "b", "c"],
    "feature_scaling": {"offset": OFFSET, "factor": FACTOR},
    "target_scaling": {"offset": [0, 0], "factor": [1, 1]},
    "labels": ["label"],
    "classes": ["no", "yes"],
    "numeric_classes": False,
    "weight_column": None,
    "weights": {
        "file": weights.name,
        "bytes": weights.stat().st_size,
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
    },
    "provenance": {"rows": ROWS, "predictions": predictions},
}
(folder / "model.json").write_text(json.dumps(description, sort_keys=True, indent=1) + "\n")
(folder / "status.json").write_text(json.dumps({"outcome": "done"}) + "\n")

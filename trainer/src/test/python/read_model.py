"""Reads models of Rappel with Python's safetensors and PyTorch, and compares what they predict.

    pip install numpy safetensors torch
    python read_model.py DIRECTORY...

Checks lengths, SHA-256, the checksum of model.json, dtypes and shapes; loads the weights into torch.nn.Linear layers;
and where a directory has a predictions.json ({"rows": ..., "predictions": ...}), such as those that
io.rappel.trainer.model.ExampleModels.main writes, predicts its rows. Exits 1 at the first difference.
"""

import hashlib
import json
import pathlib
import re
import struct
import sys

import numpy as np
import torch
from safetensors.numpy import load_file as load_numpy
from safetensors.torch import load_file as load_torch

ACTIVATIONS = {
    "identity": torch.nn.Identity(),
    "relu": torch.nn.ReLU(),
    "tanh": torch.nn.Tanh(),
    "sigmoid": torch.nn.Sigmoid(),
    "softmax": torch.nn.Softmax(dim=1),
}


class Network(torch.nn.Module):
    def __init__(self, layers, dtype):
        super().__init__()
        self.layers = torch.nn.ModuleList(
            torch.nn.Linear(layer["inputs"], layer["outputs"], bias=layer["bias"], dtype=dtype) for layer in layers
        )
        self.activations = [ACTIVATIONS[layer["activation"]] for layer in layers]

    def forward(self, x):
        for linear, activation in zip(self.layers, self.activations):
            x = activation(linear(x))
        return x


def check(condition, message):
    if not condition:
        sys.exit(message)


def read_description(folder):
    text = (folder / "model.json").read_bytes()
    description = json.loads(text)
    blank = re.sub(rb'("checksum"\s*:\s*")[0-9a-f]{64}', rb"\g<1>" + b"0" * 64, text, count=1)
    checksum = hashlib.sha256(blank).hexdigest()
    check(description.get("checksum", checksum) == checksum, f"{folder}: the checksum of model.json differs")
    return description


def read_network(folder, description):
    file = folder / description["weights"]["file"]
    data = file.read_bytes()
    check(len(data) == description["weights"]["bytes"], f"{file}: the length differs")
    check(hashlib.sha256(data).hexdigest() == description["weights"]["sha256"], f"{file}: the SHA-256 differs")
    check(struct.unpack("<Q", data[:8])[0] % 8 == 0, f"{file}: the numbers are not aligned")
    dtype = getattr(torch, description["precision"])
    for name, array in load_numpy(file).items():
        check(array.dtype == np.dtype(description["precision"]), f"{file}: {name} has dtype {array.dtype}")
    network = Network(description["network"]["layers"], dtype)
    network.load_state_dict(load_torch(file), strict=True)
    return network


def predict(network, description, rows):
    targets = description["target_scaling"]
    affine = [encoding for feature in description["features"] for encoding in feature["encodings"]]
    check(all(encoding["kind"] == "affine" for encoding in affine), "only numbers are read here")
    offset = np.array([encoding["offset"] for encoding in affine])
    factor = np.array([encoding["factor"] for encoding in affine])
    scaled = (np.array(rows) - offset) * factor
    with torch.no_grad():
        outputs = network.double()(torch.tensor(scaled)).numpy()
    if description["task"] == "regression":
        return outputs / targets["factor"] + targets["offset"]
    return np.hstack([1 - outputs, outputs]) if outputs.shape[1] == 1 else outputs


def main(folders):
    for folder in map(pathlib.Path, folders):
        description = read_description(folder)
        network = read_network(folder, description)
        compared = "no predictions to compare"
        if (folder / "predictions.json").exists():
            expected = json.loads((folder / "predictions.json").read_text())
            found = predict(network, description, expected["rows"])
            tolerance = 1e-5 if description["precision"] == "float32" else 1e-9
            scale = np.abs(expected["predictions"]).max()
            error = np.abs(found - expected["predictions"]).max() / scale
            check(error < tolerance, f"{folder}: the predictions differ by {error}")
            compared = f"predictions agree to {error:.1e}"
        print(f"{folder}: {sum(p.numel() for p in network.parameters())} parameters, {compared}")


if __name__ == "__main__":
    main(sys.argv[1:])

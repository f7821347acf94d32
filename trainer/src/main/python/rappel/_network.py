"""The layers of a network, and what their outputs mean; in float64 throughout."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

Array = np.ndarray


def _sigmoid(z: Array) -> Array:
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def _softmax(z: Array) -> Array:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


#: P of Φ(−t) = e^(−t²/2) P(q) / (t + 4) with q = (t − 4) / (t + 4), the highest power first; as in GaussianTail.java.
_TAIL = (
    -1.7737405043949108562e-9,
    -1.2845818869925268465e-9,
    1.65360447755064038e-8,
    1.9608339140939515235e-8,
    -7.9898507525622599371e-8,
    -1.6231917680473564551e-7,
    2.6623278988835623892e-7,
    1.0270948807114340887e-6,
    -6.2620687669595991112e-7,
    -5.9229798276747606645e-6,
    7.1527375093088153313e-7,
    0.000035145644585823846373,
    -1.9079074883936754379e-6,
    -0.00023109515078768742369,
    0.00013334425890372838577,
    0.0016308184878823644107,
    -0.0034796923628903558022,
    -0.0075401889691373129771,
    0.060396574890762400344,
    -0.18652185795956720211,
    0.38713740074221651914,
    -0.60789664197189311692,
    0.75528513041575149337,
)


def _gelu(z: Array) -> Array:
    """z Φ(z), where Φ(z) = 1 − Φ(−z) for z above 0."""
    t = np.minimum(np.abs(z), 40.0)
    tail = np.exp(-0.5 * t * t) * np.polyval(_TAIL, (t - 4) / (t + 4)) / (t + 4)
    return np.maximum(z, 0) - t * tail


ACTIVATIONS: Dict[str, Callable[[Array], Array]] = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "leaky-relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "gelu": _gelu,
    "silu": lambda z: z * _sigmoid(z),
    "tanh": np.tanh,
    "sigmoid": _sigmoid,
    "softplus": lambda z: np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))),
    "exp": np.exp,
    "softmax": _softmax,
}


class Network:
    """Layers one after another, with weights [outputs, inputs]."""

    def __init__(self, layers: Sequence[Mapping[str, Any]], tensors: Mapping[str, Array]) -> None:
        self.inputs: int = layers[0]["inputs"]
        self.outputs: int = layers[-1]["outputs"]
        self.output_activation: str = layers[-1]["activation"]
        self._layers: List[Tuple[Array, Optional[Array], Callable[[Array], Array]]] = []
        for number, layer in enumerate(layers):
            bias = tensors[f"layers.{number}.bias"] if layer["bias"] else None
            weight = tensors[f"layers.{number}.weight"].astype(np.float64)
            self._layers.append((weight, bias, ACTIVATIONS[layer["activation"]]))

    def __call__(self, inputs: Array) -> Array:
        """Outputs of rows, [rows, outputs]."""
        a = inputs
        with np.errstate(over="ignore", invalid="ignore"):
            for weight, bias, activation in self._layers:
                z = a @ weight.T
                a = activation(z if bias is None else z + bias)
        return a


class Decoder:
    """Turns outputs into probabilities of classes, or into values in the label's units."""

    def __init__(self, description: Mapping[str, Any], network: Network) -> None:
        self.classes: int = len(description["classes"])
        self._softmax = network.output_activation == "softmax"
        self._margins = description["loss"] in ("hinge", "squared-hinge")
        self._offset = np.array(description["target_scaling"]["offset"], dtype=np.float64)
        self._factor = np.array(description["target_scaling"]["factor"], dtype=np.float64)

    def decode(self, outputs: Array) -> Array:
        if self.classes == 0:
            return outputs / self._factor + self._offset
        if self._softmax:
            return outputs
        if outputs.shape[1] == 1:
            p = self._share(outputs)
            return np.hstack([self._share(-outputs) if self._margins else 1 - p, p])
        shares = self._share(outputs)
        total = shares.sum(axis=1, keepdims=True)
        equal = np.full_like(shares, 1 / shares.shape[1])
        return np.divide(shares, total, out=equal, where=total > 0)

    def _share(self, outputs: Array) -> Array:
        return _sigmoid(outputs) if self._margins else np.clip(outputs, 0, 1)

    def predicted(self, outputs: Array, threshold: Optional[float]) -> Array:
        """The index of each row's class."""
        if threshold is not None:
            return (self.decode(outputs)[:, 1] >= threshold).astype(np.int64)
        if outputs.shape[1] == 1:
            return (outputs[:, 0] > (0 if self._margins else 0.5)).astype(np.int64)
        return outputs.argmax(axis=1)

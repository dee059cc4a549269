"""The networks of the lab: what a description of ``facts/lab.json`` asks for, and its loss.

Weights are named as ``nn.Sequential`` names them; ``web/engine/learning/plan.js`` has the same
layers for the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.data.noise import Random, TorchRandom
from aedemo.lab import Description, description
from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.layers import Dropout, Tied, TopK
from aedemo.models.recipe import Recipe, Variant
from aedemo.models.sparse import bernoulli_kl
from aedemo.models.variational import GaussianCode, gaussian_kl

SIDE = 28
EDGE = 1e-7  # cross-entropy takes what is no share as one that far from 0 and 1
ACTIVATIONS: dict[str, Any] = {
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
}
RECONSTRUCTION: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "mse": F.mse_loss,
    "cross-entropy": F.binary_cross_entropy,
    "l1": F.l1_loss,
}
# f′ of an activation, from what it gives.
SLOPES: dict[str, Callable[[Tensor], Tensor]] = {
    "none": torch.ones_like,
    "relu": lambda h: (h > 0).to(h),
    "leaky_relu": lambda h: torch.where(h > 0, 1.0, 0.01).to(h),
    "sigmoid": lambda h: h * (1 - h),
    "tanh": lambda h: 1 - h.square(),
}


class Laboratory(Autoencoder):
    """The network of a description, dense or convolutional."""

    def __init__(self, **values: Any):
        super().__init__()
        self.description = dict(description(values))
        d = self.description
        head = nn.Linear(_features(d), d["code"])
        last = [TopK(d["active"])] if d["sparsity"] == "top-k" else []
        self.encoder = nn.Sequential(*_towards(d), head, *_activation(d["code_activation"]), *last)
        self.decoder = _back(d, self.encoder if d["tied"] else None)
        self.loss_weights = _weights(d)

    def loss(self, x: Tensor, seen: Tensor | None = None) -> dict[str, Tensor]:
        """``seen``: what the network gets instead of ``x``, with noise on it, say."""
        h = self.encode(x if seen is None else seen)
        return self._with_weights(
            {"reconstruction": self.error(self.decode(h), x), **self._of_the_code(h)}
        )

    def error(self, y: Tensor, x: Tensor) -> Tensor:
        """How far reconstructions are from what they should be."""
        kind, output = self.description["loss"], self.description["output"]
        if kind == "cross-entropy" and output != "sigmoid":
            y = y.clamp(EDGE, 1 - EDGE)
        if y.isnan().any():
            return y.mean()  # also where PyTorch would refuse to compute
        return RECONSTRUCTION[kind](y, x)

    def _of_the_code(self, h: Tensor) -> dict[str, Tensor]:
        d, terms = self.description, {}
        if d["sparsity"] == "l1":
            terms["sparsity"] = h.abs().sum(dim=1).mean()
        if d["sparsity"] == "kl":
            terms["sparsity"] = bernoulli_kl(d["activity"], h.mean(dim=0)).sum()
        if d["contraction"] > 0:
            first: Any = self.encoder[1]
            slope = SLOPES[d["code_activation"]](h)
            terms["contraction"] = (slope.square() @ first.weight.square().sum(dim=1)).mean()
        return terms

    def _with_weights(self, terms: dict[str, Tensor]) -> dict[str, Tensor]:
        """The terms, and after them those of the weights of all layers, each once."""
        weights = [each for each in self.parameters() if each.dim() > 1]
        if self.description["l1_weights"] > 0:
            terms["l1_weights"] = torch.stack([each.abs().sum() for each in weights]).sum()
        if self.description["l2_weights"] > 0:
            terms["l2_weights"] = torch.stack([each.square().sum() for each in weights]).sum()
        return terms


class VariationalLaboratory(GaussianCode, Laboratory):
    """The network of a description whose code is drawn from a Gaussian: ``random`` draws it."""

    random: Random = TorchRandom()

    def __init__(self, **values: Any):
        Autoencoder.__init__(self)
        self.description = dict(description(values))
        d = self.description
        self.code = d["code"]
        self.trunk = nn.Sequential(*_towards(d))
        self.mean = nn.Linear(_features(d), d["code"])
        self.log_variance = nn.Linear(_features(d), d["code"])
        self.decoder = _back(d, None)
        self.loss_weights = _weights(d)

    def loss(self, x: Tensor, seen: Tensor | None = None) -> dict[str, Tensor]:
        """The KL term counts for each pixel, as the error of the reconstruction does."""
        mean, log_variance = self.posterior(x if seen is None else seen)
        z = mean + torch.exp(log_variance / 2) * self.random.normal_like(mean)
        kl = gaussian_kl(mean, log_variance).sum(dim=1).mean() / PIXELS
        return self._with_weights({"reconstruction": self.error(self.decode(z), x), "kl": kl})


def laboratory(**values: Any) -> Laboratory:
    """The network of a description, of which fields may be left out."""
    chosen = VariationalLaboratory if description(values)["variational"] else Laboratory
    return chosen(**values)


def _weights(d: Description) -> dict[str, float]:
    """What the terms of the loss are multiplied by, but for the reconstruction."""
    return {
        "kl": d["beta"],
        "sparsity": d["sparsity_weight"],
        "contraction": d["contraction"],
        "l1_weights": d["l1_weights"],
        "l2_weights": d["l2_weights"],
    }


def _activation(name: str) -> list[nn.Module]:
    return [] if name == "none" else [ACTIVATIONS[name]()]


def _after(d: Description, norm: type[nn.Module], size: int) -> list[nn.Module]:
    """What follows the weights of a hidden layer."""
    normed = [norm(size)] if d["batch_norm"] else []
    dropped = [Dropout(d["dropout"])] if d["dropout"] > 0 else []
    return [*normed, *_activation(d["activation"]), *dropped]


def _deepest(d: Description) -> tuple[int, int, int]:
    """The shape of a picture after all convolutions."""
    side = SIDE // 2 ** len(d["channels"])
    return d["channels"][-1], side, side


def _features(d: Description) -> int:
    """How many numbers the code is computed from."""
    if d["network"] == "dense":
        return ([PIXELS, *d["hidden"]])[-1]
    channels, height, width = _deepest(d)
    return channels * height * width


def _towards(d: Description) -> list[nn.Module]:
    """From a picture to the numbers that the code is computed from."""
    layers: list[nn.Module] = []
    if d["network"] == "dense":
        inputs = PIXELS
        for size in d["hidden"]:
            layers += [nn.Linear(inputs, size), *_after(d, nn.BatchNorm1d, size)]
            inputs = size
        return [nn.Flatten(), *layers]
    kernel, inputs = d["kernel"], 1
    for size in d["channels"]:
        convolution = nn.Conv2d(inputs, size, kernel, stride=2, padding=(kernel - 1) // 2)
        layers += [convolution, *_after(d, nn.BatchNorm2d, size)]
        inputs = size
    return [*layers, nn.Flatten()]


def _back(d: Description, encoder: nn.Sequential | None) -> nn.Sequential:
    """From a code to a picture; by the weights of the encoder if there is one given."""
    output = _activation(d["output"])
    layers: list[nn.Module] = []
    if d["network"] == "dense":
        shared = [each for each in encoder or [] if isinstance(each, nn.Linear)]
        inputs = d["code"]
        for size in reversed(d["hidden"]):
            layers.append(Tied(shared.pop()) if encoder else nn.Linear(inputs, size))
            layers += _after(d, nn.BatchNorm1d, size)
            inputs = size
        layers.append(Tied(shared.pop()) if encoder else nn.Linear(inputs, PIXELS))
        return nn.Sequential(*layers, *output, nn.Unflatten(1, IMAGE))
    deepest = _deepest(d)
    layers += [nn.Linear(d["code"], _features(d)), *_activation(d["activation"])]
    layers.append(nn.Unflatten(1, deepest))
    inputs = deepest[0]
    for size in reversed(d["channels"][:-1]):
        layers += [_doubling(d, inputs, size), *_after(d, nn.BatchNorm2d, size)]
        inputs = size
    return nn.Sequential(*layers, _doubling(d, inputs, 1), *output)


def _doubling(d: Description, inputs: int, outputs: int) -> nn.ConvTranspose2d:
    """A transposed convolution of even kernel, which gives exactly twice the side."""
    kernel = d["kernel"] + d["kernel"] % 2
    return nn.ConvTranspose2d(inputs, outputs, kernel, stride=2, padding=(kernel - 2) // 2)


VARIANTS = {"lab": Variant(laboratory, Recipe(epochs=10))}

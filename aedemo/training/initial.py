"""What weights a training in the lab begins with, from PCG32: the same as in the page."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from aedemo.data.pcg32 import Pcg32
from aedemo.models.laboratory import Laboratory, VariationalLaboratory
from aedemo.models.layers import Tied

WEIGHTED = (nn.Linear, nn.Conv2d, nn.ConvTranspose2d)


@torch.no_grad()
def initialise(network: Laboratory, random: Pcg32) -> None:
    """Draws all weights and biases anew, layer by layer; batch normalisation is left as it is."""
    way, gain = (network.description[name] for name in ("initialisation", "gain"))
    for layer in _layers(network):
        if isinstance(layer, Tied):
            _bias(layer.bias, way, layer.weight, random)
        elif isinstance(layer, WEIGHTED):
            _weight(layer.weight, way, gain, random)
            if layer.bias is not None:
                _bias(layer.bias, way, layer.weight, random)


def _layers(network: Laboratory) -> Iterator[nn.Module]:
    if isinstance(network, VariationalLaboratory):
        yield from (*network.trunk, network.mean, network.log_variance)
    else:
        yield from network.encoder
    yield from network.decoder


def fans(weight: Tensor) -> tuple[int, int]:
    """How many numbers a unit adds up and how many it reaches, as ``torch.nn.init`` counts."""
    window = weight[0, 0].numel()
    return weight.size(1) * window, weight.size(0) * window


def _weight(weight: Tensor, way: str, gain: float, random: Pcg32) -> None:
    """PyTorch's default is He's uniform one with a = √5; Glorot & Bengio 2010; He et al. 2015."""
    inputs, outputs = fans(weight)
    if way == "he":
        _fill(weight, random.normal(weight.numel()) * gain * math.sqrt(2 / inputs))
        return
    bound = gain * (math.sqrt(6 / (inputs + outputs)) if way == "xavier" else inputs**-0.5)
    _fill(weight, _even(random, weight.numel(), bound))


def _bias(bias: Tensor, way: str, weight: Tensor, random: Pcg32) -> None:
    if way == "default":
        _fill(bias, _even(random, bias.numel(), fans(weight)[0] ** -0.5))
    else:
        bias.zero_()


def _even(random: Pcg32, count: int, bound: float) -> np.ndarray:
    return (2 * random.uniform(count) - 1) * bound


def _fill(tensor: Tensor, values: np.ndarray) -> None:
    tensor.copy_(torch.from_numpy(values).view_as(tensor))

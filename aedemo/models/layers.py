"""Layers that PyTorch has not."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.data.noise import Random, TorchRandom


class TopK(nn.Module):
    """Of each code only the ``active`` largest numbers stay, the others become 0 (Makhzani & Frey
    2013, arXiv 1312.5663)."""

    def __init__(self, active: int):
        super().__init__()
        self.active = active

    def forward(self, x: Tensor) -> Tensor:
        largest = x.topk(self.active, dim=1).indices
        return x * torch.zeros_like(x).scatter(1, largest, 1.0)


class Dropout(nn.Dropout):
    """PyTorch's, whose chance may be given: ``random``."""

    random: Random = TorchRandom()

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = self.random.uniform_like(x) >= self.p
        return x * (kept.to(x) / (1 - self.p))


class Tied(nn.Module):
    """The transposed weight of another layer, and a bias of its own.

    What is stored has the transposed weight by a name of its own, so that whoever reads it finds a
    linear layer like any other.
    """

    def __init__(self, other: nn.Linear):
        super().__init__()
        self._other = (other,)  # in a tuple, where it is no part of this
        self.bias = nn.Parameter(torch.zeros(other.in_features))

    @property
    def weight(self) -> Tensor:
        return self._other[0].weight.T

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias)

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        super()._save_to_state_dict(destination, prefix, keep_vars)
        destination[f"{prefix}weight"] = self.weight.detach()

    def _load_from_state_dict(self, state: Any, prefix: str, *rest: Any) -> None:
        own = state.pop(f"{prefix}weight", None)
        super()._load_from_state_dict(state, prefix, *rest)
        if own is not None and not torch.equal(own.to(self.weight), self.weight):
            *_, errors = rest
            errors.append(f"{prefix}weight is not the transposed weight it is tied to.")

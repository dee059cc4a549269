"""The three kinds of damage a denoising autoencoder learns to repair.

- ``gaussian``: x + level · ε, ε ~ N(0, 1), clipped to [0, 1];
- ``masking``: a share ``level`` of the pixels becomes 0;
- ``salt-and-pepper``: a share ``level`` of the pixels becomes 0 or 1, evenly.
"""

from __future__ import annotations

import math
from typing import Protocol

import torch
from torch import Tensor

from aedemo.data.pcg32 import Pcg32

KINDS = ("gaussian", "masking", "salt-and-pepper")


class Random(Protocol):
    """A source of noise shaped like an image batch."""

    def uniform_like(self, x: Tensor) -> Tensor: ...
    def normal_like(self, x: Tensor) -> Tensor: ...


class TorchRandom:
    """torch's own generator, for training."""

    def uniform_like(self, x: Tensor) -> Tensor:
        return torch.rand_like(x)

    def normal_like(self, x: Tensor) -> Tensor:
        return torch.randn_like(x)


class SeededRandom:
    """PCG32 from a seed, or a stream that goes on, for noise that the page and the server agree on.

    Uniform numbers stay in double precision: rounded, one in some millions would change sides.
    """

    def __init__(self, seed: int | Pcg32):
        self._source = seed if isinstance(seed, Pcg32) else Pcg32(seed)

    def uniform_like(self, x: Tensor) -> Tensor:
        return torch.from_numpy(self._source.uniform(x.numel())).view_as(x).to(x.device)

    def normal_like(self, x: Tensor) -> Tensor:
        return torch.from_numpy(self._source.normal(x.numel())).to(x).view_as(x)


def corrupt(x: Tensor, kind: str, level: float | Tensor, random: Random) -> Tensor:
    """Damaged copy of ``x`` in [0, 1]; ``level`` is a number in [0, 1] or broadcasts over x.

    Raises ``ValueError`` for an unknown kind or a level outside [0, 1].
    """
    if kind not in KINDS:
        raise ValueError(f"There is no noise called {kind!r}. Choose one of: {', '.join(KINDS)}.")
    if not isinstance(level, Tensor) and not (math.isfinite(level) and 0 <= level <= 1):
        raise ValueError("The noise level has to be a number from 0 to 1.")
    if kind == "gaussian":
        return (x + level * random.normal_like(x)).clamp(0, 1)
    u = random.uniform_like(x)
    if kind == "masking":
        return torch.where(u < level, 0.0, x)
    return torch.where(u < level / 2, 0.0, torch.where(u < level, 1.0, x))


def corrupt_mixed(x: Tensor, random: Random) -> Tensor:
    """Every image of (N, 1, 28, 28) with a level of its own, a third of the batch for each kind."""
    level = random.uniform_like(x[:, :1, :1, :1]).to(x)
    parts = zip(x.chunk(len(KINDS)), level.chunk(len(KINDS)), KINDS, strict=False)
    return torch.cat([corrupt(part, kind, amount, random) for part, amount, kind in parts])

"""A linear filter that is learned on digits: ridge regression from noisy to clean pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class LinearFilter:
    """x̂ = x̃ W + b, clipped to [0, 1]; pictures (N, 1, 28, 28)."""

    weight: Tensor
    bias: Tensor

    def __call__(self, noisy: Tensor) -> Tensor:
        return (noisy.flatten(1) @ self.weight + self.bias).clamp(0, 1).view_as(noisy)


def ridge(noisy: Tensor, clean: Tensor, strengths: Sequence[float]) -> list[LinearFilter]:
    """What minimises Σ‖x − x̃ W − b‖² + strength · ‖W‖², for each of the strengths; b, which
    nothing is paid for, is what centring leaves."""
    x, y = noisy.flatten(1).double(), clean.flatten(1).double()
    mean, target = x.mean(dim=0), y.mean(dim=0)
    x, y = x - mean, y - target
    within, between = x.T @ x, x.T @ y
    filters = []
    for strength in strengths:
        penalty = strength * torch.eye(len(within), dtype=x.dtype)
        weight = torch.linalg.solve(within + penalty, between)
        filters.append(LinearFilter(weight.float(), (target - mean @ weight).float()))
    return filters

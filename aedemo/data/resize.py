"""Bicubic resizing as Matlab's ``imresize`` does it, on which all published figures rest.

torch's antialiased bicubic has Matlab's kernel (a = −0.5, stretched when shrinking); the
edges differ, so the image is first continued by its mirror image.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

REACH = 4  # pixels a stretched bicubic kernel reaches, in units of the coarser grid


def mirror(x: Tensor, border: int) -> Tensor:
    """(N, C, H, W) → (N, C, H + 2·border, W + 2·border), continued with the edge repeated."""
    for dim in (2, 3):
        size = x.shape[dim]
        position = torch.arange(-border, size + border, device=x.device) % (2 * size)
        x = x.index_select(dim, torch.minimum(position, 2 * size - 1 - position))
    return x


def enlarge(x: Tensor, factor: int) -> Tensor:
    """Bicubic (N, C, H, W) → (N, C, s·H, s·W). Not rounded and not clipped."""
    return enlarge_inside(mirror(x, REACH), factor, REACH)


def enlarge_inside(x: Tensor, factor: int, margin: int) -> Tensor:
    """Bicubic enlargement of what lies inside a margin of at least ``REACH`` pixels."""
    cut = margin * factor
    return _bicubic(x, factor)[..., cut:-cut, cut:-cut]


def shrink(x: Tensor, factor: int) -> Tensor:
    """Antialiased bicubic (N, C, s·H, s·W) → (N, C, H, W); sides must be multiples of s."""
    small = _bicubic(mirror(x, REACH * factor), 1 / factor)
    return small[..., REACH:-REACH, REACH:-REACH]


def _bicubic(x: Tensor, scale: float) -> Tensor:
    size = [round(side * scale) for side in x.shape[-2:]]
    return F.interpolate(x, size, mode="bicubic", antialias=True)


def crop_to_multiple(x: Tensor, factor: int) -> Tensor:
    """Cuts the lower and right edge so that both sides are multiples of ``factor``."""
    height, width = (side // factor * factor for side in x.shape[-2:])
    return x[..., :height, :width]

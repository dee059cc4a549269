"""Luminance and chrominance, ITU-R BT.601 studio range, as Matlab's ``rgb2ycbcr``.

Y = 16 + 65.481 R + 128.553 G + 24.966 B (and so on), everything divided by 255.
"""

import torch
from torch import Tensor

_MATRIX = (
    torch.tensor(
        [[65.481, 128.553, 24.966], [-37.797, -74.203, 112.0], [112.0, -93.786, -18.214]],
        dtype=torch.float64,
    )
    / 255
)
_OFFSET = torch.tensor([16.0, 128.0, 128.0], dtype=torch.float64)[:, None, None] / 255
_INVERSE = torch.linalg.inv(_MATRIX)


def rgb_to_ycbcr(rgb: Tensor) -> Tensor:
    """(N, 3, H, W) in [0, 1] → Y in [16, 235]/255, Cb and Cr in [16, 240]/255."""
    return torch.einsum("ij,njhw->nihw", _MATRIX.to(rgb), rgb) + _OFFSET.to(rgb)


def ycbcr_to_rgb(ycbcr: Tensor) -> Tensor:
    """The inverse of :func:`rgb_to_ycbcr`; not clipped."""
    return torch.einsum("ij,njhw->nihw", _INVERSE.to(ycbcr), ycbcr - _OFFSET.to(ycbcr))


def luminance(image: Tensor) -> Tensor:
    """Y of an RGB image, (N, 3, H, W) → (N, 1, H, W); a grey image (N, 1, H, W) is its own Y."""
    return image if image.shape[1] == 1 else rgb_to_ycbcr(image)[:, :1]

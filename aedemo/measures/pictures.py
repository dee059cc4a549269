"""How close one picture is to another."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from aedemo.data.colour import luminance


def squared_error(a: Tensor, b: Tensor) -> Tensor:
    """Mean squared difference per pixel of each pair of images, (N, …) → (N,)."""
    return (a - b).square().flatten(1).mean(dim=1)


def psnr(a: Tensor, b: Tensor, peak: float = 1.0) -> Tensor:
    """Peak signal-to-noise ratio of each pair, 10 log₁₀(peak² / MSE) in dB; ∞ if equal."""
    return 10 * torch.log10(peak**2 / squared_error(a, b))


def ssim(a: Tensor, b: Tensor, peak: float = 1.0) -> Tensor:
    """Structural similarity of pairs (N, 1, H, W) → (N,); both sides at least 11.

    Wang et al. 2004 (doi:10.1109/TIP.2003.819861): Gaussian window 11×11, σ = 1.5, K = .01, .03,
    windows that lie inside the image, population variances.
    """
    at = torch.arange(11, dtype=a.dtype, device=a.device) - 5
    window = torch.exp(-at.square() / (2 * 1.5**2))
    window /= window.sum()

    def blur(x: Tensor) -> Tensor:
        return F.conv2d(F.conv2d(x, window.view(1, 1, 1, 11)), window.view(1, 1, 11, 1))

    mean_a, mean_b = blur(a), blur(b)
    var_a = blur(a * a) - mean_a.square()
    var_b = blur(b * b) - mean_b.square()
    covariance = blur(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * peak) ** 2, (0.03 * peak) ** 2
    luminance = (2 * mean_a * mean_b + c1) / (mean_a.square() + mean_b.square() + c1)
    structure = (2 * covariance + c2) / (var_a + var_b + c2)
    return (luminance * structure).flatten(1).mean(dim=1)


def luminance_bytes(image: Tensor) -> Tensor:
    """Luminance (N, 1, H, W) in whole grey levels."""
    return luminance(image).mul(255).round()


def cut_border(image: Tensor, border: int) -> Tensor:
    """The image without its outermost ``border`` pixels."""
    return image[..., border:-border, border:-border]

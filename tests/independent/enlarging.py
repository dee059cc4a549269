"""What the super-resolution networks make of the shipped photographs, by the measures of the
literature."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter

from tests.independent import shipped
from tests.independent.networks import convolution, transposed_convolution

Measure = Callable[[np.ndarray, np.ndarray], float]

DEPTH = 7  # convolutions before the transposed one: the first 5×5, the others 3×3
HALO = 2 + 6 + 1  # pixels that they and the transposed one look beyond the picture


def keys(t: np.ndarray) -> np.ndarray:
    """The cubic kernel with a = −½ (Keys 1981)."""
    t = np.abs(t)
    near, far = 1.5 * t**3 - 2.5 * t**2 + 1, -0.5 * t**3 + 2.5 * t**2 - 4 * t + 2
    return np.where(t <= 1, near, np.where(t < 2, far, 0))


def bicubic_matrix(size: int, scale: float) -> np.ndarray:
    """(new size, size), as Matlab's ``imresize``: the kernel is stretched to the coarser of the two
    grids, and beyond its edge the picture is mirrored."""
    reach = int(4 * max(1, 1 / scale))
    at = np.arange(-reach, size + reach)
    centres = (np.arange(round(size * scale)) + 0.5) / scale - 0.5
    shares = keys((centres[:, None] - at) * min(1, scale))
    mirrored = np.pad(np.eye(size), ((reach, reach), (0, 0)), "symmetric")
    return shares / shares.sum(axis=1, keepdims=True) @ mirrored


def bicubic(x: np.ndarray, scale: float) -> np.ndarray:
    """A picture (H, W) or (H, W, 3) resized."""
    rows, columns = (bicubic_matrix(size, scale) for size in x.shape[:2])
    return np.einsum("ih,hw...,jw->ij...", rows, x, columns, optimize=True)


def in_bytes(x: np.ndarray) -> np.ndarray:
    """The nearest grey levels of 256, in [0, 1]."""
    return (255 * np.clip(x, 0, 1)).round() / 255


def luminance(rgb: np.ndarray) -> np.ndarray:
    """Y of BT.601, in grey levels of 16 to 235."""
    return 16 + rgb @ [65.481, 128.553, 24.966]


def balanced(weight: np.ndarray, factor: int) -> np.ndarray:
    """A kernel of which each of the s·s phases, which write every s-th pixel, has the same sum."""
    phases = weight.reshape(len(weight), 1, 3, factor, 3, factor)
    means = phases.mean(axis=(2, 4), keepdims=True)
    return (phases - means + means.mean(axis=(3, 5), keepdims=True)).reshape(weight.shape)


def enlarged(y: np.ndarray, factor: int) -> np.ndarray:
    """Y (H, W) in grey levels → (s·H, s·W) by the network: bicubic and the detail it adds."""
    tensors = shipped.weights(f"superres-x{factor}")
    x = np.pad(y / 255, HALO, "symmetric")[None, None]
    for layer in range(0, 2 * DEPTH, 2):
        x = convolution(x, tensors[f"features.{layer}.weight"], stride=1, padding=0)
        x += tensors[f"features.{layer}.bias"][:, None, None]
        x = np.where(x > 0, x, 0.1 * x)
    kernel = balanced(tensors["deconvolution.weight"], factor)
    detail = transposed_convolution(x, kernel, stride=factor, padding=2 * factor)
    return bicubic(y, factor) + 255 * (detail[0, 0] + tensors["deconvolution.bias"])


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Of grey levels, in dB."""
    return 10 * np.log10(255**2 / np.square(a - b).mean())


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Of grey levels (Wang et al. 2004): windows of 11×11 that lie inside, σ = 1.5."""

    def mean(x: np.ndarray) -> np.ndarray:
        return gaussian_filter(x, 1.5, radius=5)[5:-5, 5:-5]

    mean_a, mean_b = mean(a), mean(b)
    variances = mean(a * a) - mean_a**2 + mean(b * b) - mean_b**2
    covariance = mean(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    brightness = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    return (brightness * (2 * covariance + c2) / (variances + c2)).mean()


@cache
def pictures(factor: int) -> list[dict[str, np.ndarray]]:
    """Of each photograph Y in whole grey levels, less a border of ``factor`` pixels: the original,
    and what bicubic and the network make of the shrunk one."""
    found = []
    for photograph in shipped.photographs():
        height, width = (side // factor * factor for side in photograph.shape[:2])
        full = photograph[:height, :width]
        small = in_bytes(bicubic(full, 1 / factor))
        y = {
            "original": luminance(full),
            "bicubic": luminance(in_bytes(bicubic(small, factor))),
            "network": enlarged(luminance(small), factor),
        }
        inside = slice(factor, -factor)
        found.append({name: levels.round()[inside, inside] for name, levels in y.items()})
    return found


def nearness(measure: Measure, factor: int, name: str) -> float:
    """PSNR or SSIM beside the original, mean over the photographs."""
    return float(np.mean([measure(each[name], each["original"]) for each in pictures(factor)]))


def checkerboard(factor: int) -> float:
    """Peak to peak over what becomes of a constant grey, at the worst of the 256."""
    return max(np.ptp(enlarged(np.full((3, 3), float(grey)), factor)) for grey in range(256))

"""Filters that know no digits, in every strength in which they are tried.

The classical ones know nothing of the damage either. Others are told its kind and level: they undo
what it does to the mean, and keep the pixels that it cannot have spoiled.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product

import numpy as np
import torch
from scipy import ndimage
from scipy.stats import norm
from skimage.morphology import disk
from skimage.restoration import (
    cycle_spin,
    denoise_nl_means,
    denoise_tv_chambolle,
    denoise_wavelet,
)
from torch import Tensor

Filter = Callable[[np.ndarray], np.ndarray]  # a picture (28, 28) → the picture, denoised
Denoiser = Callable[[Tensor], Tensor]  # pictures (N, 1, 28, 28) → the same, denoised

BLUR = "undone blur"
KEEPERS = ("median", BLUR)  # those that are tried with the unspoiled pixels kept, too
GREYS = np.linspace(0, 1, 1001)  # among which the undone one is looked up


def wavelet(picture: np.ndarray, sigma: float, method: str, wavelet: str) -> np.ndarray:
    """Averaged over shifts of the picture (Coifman & Donoho 1995), without which it is blocky."""
    return cycle_spin(
        picture,
        denoise_wavelet,
        max_shifts=2,
        func_kw={"sigma": sigma, "method": method, "wavelet": wavelet, "rescale_sigma": False},
        workers=1,
    )


def classical() -> dict[str, list[Filter]]:
    """Those that are told nothing."""
    footprints = [disk(1), np.ones((3, 3)), disk(2), np.ones((5, 5)), disk(3), np.ones((7, 7))]
    return {
        "median": [partial(ndimage.median_filter, footprint=area) for area in footprints],
        "total variation": [
            partial(denoise_tv_chambolle, weight=weight) for weight in np.geomspace(0.05, 3, 13)
        ],
        "non-local means": [
            partial(denoise_nl_means, patch_size=patch, patch_distance=distance, h=h)
            for patch, distance, h in product((3, 5), (5, 11), np.geomspace(0.025, 0.8, 9))
        ],
        "wavelet": [
            partial(wavelet, sigma=sigma, method=method, wavelet=basis)
            for method, basis, sigma in product(
                ("BayesShrink", "VisuShrink"), ("db1", "db2"), np.geomspace(0.05, 0.8, 7)
            )
        ],
    }


def spoiled_mean(grey: np.ndarray, kind: str, level: float) -> np.ndarray:
    """The mean of what becomes of a grey: E[x̃ | x], which grows with x."""
    if kind == "masking":
        return (1 - level) * grey
    if kind == "salt-and-pepper":
        return (1 - level) * grey + level / 2
    black, white = -grey / level, (1 - grey) / level  # beyond them noise is clipped, in units of σ
    inside = norm.cdf(white) - norm.cdf(black)
    return grey * inside + level * (norm.pdf(black) - norm.pdf(white)) + norm.sf(white)


def undone_blur(picture: np.ndarray, sigma: float, kind: str, level: float) -> np.ndarray:
    """A blur is near the mean of what was spoiled; the grey that has this mean is looked up. For
    masking that is the blur ÷ (1 − level)."""
    blurred = ndimage.gaussian_filter(picture, sigma)
    return np.interp(blurred, spoiled_mean(GREYS, kind, level), GREYS)


def unspoiled(noisy: Tensor, kind: str) -> Tensor:
    """Which pixels cannot have been spoiled, by their grey: nothing that is masked is more than
    black, salt is white and pepper black. Gaussian noise spoils all of them."""
    if kind == "gaussian":
        return torch.zeros_like(noisy, dtype=torch.bool)
    return (noisy > 0) if kind == "masking" else (noisy > 0) & (noisy < 1)


def kept(name: str) -> str:
    """The name of a denoiser that is ``keeping``."""
    return f"keeping {name}"


def keeping(denoise: Denoiser, kind: str) -> Denoiser:
    """The same, but what cannot have been spoiled stays as it is. Of the median it makes the
    switching median (Sun & Neuvo 1994)."""
    return lambda noisy: torch.where(unspoiled(noisy, kind), noisy, denoise(noisy))


def apply(denoise: Filter, images: Tensor) -> Tensor:
    """A filter on each of the images (N, 1, 28, 28); clipped to [0, 1]."""
    pictures = [denoise(picture) for picture in images[:, 0].numpy()]
    return torch.from_numpy(np.stack(pictures)).float().clamp(0, 1)[:, None]


def candidates(kind: str, level: float) -> dict[str, list[Denoiser]]:
    """All of them for one kind and level of noise."""
    blurs: list[Filter] = [
        partial(undone_blur, sigma=sigma, kind=kind, level=level)
        for sigma in np.geomspace(0.3, 3, 14)
    ]
    plain: dict[str, list[Denoiser]] = {
        name: [partial(apply, each) for each in filters]
        for name, filters in {**classical(), BLUR: blurs}.items()
    }
    if kind == "gaussian":
        return plain
    return plain | {
        kept(name): [keeping(denoise, kind) for denoise in plain[name]] for name in KEEPERS
    }

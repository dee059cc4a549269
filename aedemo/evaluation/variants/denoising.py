"""Noise removed by the network and by classical filters.

Each filter's strength is chosen on held-out digits, for each kind and level of noise; each of
them is then measured on test digits, and the network stands beside the best.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import product

import numpy as np
import torch
from matplotlib.figure import Figure as Drawing
from scipy import ndimage
from skimage.morphology import disk
from skimage.restoration import (
    cycle_spin,
    denoise_nl_means,
    denoise_tv_chambolle,
    denoise_wavelet,
)
from torch import Tensor

from aedemo import figures
from aedemo.data.noise import TorchRandom, corrupt
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material
from aedemo.evaluation.variants.reconstruction import rebuild
from aedemo.measures.pictures import psnr

LEVELS = {
    "gaussian": (0.3, 0.5, 0.8),
    "masking": (0.25, 0.5, 0.75),
    "salt-and-pepper": (0.1, 0.3, 0.5),
}
TUNED_ON = 100  # held-out digits; a strength is one number, for which they are plenty
QUICK = 500  # test digits

Filter = Callable[[np.ndarray], np.ndarray]  # a picture (28, 28) → the picture, denoised


def wavelet(picture: np.ndarray, sigma: float, method: str, wavelet: str) -> np.ndarray:
    """Averaged over shifts of the picture (Coifman & Donoho 1995), without which it is blocky."""
    return cycle_spin(
        picture,
        denoise_wavelet,
        max_shifts=2,
        func_kw={"sigma": sigma, "method": method, "wavelet": wavelet, "rescale_sigma": False},
        workers=1,
    )


def candidates() -> dict[str, list[Filter]]:
    """The filters in every strength they are tried in."""
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


def apply(denoise: Filter, images: Tensor) -> Tensor:
    """A filter on each of the images (N, 1, 28, 28); clipped to [0, 1]."""
    pictures = [denoise(picture) for picture in images[:, 0].numpy()]
    return torch.from_numpy(np.stack(pictures)).float().clamp(0, 1)[:, None]


def tune(choices: list[Filter], noisy: Tensor, clean: Tensor) -> Filter:
    """The one that brings ``noisy`` nearest to ``clean``, by the mean PSNR."""
    return max(choices, key=lambda choice: psnr(apply(choice, noisy), clean).mean().item())


def damaged(images: Tensor, kind: str, level: float) -> Tensor:
    """Noisy copies, the same every time."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return corrupt(images, kind, level, TorchRandom())


@cache
def tuned(material: Material, kind: str, level: float) -> dict[str, Filter]:
    """Every filter in its best strength for one kind and level of noise."""
    clean = material.held_out[0][:TUNED_ON]
    noisy = damaged(clean, kind, level)
    return {name: tune(choices, noisy, clean) for name, choices in candidates().items()}


@cache
def classical(material: Material, kind: str, level: float) -> dict[str, float]:
    """Mean PSNR in dB of every filter on the test digits, the best first."""
    clean = digits(material)
    noisy = damaged(clean, kind, level)
    scores = {
        name: psnr(apply(denoise, noisy), clean).mean().item()
        for name, denoise in tuned(material, kind, level).items()
    }
    return dict(sorted(scores.items(), key=lambda score: -score[1]))


def digits(material: Material) -> Tensor:
    """The test digits that are denoised."""
    images, _ = material.test
    return images if material.full else images[:QUICK]


def gain(material: Material, name: str, kind: str, level: float) -> tuple[float, dict]:
    """Mean PSNR of the network's results above that of the best classical filter, in dB."""
    clean = digits(material)
    noisy = damaged(clean, kind, level)
    network = psnr(rebuild(material.model(name), noisy), clean).mean().item()
    scores = classical(material, kind, level)
    noise = psnr(noisy, clean).mean().item()
    return network - max(scores.values()), {"network": network, **scores, "noisy": noise}


ROWS = [
    Row("denoising", f"gain-{kind}-{level}", partial(gain, kind=kind, level=level))
    for kind, levels in LEVELS.items()
    for level in levels
]


def draw(material: Material, kind: str) -> Drawing:
    """Six test digits under one kind of noise: clean, noisy, the best filter's, the network's."""
    clean = material.test[0][10:16]
    model = material.model("denoising")
    panels = {}
    for level in LEVELS[kind]:
        noisy = damaged(clean, kind, level)
        best = next(iter(classical(material, kind, level)))
        panels[f"{kind} {level}; best filter: {best}"] = {
            "clean": clean,
            "noisy": noisy,
            "best filter": apply(tuned(material, kind, level)[best], noisy),
            "network": rebuild(model, noisy),
        }
    return figures.denoised(panels)


PICTURES = {f"denoising-{kind}.png": partial(draw, kind=kind) for kind in LEVELS}

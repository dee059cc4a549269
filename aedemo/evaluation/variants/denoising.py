"""Noise removed by the network, by filters, and by a linear filter that is learned on digits.

All but the network are told the kind and the level of the noise: the strength of each is chosen on
held-out digits for that kind and level. Each is then measured on test digits, and the network
stands beside the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

import torch
from matplotlib.figure import Figure as Drawing
from torch import Tensor

from aedemo import figures
from aedemo.data.noise import TorchRandom, corrupt
from aedemo.evaluation.figure import Row
from aedemo.evaluation.filters import Denoiser, candidates, keeping, kept
from aedemo.evaluation.linear_filter import ridge
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
LEARNED_ON = 20_000  # training digits
LINEAR = "learned linear filter"
STRENGTHS = (0.1, 1.0, 10.0, 100.0)  # of its penalty


def nearness(denoise: Denoiser, noisy: Tensor, clean: Tensor) -> float:
    """Mean PSNR in dB."""
    return psnr(denoise(noisy), clean).mean().item()


def tune(choices: Sequence[Denoiser], noisy: Tensor, clean: Tensor) -> Denoiser:
    """The one that brings ``noisy`` nearest to ``clean``."""
    return max(choices, key=lambda choice: nearness(choice, noisy, clean))


def damaged(images: Tensor, kind: str, level: float, seed: int = 0) -> Tensor:
    """Noisy copies, the same every time."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return corrupt(images, kind, level, TorchRandom())


def learned(material: Material, kind: str, level: float) -> Denoiser:
    """The linear filter; its digits get noise of their own, or it would know that of the test."""
    clean, held_out = material.training[0][:LEARNED_ON], material.held_out[0]
    choices = ridge(damaged(clean, kind, level, seed=1), clean, STRENGTHS)
    return tune(choices, damaged(held_out, kind, level), held_out)


@cache
def tuned(material: Material, kind: str, level: float) -> dict[str, Denoiser]:
    """Every filter in its best strength for one kind and level of noise."""
    clean = material.held_out[0][:TUNED_ON]
    noisy = damaged(clean, kind, level)
    filters = {
        name: tune(choices, noisy, clean) for name, choices in candidates(kind, level).items()
    }
    filters[LINEAR] = learned(material, kind, level)
    if kind != "gaussian":
        filters[kept(LINEAR)] = keeping(filters[LINEAR], kind)
    return filters


@cache
def filtered(material: Material, kind: str, level: float) -> dict[str, float]:
    """Mean PSNR in dB of every filter on the test digits, the best first."""
    clean = digits(material)
    noisy = damaged(clean, kind, level)
    scores = {
        name: nearness(denoise, noisy, clean)
        for name, denoise in tuned(material, kind, level).items()
    }
    return dict(sorted(scores.items(), key=lambda score: -score[1]))


def digits(material: Material) -> Tensor:
    """The test digits that are denoised."""
    images, _ = material.test
    return images if material.full else images[:QUICK]


def gain(material: Material, name: str, kind: str, level: float) -> tuple[float, dict]:
    """Mean PSNR of the network's results above that of the best filter, in dB."""
    clean = digits(material)
    noisy = damaged(clean, kind, level)
    rebuilt = rebuild(material.model(name), noisy)
    own = {"network": psnr(rebuilt, clean).mean().item()}
    if kind != "gaussian":
        own[kept("network")] = nearness(keeping(lambda _: rebuilt, kind), noisy, clean)
    scores = filtered(material, kind, level)
    noise = psnr(noisy, clean).mean().item()
    return own["network"] - max(scores.values()), {**own, **scores, "noisy": noise}


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
        best = next(iter(filtered(material, kind, level)))
        panels[f"{kind} {level}\nbest filter: {best}"] = {
            "clean": clean,
            "noisy": noisy,
            "best filter": tuned(material, kind, level)[best](noisy),
            "network": rebuild(model, noisy),
        }
    return figures.denoised(panels)


PICTURES = {f"denoising-{kind}.png": partial(draw, kind=kind) for kind in LEVELS}

"""PSNR of super-resolution under the protocol of the literature."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from aedemo.data.colour import luminance
from aedemo.data.photos import read_image, round_to_bytes, shrunk_pair
from aedemo.data.resize import enlarge
from aedemo.measures.pictures import cut_border, luminance_bytes, psnr
from aedemo.models.superres import SuperResolution
from aedemo.places import PHOTOS

Pair = tuple[Tensor, Tensor]


def example_pairs(factor: int) -> list[Pair]:
    """The shipped photographs as (small, full) pairs; shrunk by Matlab's bicubic, in bytes."""
    return [shrunk_pair(read_image(path), factor) for path in sorted(PHOTOS.glob("*.png"))]


def benchmark_pairs(folder: Path) -> list[Pair]:
    """The (small, full) pairs of a benchmark folder: ``*_HR.png`` beside ``*_LR.png``."""
    return [
        (read_image(full.with_name(full.name.replace("_HR", "_LR"))), read_image(full))
        for full in sorted(folder.glob("*_HR.png"))
    ]


@torch.no_grad()
def enlarged_luminance(model: SuperResolution, pair: Pair) -> tuple[Tensor, Tensor, Tensor]:
    """Y in whole grey levels of the truth, of bicubic and of the network, each (1, 1, H, W):
    bicubic enlarges RGB bytes, Y is rounded, s pixels of border are cut."""
    small, full = pair
    pictures = (
        luminance_bytes(full),
        luminance_bytes(round_to_bytes(enlarge(small, model.factor))),
        model(luminance(small)).mul(255).round(),
    )
    truth, bicubic, network = (cut_border(y, model.factor) for y in pictures)
    return truth, bicubic, network


def benchmark(model: SuperResolution, pairs: list[Pair]) -> tuple[float, float]:
    """Mean PSNR on Y of bicubic and of the network over (small, full) pairs, in dB."""
    scores = []
    for truth, *enlarged in (enlarged_luminance(model, pair) for pair in pairs):
        scores.append([psnr(y, truth, 255).item() for y in enlarged])
    bicubic, network = torch.tensor(scores).mean(dim=0).tolist()
    return bicubic, network

"""PSNR of super-resolution under the protocol of the literature."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from aedemo.data.colour import luminance
from aedemo.data.photos import read_image, read_images, round_to_bytes, shrunk_pair
from aedemo.data.resize import enlarge
from aedemo.failures import Failure
from aedemo.measures.pictures import cut_border, luminance_bytes, psnr
from aedemo.models.superres import SuperResolution
from aedemo.places import PHOTOS

Pair = tuple[Tensor, Tensor]


def example_pairs(factor: int) -> list[Pair]:
    """The shipped photographs, but not the text, as (small, full) pairs; shrunk by Matlab's
    bicubic, in bytes."""
    photographs = [path for path in sorted(PHOTOS.glob("*.png")) if path.stem != "text"]
    return [shrunk_pair(read_image(path), factor) for path in photographs]


def benchmark_pairs(folder: Path) -> list[Pair]:
    """The (small, full) pairs of a benchmark folder: ``*_HR.png`` beside ``*_LR.png``.

    Raises ``Failure`` if it holds none, or one that is cut or lacks its other.
    """
    full = sorted(path for path in folder.glob("*_HR.png") if not path.name.startswith("."))
    small = [path.with_name(path.name.replace("_HR", "_LR")) for path in full]
    if lacking := [str(path) for path in small if not path.is_file()]:
        raise Failure(f"There is no {', no '.join(lacking)}.")
    if not full:
        raise Failure(f"{folder} holds no pictures *_HR.png beside *_LR.png.")
    return list(zip(read_images(small), read_images(full), strict=True))


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

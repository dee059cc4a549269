"""The figures of a trained variant, each with what it has to be compared with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from aedemo.data import EXAMPLES
from aedemo.data.colour import luminance
from aedemo.data.digits import test_digits
from aedemo.data.noise import SeededRandom, corrupt
from aedemo.data.photos import read_image, round_to_bytes, shrunk_pair
from aedemo.data.resize import enlarge
from aedemo.evaluation.metrics import (
    PCA,
    cut_border,
    largest_angle,
    luminance_bytes,
    psnr,
    squared_error,
)
from aedemo.models.variational import gaussian_kl


@dataclass(frozen=True)
class Figure:
    """One measured number and its references, by name."""

    name: str
    value: float
    references: dict[str, float]


@torch.no_grad()
def measure_digits(name: str, model: nn.Module, training: Tensor) -> list[Figure]:
    """Figures on the 10,000 test digits; ``training`` is what PCA is fitted to."""
    images, _ = test_digits()
    code = torch.cat([model.encode(part) for part in images.split(1000)])
    rebuilt = torch.cat([model.decode(part) for part in code.split(1000)])
    pca = PCA(training, 2 if name == "vae-2d" else 32)
    baseline = squared_error(pca.reconstruct(images), images).mean().item()
    figures = [
        Figure(
            "squared error per pixel",
            squared_error(rebuilt, images).mean().item(),
            {
                f"PCA-{len(pca.components)}": baseline,
                "mean image": squared_error(training.mean(0, keepdim=True), images).mean().item(),
            },
        )
    ]
    match name:
        case "linear":
            own = squared_error(model(training), training).mean().item()
            best = squared_error(pca.reconstruct(training), training).mean().item()
            angle = largest_angle(model.decoder[0].weight, pca.components.T)
            figures += [
                Figure("error on its training digits", own, {"PCA-32 of the same": best}),
                Figure("largest principal angle to PCA-32, degrees", angle, {"same space": 0.0}),
            ]
        case "denoising":
            for kind, level in (("gaussian", 0.5), ("masking", 0.5), ("salt-and-pepper", 0.3)):
                noisy = corrupt(images[:1000], kind, level, SeededRandom(0))
                figures.append(
                    Figure(
                        f"PSNR after {kind} noise {level}, dB (1,000 digits)",
                        psnr(model(noisy), images[:1000]).mean().item(),
                        {"noisy input": psnr(noisy, images[:1000]).mean().item()},
                    )
                )
        case "sparse-l1" | "sparse-kl":
            active = (code > 0.01 * code.amax(dim=0)).float().mean().item()
            figures.append(
                Figure("share of units active", active, {"k-sparse, 25 of 1,000": 0.025})
            )
            if name == "sparse-kl":
                figures.append(
                    Figure("mean activation", code.mean().item(), {"target ρ": model.activation})
                )
        case "contractive":
            norm = model.contraction(code).sqrt().mean().item()
            # σ′ is at most ¼, so this is what ‖J‖ would be if no unit were saturated.
            bound = model.encoder[1].weight.norm().item() / 4
            figures.append(
                Figure("mean ‖J‖ of the encoder", norm, {"its upper bound ‖W‖/4": bound})
            )
        case "vae" | "vae-2d":
            torch.manual_seed(0)
            terms = [model.loss(part) for part in images.split(1000)]
            mean = {term: sum(t[term] for t in terms).item() / len(terms) for term in terms[0]}
            active = gaussian_kl(*model.posterior(images)).mean(dim=0).gt(0.01).sum().item()
            figures += [
                Figure(
                    "negative ELBO, nats (dynamic binarisation)",
                    sum(mean.values()),
                    {"784-400-20 of the PyTorch example, 50 epochs": 98.2},
                ),
                Figure("KL term, nats", mean["kl"], {"collapsed code": 0.0}),
                Figure("dimensions in use", active, {"code size": code.shape[1]}),
            ]
    return figures


PUBLISHED = {
    "Set5": {
        2: {"SRCNN": 36.66, "FSRCNN": 36.94},
        3: {"SRCNN": 32.75, "FSRCNN": 33.06},
        4: {"SRCNN": 30.48, "FSRCNN": 30.55},
    },
    "Set14": {
        2: {"SRCNN": 32.42, "FSRCNN": 32.54},
        3: {"SRCNN": 29.28, "FSRCNN": 29.37},
        4: {"SRCNN": 27.50, "FSRCNN": 27.50},
    },
}


def measure_superres(model: nn.Module, benchmarks: Path | None) -> list[Figure]:
    """PSNR on luminance: on the shipped photographs, and on Set5 and Set14 where they lie in
    ``benchmarks`` (NAME/x2/*_HR.png beside *_LR.png)."""
    s = model.factor
    sets = {"the shipped photographs": example_pairs(s)}
    for name in PUBLISHED:
        folder = benchmarks and benchmarks / name / f"x{s}"
        if folder and folder.is_dir():
            sets[name] = benchmark_pairs(folder)
    figures = []
    for name, pairs in sets.items():
        bicubic, network = benchmark(model, pairs)
        published = PUBLISHED.get(name, {}).get(s, {})
        figures.append(Figure(f"PSNR on {name}, dB", network, {"bicubic": bicubic, **published}))
    return figures


def example_pairs(factor: int) -> list[tuple[Tensor, Tensor]]:
    """The shipped photographs as (small, full) pairs; shrunk by Matlab's bicubic, in bytes."""
    return [shrunk_pair(read_image(path), factor) for path in sorted(EXAMPLES.glob("*.png"))]


def benchmark_pairs(folder: Path) -> list[tuple[Tensor, Tensor]]:
    """The (small, full) pairs of a benchmark folder."""
    return [
        (read_image(full.with_name(full.name.replace("_HR", "_LR"))), read_image(full))
        for full in sorted(folder.glob("*_HR.png"))
    ]


@torch.no_grad()
def benchmark(model: nn.Module, pairs: list[tuple[Tensor, Tensor]]) -> tuple[float, float]:
    """Mean PSNR on Y of bicubic and of the network over (small, full) pairs, under the protocol
    of the literature: bicubic enlarges RGB bytes, Y rounded, s pixels of border cut."""
    s = model.factor
    scores = []
    for small, full in pairs:
        truth = cut_border(luminance_bytes(full), s)
        bicubic = luminance_bytes(round_to_bytes(enlarge(small, s)))
        network = model(luminance(small)).mul(255).round()
        scores.append([psnr(cut_border(x, s), truth, 255).item() for x in (bicubic, network)])
    bicubic_mean, network_mean = torch.tensor(scores).mean(dim=0).tolist()
    return bicubic_mean, network_mean

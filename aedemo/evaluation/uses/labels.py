"""Few labels: what a linear classifier learns from codes, and whether the VAE's samples help."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor
from tqdm import tqdm

from aedemo import facts
from aedemo.evaluation.material import Material, Missing
from aedemo.evaluation.uses.features import FEATURES, all_labelled, features

SIZES: list[int] = facts.read("constants")["label_counts"]
DRAWS = 5
# Of each labelled digit, by the posterior of the VAE.
COPIES: int = facts.read("constants")["posterior_copies"]
STRENGTHS = (1e-4, 1e-3, 1e-2, 0.1, 1.0)  # C, the inverse of the penalty's weight
QUICK = 1000  # test digits, where not all are taken
QUICK_PROBE = 10_000  # labels of the probe, likewise
GENERATOR = "vae"

Labelled = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Draw:
    """Labelled digits (10, m, 1, 28, 28), m of each class, and of each ``COPIES`` samples of the
    VAE's posterior: codes (10, m, k, d), and decoded to pictures (10, m, k, 1, 28, 28)."""

    images: Tensor
    codes: Tensor
    pictures: Tensor


@torch.no_grad()
def draw(material: Material, seed: int, each: int) -> Draw:
    """``each`` digits of every class among the 55,000; the first of a draw are a smaller draw."""
    images, labels = material.training
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(labels), generator=generator)
    classes = [order[labels[order] == digit][:each] for digit in range(10)]
    if min(map(len, classes)) < each:
        raise Missing(f"{each} training digits of every class")
    images = images[torch.stack(classes)]
    model = material.model(GENERATOR)
    mean, log_variance = model.posterior(images.flatten(0, 1))
    noise = torch.randn(COPIES, *mean.shape, generator=generator)
    codes = (mean + torch.exp(log_variance / 2) * noise).transpose(0, 1)
    pictures = torch.cat([model.decode(part) for part in codes.flatten(0, 1).split(1000)])
    shape = (10, each, COPIES)
    return Draw(images, codes.unflatten(0, shape[:2]), pictures.unflatten(0, shape))


class Space:
    """Features by one of ``FEATURES``, shifted and scaled by two numbers that need no labels:
    centred, and divided by their root mean variance over the 55,000 digits."""

    def __init__(self, material: Material, name: str):
        self.material, self.name = material, name
        training = features(material, name, material.training[0])
        self.mean = training.mean(dim=0)
        self.scale = training.var(dim=0).mean().sqrt()

    def scaled(self, features: Tensor) -> np.ndarray:
        return ((features - self.mean) / self.scale).numpy()

    def __call__(self, images: Tensor) -> np.ndarray:
        """Images (N, 1, 28, 28) → (N, d)."""
        return self.scaled(features(self.material, self.name, images))

    def labelled(self, part: tuple[Tensor, Tensor], count: int | None = None) -> Labelled:
        images, labels = (tensor[:count] for tensor in part)
        return self(images), labels.numpy()

    @cached_property
    def held_out(self) -> Labelled:
        return self.labelled(self.material.held_out)

    @cached_property
    def test(self) -> Labelled:
        return self.labelled(self.material.test, None if self.material.full else QUICK)


def training_sets(space: Space, drawn: Draw) -> dict[str, np.ndarray]:
    """Features (10, m, 1 + extra, d) of a draw: of its digits alone (``plain``), with the VAE's
    ``pictures`` of them, and in the VAE's own space with its ``codes`` of them."""

    def of(images: Tensor) -> np.ndarray:
        return space(images.reshape(-1, *images.shape[-3:])).reshape(*groups, len(space.mean))

    groups = (*drawn.images.shape[:2], -1)
    plain = of(drawn.images)
    sets = {"plain": plain, "pictures": np.concatenate([plain, of(drawn.pictures)], axis=2)}
    if space.name == GENERATOR:
        sets["codes"] = np.concatenate([plain, space.scaled(drawn.codes)], axis=2)
    return sets


def flat(features: np.ndarray) -> Labelled:
    """Features (10, m, k, d) by class → (N, d), and their labels (N,)."""
    rows = features.reshape(-1, features.shape[-1])
    return rows, np.arange(10).repeat(len(rows) // 10)


def fit(features: np.ndarray, labels: np.ndarray, strength: float) -> LogisticRegression:
    """Multinomial logistic regression, features (N, d), with the penalty ‖W‖² / (2 C)."""
    return LogisticRegression(C=strength, max_iter=1000).fit(features, labels)


def learned(space: Space, sets: list[np.ndarray]) -> tuple[float, np.ndarray]:
    """The strength that errs least on the held-out digits in the mean over the draws, and the
    accuracies of the draws with it on the test digits, in %; ``sets``: (10, m, 1 + extra, d)."""
    found = {}
    for strength in STRENGTHS:
        fitted = [fit(*flat(each), strength) for each in sets]
        found[strength] = [
            100 * np.array([classifier.score(*part) for classifier in fitted])
            for part in (space.held_out, space.test)
        ]
    best = max(found, key=lambda strength: found[strength][0].mean())
    return best, found[best][1]


def curves(space: Space, draws: list[Draw]) -> dict[str, list[dict]]:
    """By the kind of training set, for each of ``SIZES``: mean and standard deviation over the
    draws in %, the strength, and beside ``plain`` what was gained on it draw by draw."""
    sets = [training_sets(space, drawn) for drawn in draws]
    rows: dict[str, list[dict]] = {kind: [] for kind in sets[0]}
    for size in SIZES:
        for kind, row in rows.items():
            strength, accuracies = learned(space, [each[kind][:, : size // 10] for each in sets])
            row.append({"C": strength, **spread(accuracies)})
            if kind == "plain":
                plain = accuracies
            else:
                row[-1]["gain"] = spread(accuracies - plain)
    return rows


def spread(values: np.ndarray) -> dict[str, float]:
    return {"mean": round(values.mean().item(), 2), "std": round(values.std(ddof=1).item(), 2)}


def probe(space: Space, count: int | None) -> dict:
    """All labels: the strength is chosen on the held-out digits with a classifier of the other
    55,000, then one of all 60,000 is tested. ``count``: of only so many."""
    known = space.labelled(space.material.training, count)
    every = space.labelled(all_labelled(space.material), count)
    best = max(STRENGTHS[1:], key=lambda strength: fit(*known, strength).score(*space.held_out))
    accuracy = 100 * fit(*every, best).score(*space.test)
    return {"labels": len(every[0]), "accuracy": round(accuracy, 2), "C": best}


def evaluate(material: Material) -> dict:
    """Balanced draws from the 55,000 digits, tested on the 10,000; every feature gets the same
    digits and the same choice of strengths."""
    draws = [draw(material, seed, SIZES[-1] // 10) for seed in range(DRAWS)]
    rows = {}
    for name in tqdm(FEATURES, desc="labels"):
        space = Space(material, name)
        rows[name] = {
            "size": len(space.mean),
            **curves(space, draws),
            "probe": probe(space, None if material.full else QUICK_PROBE),
        }
    return {
        "sizes": SIZES,
        "draws": DRAWS,
        "copies": COPIES,
        "tested": len(space.test[0]),
        "features": rows,
    }


def section(figures: dict) -> str:
    """The tables of the report."""
    rows, sizes = figures["features"], figures["sizes"]
    labels = next(iter(rows.values()))["probe"]["labels"]
    head = "".join(f" {size:,} |" for size in sizes)
    line = "|---|" + "---|" * len(sizes)
    plain = "\n".join(
        f"| `{name}` |{cells(row['plain'])} {row['probe']['accuracy']:.2f} |"
        for name, row in rows.items()
    )
    gains = "\n".join(
        f"| `{name}`, {kind} |{cells([each['gain'] for each in row[kind]], '+')}"
        for name, row in rows.items()
        for kind in ("pictures", "codes")
        if kind in row
    )
    return f"""### Few labels

Accuracy in % on {figures["tested"]:,} test digits of logistic regression on features that are
centred and divided by their root mean variance. Digits of which the labels are known are drawn
from the 55,000, as many of each class; mean and standard deviation of {figures["draws"]} draws. The
strength of the penalty is chosen from C = {", ".join(f"{one:g}" for one in STRENGTHS)} on the 5,000
held-out digits, for each feature and each number of labels.

| labels |{head} {labels:,} |
{line}---|
{plain}

What is gained, draw by draw, when {figures["copies"]} samples of `{GENERATOR}`'s posterior around
each labelled digit are added with its label: as decoded pictures, or as they are in its code.
Where the gain is not clearly above its spread, the samples do not help.

| labels |{head}
{line}
{gains}"""


def cells(values: list[dict], sign: str = "") -> str:
    """Mean and standard deviation, as cells of a table."""
    return "".join(f" {value['mean']:{sign}.1f} ± {value['std']:.1f} |" for value in values)

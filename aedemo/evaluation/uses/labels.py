"""Few labels: what a linear classifier learns from codes, and whether the VAE's samples help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from aedemo import facts
from aedemo.evaluation.comparison import twin
from aedemo.evaluation.material import Material, Missing
from aedemo.evaluation.uses.features import FEATURES, SIMPLE, all_labelled, features
from aedemo.evaluation.uses.regression import Labelled, Regression, best_exponent
from aedemo.evaluation.variants.reconstruction import codes

SIZES: list[int] = facts.read("constants")["label_counts"]
DRAWS = 5
# Of each labelled digit, by the posterior of the VAE.
COPIES: int = facts.read("constants")["posterior_copies"]
QUICK = 1000  # test digits, where not all are taken
QUICK_PROBE = 10_000  # labels of the probe, likewise
GENERATOR = "vae"
# As many numbers as the sparse codes have, without their penalty.
PENALISED, TWIN = "sparse-l1", "sparse-l1-twin"


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
    """Features by one of ``FEATURES`` or by ``TWIN``, shifted and scaled by two numbers that need
    no labels: centred, and divided by their root mean variance over the 55,000 digits."""

    def __init__(self, material: Material, name: str):
        self.material, self.name = material, name
        training = self.features(material.training[0])
        self.mean = training.mean(dim=0)
        self.scale = training.var(dim=0).mean().sqrt()

    def features(self, images: Tensor) -> Tensor:
        """Images (N, 1, 28, 28) → (N, d), as they are."""
        if self.name == TWIN:
            return codes(twin(self.material, PENALISED), images)
        return features(self.material, self.name, images)

    def scaled(self, features: Tensor) -> np.ndarray:
        return ((features - self.mean) / self.scale).numpy()

    def __call__(self, images: Tensor) -> np.ndarray:
        """Images (N, 1, 28, 28) → (N, d)."""
        return self.scaled(self.features(images))

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


def learned(space: Space, sets: list[np.ndarray]) -> tuple[float, np.ndarray]:
    """The strength C that errs least on the held-out digits in the mean over the draws, and the
    accuracies of the draws with it on the test digits, in %; ``sets``: (10, m, 1 + extra, d)."""
    regressions = [Regression(*flat(each)) for each in sets]
    tested = {}

    def held_out(exponent: int) -> float:
        fitted = [each.fit(exponent) for each in regressions]
        tested[exponent] = 100 * np.array([each.score(*space.test) for each in fitted])
        return sum(each.score(*space.held_out) for each in fitted)

    best = best_exponent(held_out)
    return 10.0**best, tested[best]


def curves(space: Space, draws: list[Draw]) -> dict[str, list[dict]]:
    """By the kind of training set, for each of ``SIZES``: the accuracies of the draws in %, their
    mean and standard deviation, the strength, and beside ``plain`` what was gained draw by draw.

    The control of a gain, the same digits repeated ``1 + COPIES`` times, is ``plain`` itself: that
    multiplies the loss but not the penalty, and the strength is chosen anew.
    """
    sets = [training_sets(space, drawn) for drawn in draws]
    rows: dict[str, list[dict]] = {kind: [] for kind in sets[0]}
    for size in SIZES:
        for kind, row in rows.items():
            strength, accuracies = learned(space, [each[kind][:, : size // 10] for each in sets])
            drawn = [round(accuracy, 2) for accuracy in accuracies.tolist()]
            row.append({"C": strength, **spread(accuracies), "draws": drawn})
            if kind == "plain":
                plain = accuracies
            else:
                row[-1]["gain"] = spread(accuracies - plain)
    return rows


def spread(values: np.ndarray) -> dict[str, float]:
    return {"mean": round(values.mean().item(), 2), "std": round(values.std(ddof=1).item(), 2)}


def ahead(row: dict, other: dict) -> dict[str, float]:
    """By how much one accuracy is above another of the same draws, draw by draw."""
    return spread(np.array(row["draws"]) - np.array(other["draws"]))


def probe(space: Space, count: int | None) -> dict:
    """All labels: the strength is chosen on the held-out digits with a classifier of the other
    55,000, then one of all 60,000 is tested. ``count``: of only so many."""
    known = Regression(*space.labelled(space.material.training, count))
    best = best_exponent(lambda exponent: known.fit(exponent).score(*space.held_out))
    every = Regression(*space.labelled(all_labelled(space.material), count))
    accuracy = 100 * every.fit(best).score(*space.test)
    return {"labels": len(every.labels), "accuracy": round(accuracy, 2), "C": 10.0**best}


def evaluate(material: Material) -> dict:
    """Balanced draws from the 55,000 digits, tested on the 10,000; every feature gets the same
    digits and the same choice of strengths."""
    draws = [draw(material, seed, SIZES[-1] // 10) for seed in range(DRAWS)]

    def measured(name: str) -> dict:
        space = Space(material, name)
        return {
            "size": len(space.mean),
            **curves(space, draws),
            "probe": probe(space, None if material.full else QUICK_PROBE),
        }

    rows = {name: measured(name) for name in tqdm(FEATURES, desc="labels")}
    return {
        "sizes": SIZES,
        "draws": DRAWS,
        "copies": COPIES,
        "tested": len(material.test[0]) if material.full else QUICK,
        "features": rows,
        "twin": measured(TWIN),
    }


def section(figures: dict) -> str:
    """The tables of the report."""
    rows, sizes = {**figures["features"], TWIN: figures["twin"]}, figures["sizes"]
    labels = figures["twin"]["probe"]["labels"]
    head = "".join(f" {size:,} |" for size in sizes)
    line = "|---|" + "---|" * len(sizes)
    plain = "\n".join(
        f"| `{name}` |{cells(row['plain'])} {row['probe']['accuracy']:.2f} |"
        for name, row in rows.items()
    )
    pairs = "\n".join(
        f"| `{name}` − `{simple}` |{cells(map(ahead, row['plain'], rows[simple]['plain']), '+')}"
        for name, row in rows.items()
        for simple in SIMPLE
        if name not in SIMPLE
    )
    gains = "\n".join(
        f"| `{name}`, {kind} |{cells((each['gain'] for each in row[kind]), '+')}"
        for name, row in rows.items()
        for kind in ("pictures", "codes")
        if kind in row
    )
    return f"""### Few labels

Accuracy in % on {figures["tested"]:,} test digits of logistic regression on features that are
centred and divided by their root mean variance. Digits of which the labels are known are drawn
from the 55,000, as many of each class; mean and standard deviation of {figures["draws"]} draws. The
strength of the penalty is chosen among powers of ten on the 5,000 held-out digits, for each feature
and each number of labels; where the best is the weakest or the strongest that was tried, further
ones are. All labels include the held-out ones (“errs” above is of 55,000). `{TWIN}` is
`{PENALISED}` trained without its penalty.

| labels |{head} {labels:,} |
{line}---|
{plain}

<details><summary>What one is ahead of another, draw by draw</summary>

All features are given the same draws, so it is taken draw by draw: mean and standard deviation.

| labels |{head}
{line}
{pairs}

</details>

What is gained, draw by draw, when {figures["copies"]} samples of `{GENERATOR}`'s posterior around
each labelled digit are added with its label: as decoded pictures, or as they are in its code. The
same digits repeated as often gain nothing: that is the same as a penalty {1 + figures["copies"]}
times weaker, and its strength is chosen in each case. Where the gain is not clearly above its
spread, the samples do not help.

<details><summary>What samples of `{GENERATOR}` add</summary>

| labels |{head}
{line}
{gains}

</details>"""


def cells(values: Iterable[dict], sign: str = "") -> str:
    """Mean and standard deviation, as cells of a table."""
    return "".join(f" {value['mean']:{sign}.1f} ± {value['std']:.1f} |" for value in values)

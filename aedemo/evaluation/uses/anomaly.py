"""Anomalies: whether networks that know one digit each tell it from the others by their error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import eq, ne
from typing import Any

import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor
from tqdm import tqdm

from aedemo.evaluation.comparison import NINE_EPOCHS, of_nine
from aedemo.evaluation.figure import Figure, line
from aedemo.evaluation.material import Material
from aedemo.evaluation.record import write
from aedemo.evaluation.uses.features import all_labelled
from aedemo.evaluation.uses.search import nearest
from aedemo.evaluation.variants.reconstruction import rebuild
from aedemo.hub import save_compressed
from aedemo.models.autoencoder import Autoencoder
from aedemo.models.one_class import shape_error, soften
from aedemo.models.pca import PCA
from aedemo.models.registry import ONE_CLASS, variant

NETWORKS = "one-class"
TOGETHER = "together"  # nine of them, each of which knows another normal digit
NEIGHBOURS = 5
PUBLISHED = {"deep-svdd": 94.8}  # Ruff et al. 2018, "Deep one-class classification", table 1
ERRORS = "anomaly-errors.safetensors.gz"
NAMES = {
    NETWORKS: "one network",
    "pca-16": "PCA-16",
    "pca-32": "PCA-32",
    "neighbours": f"{NEIGHBOURS} nearest neighbours",
    TOGETHER: "nine networks of one digit each, the least error",
    "deep-svdd": "Deep SVDD (Ruff et al. 2018)",
}
LEARNED = [name for name in NAMES if name not in (*PUBLISHED, TOGETHER)]  # each task anew
KINDS = ("shape", "squared")  # of errors


@dataclass(frozen=True)
class Task:
    """For each digit in turn, which labels are normal, and the network that has learned those."""

    normal: Callable[[Any, int], Any]
    network: Callable[[Material, int], Autoencoder]


ONE = Task(eq, lambda material, digit: material.model(ONE_CLASS[digit]))
NINE = Task(ne, of_nine)


def errors(x: Tensor, rebuilt: Tensor) -> dict[str, Tensor]:
    """Both errors of pictures (N, 1, 28, 28), (N,): of the shape, and squared per pixel."""
    squared = (x - rebuilt).square().flatten(1).mean(dim=1)
    return {"shape": shape_error(x, rebuilt), "squared": squared}


def nearest_errors(x: Tensor, known: Tensor) -> dict[str, Tensor]:
    """The same with each of the five nearest of the ``known``, by that error, in place of the
    reconstruction: (N, 5)."""
    # Of vectors of length 1, 1 − cosine is half the squared distance.
    spaces = {"shape": (soften, 0.5), "squared": (lambda y: y.flatten(1), 1 / x[0].numel())}
    return {
        name: factor * nearest(space(known), space(x), NEIGHBOURS)[0]
        for name, (space, factor) in spaces.items()
    }


def neighbour_errors(classes: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Mean of the five nearest among those of several classes."""
    joined = {kind: torch.cat([each[kind] for each in classes], dim=1) for kind in classes[0]}
    return {
        kind: each.topk(NEIGHBOURS, largest=False).values.mean(dim=1)
        for kind, each in joined.items()
    }


def all_errors(
    material: Material, images: Tensor, near: list[dict[str, Tensor]], task: Task
) -> dict[str, list[dict[str, Tensor]]]:
    """Method → for each digit in turn, both errors of ``images`` by what has learned the normal
    digits; ``near``: the errors of their neighbours, by class."""
    trained, labels = material.training
    found: dict[str, list[dict[str, Tensor]]] = {name: [] for name in LEARNED}
    for digit in tqdm(range(10), desc="anomaly"):
        own = trained[task.normal(labels, digit)]
        network = task.network(material, digit)
        found[NETWORKS].append(errors(images, rebuild(network, images)))
        for size in (16, 32):
            found[f"pca-{size}"].append(errors(images, PCA(own, size).reconstruct(images)))
        classes = [each for label, each in enumerate(near) if task.normal(label, digit)]
        found["neighbours"].append(neighbour_errors(classes))
    return found


def together(networks: list[dict[str, Tensor]]) -> list[dict[str, Tensor]]:
    """For each digit in turn as the anomaly: the least error (N,) of the nine networks that know
    another; ``networks``: the errors by the network of each digit."""

    def least(digit: int, kind: str) -> Tensor:
        others = (own[kind] for known, own in enumerate(networks) if known != digit)
        return torch.stack([*others]).amin(dim=0)

    return [{kind: least(digit, kind) for kind in KINDS} for digit in range(10)]


def auroc(error: Tensor, anomaly: Tensor) -> float:
    """In %: how often an anomaly has a larger error than a digit that is none."""
    return round(100 * float(roc_auc_score(anomaly, error)), 2)


def areas(
    found: dict[str, list[dict[str, Tensor]]], labels: Tensor, task: Task
) -> dict[str, dict[str, dict]]:
    """Method → error → the AUROC of the ten tasks (``digits``), and their ``mean``."""

    def of(rows: list[dict[str, Tensor]], kind: str) -> dict:
        anomaly = (~task.normal(labels, digit) for digit in range(10))
        values = [auroc(each[kind], other) for each, other in zip(rows, anomaly, strict=True)]
        return {"mean": round(sum(values) / 10, 2), "digits": values}

    return {method: {kind: of(rows, kind) for kind in rows[0]} for method, rows in found.items()}


def evaluate(material: Material) -> dict:
    """Each digit in turn is normal, all others are anomalies (``methods``); and each in turn is the
    anomaly, and the nine others are normal (``nine``).

    Networks and PCA have learned from the 55,000 digits, the neighbours are among all 60,000. The
    errors of the networks that know one digit are written for the page, and their AUROC to their
    own configurations.
    """
    images, labels = material.test
    known, known_labels = all_labelled(material)
    near = [nearest_errors(images, known[known_labels == digit]) for digit in range(10)]
    found = all_errors(material, images, near, ONE)
    methods = areas(found, labels, ONE)
    found_nine = all_errors(material, images, near, NINE)
    found_nine[TOGETHER] = together(found[NETWORKS])
    nine = areas(found_nine, labels, NINE)
    write_errors(material, torch.stack([each["shape"] for each in found[NETWORKS]]), labels)
    for digit, name in enumerate(ONE_CLASS):
        areas_of = {method: methods[method]["shape"]["digits"][digit] for method in LEARNED}
        value = areas_of.pop(NETWORKS)
        beside = {NAMES[method]: area for method, area in areas_of.items()}
        write(material, name, [Figure.of(name, "auroc", value, beside)])
    return {
        "tested": len(images),
        "trained": len(material.training[0]),
        "known": len(known),
        "methods": methods,
        "nine": nine,
        "published": PUBLISHED,
    }


def write_errors(material: Material, error: Tensor, labels: Tensor) -> None:
    """The errors (10, N) of the test digits by every network, and their labels (N,), for the page;
    and those of the held-out digits, by which it sets thresholds. Errors in half precision."""
    folder = material.weights / "uses"
    folder.mkdir(exist_ok=True)
    images, held_out_labels = material.held_out
    held_out = [shape_error(images, rebuild(material.model(name), images)) for name in ONE_CLASS]
    tensors = {
        "errors": error.half(),
        "labels": labels.to(torch.uint8),
        "held_out_errors": torch.stack(held_out).half(),
        "held_out_labels": held_out_labels.to(torch.uint8),
    }
    save_compressed(tensors, folder / ERRORS)


def section(figures: dict) -> str:
    """The tables of the report."""
    one, nine = figures["methods"], figures["nine"]
    means = {
        name: [
            f"{task[name][by]['mean']:.2f}" if name in task else ""
            for task in (one, nine)
            for by in KINDS
        ]
        for name in nine
    }
    rows = "\n".join(line([NAMES[name], *cells]) for name, cells in means.items())
    published = ", ".join(
        f"{NAMES[name]} {mean:.1f} †" for name, mean in figures["published"].items()
    )
    return f"""### Anomalies

Two tasks, each ten times: *one* digit is normal and the nine others are anomalies; or *nine* are
normal and that digit is the anomaly. AUROC in % on {figures["tested"]:,} test digits, mean over
the ten. Networks and PCA have learned from the normal digits alone among the
{figures["trained"]:,} training digits; the neighbours are the normal ones among all
{figures["known"]:,}. The network of nine digits is that of one, trained for {NINE_EPOCHS} epochs in
place of {variant(ONE_CLASS[0]).recipe.epochs}, which are more steps. The shape error is 1 − the
cosine between digit and reconstruction, both softened by a Gaussian. It and the settings of the
networks were chosen on held-out digits, one being normal, with anomalies in sight.

| method | one: by shape error | by squared error | nine: by shape error | by squared error |
|---|---|---|---|---|
{rows}

Published, with one digit normal, by a distance of its own: {published}.

One map of many digits rebuilds a digit it has never seen, too: with nine digits normal all methods
have less than with one, one network and PCA far less.

By shape error, where that digit alone is normal:

{_digits(one)}

By shape error, where that digit alone is the anomaly:

{_digits(nine)}"""


def _digits(methods: dict[str, dict[str, dict]]) -> str:
    """A table of the ten tasks by shape error."""
    rows = (
        line([NAMES[name], *(f"{value:.1f}" for value in by["shape"]["digits"])])
        for name, by in methods.items()
    )
    return "\n".join([line(["method", *"0123456789"]), f"|{'---|' * 11}", *rows])

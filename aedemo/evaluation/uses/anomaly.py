"""Anomalies: whether networks that know one digit each tell it from the others by their error."""

from __future__ import annotations

import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor
from tqdm import tqdm

from aedemo.evaluation.figure import Figure
from aedemo.evaluation.material import Material
from aedemo.evaluation.record import write
from aedemo.evaluation.uses.features import all_labelled
from aedemo.evaluation.uses.search import nearest
from aedemo.evaluation.variants.reconstruction import rebuild
from aedemo.hub import save_compressed
from aedemo.models.one_class import shape_error, soften
from aedemo.models.pca import PCA
from aedemo.models.registry import ONE_CLASS

NETWORKS = "one-class"
NEIGHBOURS = 5
PUBLISHED = {"deep-svdd": 94.8}  # Ruff et al. 2018, "Deep one-class classification", table 1
ERRORS = "anomaly-errors.safetensors.gz"
NAMES = {
    NETWORKS: "one network for each digit",
    "pca-16": "PCA-16 for each digit",
    "pca-32": "PCA-32 for each digit",
    "neighbours": f"{NEIGHBOURS} nearest neighbours",
    "deep-svdd": "Deep SVDD (Ruff et al. 2018), published",
}


SIDE_BY_SIDE = (NETWORKS, "pca-32", "neighbours")  # in the configuration of each network


def errors(x: Tensor, rebuilt: Tensor) -> dict[str, Tensor]:
    """Both errors of pictures (N, 1, 28, 28), (N,): of the shape, and squared per pixel."""
    squared = (x - rebuilt).square().flatten(1).mean(dim=1)
    return {"shape": shape_error(x, rebuilt), "squared": squared}


def neighbour_errors(x: Tensor, known: Tensor) -> dict[str, Tensor]:
    """The same with the nearest of the ``known`` in place of the reconstruction, by that error:
    mean of the five nearest."""
    # Of vectors of length 1, 1 − cosine is half the squared distance.
    spaces = {"shape": (soften, 0.5), "squared": (lambda y: y.flatten(1), 1 / x[0].numel())}
    found = {}
    for name, (space, factor) in spaces.items():
        a, b = space(x), space(known)
        squares, _ = nearest(b, a, NEIGHBOURS)
        found[name] = factor * squares.mean(dim=1)
    return found


def all_errors(material: Material, images: Tensor) -> dict[str, list[dict[str, Tensor]]]:
    """Method → for each digit that is normal, both errors of ``images``."""
    trained, labels = material.training
    known, known_labels = all_labelled(material)
    found: dict[str, list[dict[str, Tensor]]] = {
        name: [] for name in NAMES if name not in PUBLISHED
    }
    for digit, name in enumerate(tqdm(ONE_CLASS, desc="anomaly")):
        own = trained[labels == digit]
        found[NETWORKS].append(errors(images, rebuild(material.model(name), images)))
        for size in (16, 32):
            found[f"pca-{size}"].append(errors(images, PCA(own, size).reconstruct(images)))
        found["neighbours"].append(neighbour_errors(images, known[known_labels == digit]))
    return found


def errors_of_nine(material: Material, images: Tensor) -> list[dict[str, Tensor]]:
    """For each digit, both errors of ``images`` by one PCA-32 of the nine others."""
    trained, labels = material.training
    others = (trained[labels != digit] for digit in range(10))
    return [errors(images, PCA(each, 32).reconstruct(images)) for each in others]


def auroc(error: Tensor, anomaly: Tensor) -> float:
    """In %: how often an anomaly has a larger error than a digit that is none."""
    return round(100 * float(roc_auc_score(anomaly, error)), 2)


def mean(values: list[float]) -> dict:
    """Of the ten tasks, beside the tasks themselves."""
    return {"mean": round(sum(values) / 10, 2), "digits": values}


def evaluate(material: Material) -> dict:
    """Each digit in turn is normal, all others are anomalies; and for one map of many digits
    (``nine``) each in turn is the anomaly, and the nine others, which it has learned, are normal.

    Networks and PCA have learned from the 55,000 digits, the neighbours are among all 60,000. The
    networks' errors are written for the page, and their AUROC to their own configurations.
    """
    images, labels = material.test
    found = all_errors(material, images)
    methods = {
        method: {
            kind: [auroc(each[kind], labels != digit) for digit, each in enumerate(rows)]
            for kind in rows[0]
        }
        for method, rows in found.items()
    }
    nine = {
        kind: [auroc(each[kind], labels == digit) for digit, each in enumerate(rows)]
        for rows in [errors_of_nine(material, images)]
        for kind in rows[0]
    }
    write_errors(material, torch.stack([each["shape"] for each in found[NETWORKS]]), labels)
    for digit, name in enumerate(ONE_CLASS):
        value, *simple = (methods[method]["shape"][digit] for method in SIDE_BY_SIDE)
        beside = dict(zip((NAMES[method] for method in SIDE_BY_SIDE[1:]), simple, strict=True))
        write(material, name, [Figure.of(name, "auroc", value, beside)])
    return {
        "tested": len(images),
        "trained": len(material.training[0]),
        "known": len(all_labelled(material)[0]),
        "methods": {
            method: {kind: mean(values) for kind, values in by.items()}
            for method, by in methods.items()
        },
        "nine": {kind: mean(values) for kind, values in nine.items()},
        "published": PUBLISHED,
    }


def write_errors(material: Material, error: Tensor, labels: Tensor) -> None:
    """The errors (10, N) of the test digits by every network, in half precision, and their labels
    (N,), for the page."""
    folder = material.weights / "uses"
    folder.mkdir(exist_ok=True)
    tensors = {"errors": error.half(), "labels": labels.to(torch.uint8)}
    save_compressed(tensors, folder / ERRORS)


def section(figures: dict) -> str:
    """The tables of the report."""
    methods, nine = figures["methods"], figures["nine"]
    rows = "\n".join(
        f"| {NAMES[name]} | {by['shape']['mean']:.2f} | {by['squared']['mean']:.2f} |"
        for name, by in methods.items()
    )
    published = "\n".join(
        f"| {NAMES[name]} | | {mean:.1f} |" for name, mean in figures["published"].items()
    )
    digits = "\n".join(
        f"| {NAMES[name]} | {' | '.join(f'{value:.1f}' for value in by['shape']['digits'])} |"
        for name, by in methods.items()
    )
    return f"""### Anomalies

One digit is normal, the nine others are anomalies: AUROC in % on {figures["tested"]:,} test digits,
mean over the ten. Networks and PCA have learned from that digit alone among the
{figures["trained"]:,} training digits; the neighbours are those of that digit among all
{figures["known"]:,}. The shape error is 1 − the cosine between digit and reconstruction, both
softened by a Gaussian (`aedemo/models/one_class.py`); it and the settings of the networks were
chosen on held-out digits. The published figure is by a distance of its own.

| method | by shape error | by squared error |
|---|---|---|
{rows}
{published}

One map of many digits rebuilds a digit it has never seen, too. Where the tenth digit is the
anomaly, PCA-32 of the nine others has a mean AUROC of {nine["shape"]["mean"]:.2f} by shape error
and of {nine["squared"]["mean"]:.2f} by squared error.

By shape error, digit by digit; in the last row that digit is the anomaly and not what is normal:

| method | {" | ".join("0123456789")} |
|---|{"---|" * 10}
{digits}
| PCA-32 of the nine others | {" | ".join(f"{value:.1f}" for value in nine["shape"]["digits"])} |"""

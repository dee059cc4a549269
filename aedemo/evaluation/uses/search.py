"""Search by codes: whether the nearest digits are of the same class."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from aedemo import facts
from aedemo.evaluation.material import Material
from aedemo.evaluation.uses.features import FEATURES, all_labelled, features

NEIGHBOURS: int = facts.read("constants")["neighbours_that_vote"]
NEAREST: int = facts.read("constants")["neighbours_shown"]
QUICK = 1000  # queries, where not all are taken

# Each makes (database, queries), both (N, d), such that Euclidean distance measures it.
METRICS: dict[str, Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]] = {
    "euclidean": lambda database, queries: (database, queries),
    "cosine": lambda database, queries: (F.normalize(database), F.normalize(queries)),
    "scaled": lambda database, queries: (
        database / database.std(dim=0).clamp(min=1e-6),
        queries / database.std(dim=0).clamp(min=1e-6),
    ),
}


def nearest(database: Tensor, queries: Tensor, count: int = NEAREST) -> tuple[Tensor, Tensor]:
    """Squared Euclidean distances and indices, each (N, ``count``), of the nearest of ``database``
    (M, d) to each of ``queries`` (N, d), nearest first."""
    squares = database.square().sum(dim=1)
    # ‖q − x‖² less ‖q‖², which is the same for all x.
    found = [
        (squares - 2 * part @ database.T).topk(count, largest=False) for part in queries.split(500)
    ]
    less, indices = (torch.cat(part) for part in zip(*found, strict=True))
    return less + queries.square().sum(dim=1, keepdim=True), indices


def scores(found: Tensor, truth: Tensor) -> dict[str, float]:
    """In %: how often the vote of the nearest is right, and the share of the same class among
    those shown; labels (N, ``NEAREST``) of the nearest, labels (N,) of the queries."""
    votes = F.one_hot(found[:, :NEIGHBOURS], 10).sum(dim=1)
    right, same = votes.argmax(dim=1) == truth, found == truth[:, None]
    return {"knn": percent(right), "precision": percent(same)}


def percent(true: Tensor) -> float:
    """The share of what is true, in %, to two decimals."""
    return round(100 * true.double().mean().item(), 2)


def measure(
    metric: str, database: Tensor, labels: Tensor, queries: Tensor, truth: Tensor
) -> dict[str, float]:
    """The scores of features (N, d) by one of ``METRICS``."""
    _, indices = nearest(*METRICS[metric](database, queries))
    return scores(labels[indices], truth)


def evaluate(material: Material) -> dict:
    """All 60,000 digits of MNIST's training part are the database, the test digits the queries.

    Beside Euclidean distance stands the metric that is most precise on the held-out digits with
    the other 55,000 as the database.
    """
    images, labels = all_labelled(material)
    count = None if material.full else QUICK
    test, truth = (part[:count] for part in material.test)
    held_out, held_out_truth = (part[:count] for part in material.held_out)
    trained = len(material.training[0])
    rows = {}
    for name in tqdm(FEATURES, desc="search"):
        database = features(material, name, images)
        queries = features(material, name, test)
        known, asked = database[:trained], features(material, name, held_out)
        precisions = {
            metric: measure(metric, known, labels[:trained], asked, held_out_truth)["precision"]
            for metric in METRICS
        }
        chosen = max(precisions, key=lambda metric: precisions[metric])
        rows[name] = {
            "size": database.shape[1],
            **measure("euclidean", database, labels, queries, truth),
            "chosen": {"metric": chosen, **measure(chosen, database, labels, queries, truth)},
        }
    return {"queries": len(test), "database": len(images), "features": rows}


def section(figures: dict) -> str:
    """The table of the report."""
    rows = "\n".join(
        f"| `{name}` | {row['size']} | {row['knn']:.2f} | {row['precision']:.2f} | "
        "{metric} | {knn:.2f} | {precision:.2f} |".format(**row["chosen"])
        for name, row in figures["features"].items()
    )
    return f"""### Search

{figures["queries"]:,} test digits are the queries, all {figures["database"]:,} digits of MNIST's
training part the database. kNN is the vote of the {NEIGHBOURS} nearest, precision the share of the
query's class among the {NEAREST} nearest, by Euclidean distance; in the last columns by the metric
(also cosine, and codes scaled to unit variance) that was most precise on held-out digits.

| by | numbers | kNN, % | precision at {NEAREST}, % | chosen metric | kNN, % | precision, % |
|---|---|---|---|---|---|---|
{rows}"""

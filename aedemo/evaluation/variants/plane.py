"""The plane of `vae-2d`: whether neighbours on it are the same digit."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure as Drawing
from sklearn.neighbors import KNeighborsClassifier
from torch import Tensor

from aedemo import figures
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material
from aedemo.evaluation.variants.reconstruction import codes, pca

NEIGHBOURS = 5  # as the title of the measure says


def accuracy(database: Tensor, labels: Tensor, queries: Tensor, truth: Tensor) -> float:
    """Of the vote of the nearest codes (Euclidean), in %; codes (N, d), labels (N,)."""
    votes = KNeighborsClassifier(NEIGHBOURS).fit(database.numpy(), labels.numpy())
    return 100 * votes.score(queries.numpy(), truth.numpy())


def neighbours(material: Material, name: str) -> tuple[float, dict]:
    """All 60,000 digits of MNIST's training part vote on the 10,000 test digits."""
    parts = (material.training, material.held_out)
    images = torch.cat([images for images, _ in parts])
    labels = torch.cat([labels for _, labels in parts])
    test, truth = material.test
    model, components = material.model(name), pca(material, 2)

    return (
        accuracy(codes(model, images), labels, codes(model, test), truth),
        {"PCA-2": accuracy(components.project(images), labels, components.project(test), truth)},
    )


ROWS = [Row("vae-2d", "plane-knn", neighbours)]


def scatter(material: Material) -> Drawing:
    """Where the test digits lie."""
    images, labels = material.test
    return figures.plane(codes(material.model("vae-2d"), images), labels)


@torch.no_grad()
def grid(material: Material) -> Drawing:
    """What the decoder draws at quantiles of the prior."""
    steps = torch.special.ndtri((torch.arange(16) + 0.5) / 16)
    places = torch.cartesian_prod(steps.flip(0), steps).flip(1)
    return figures.grid(material.model("vae-2d").decode(places), steps)


PICTURES = {"plane.png": scatter, "plane-decoded.png": grid}

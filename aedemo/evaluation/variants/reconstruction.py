"""How well digits are rebuilt, beside PCA of the same size; and `linear` beside PCA itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import torch
from torch import Tensor, nn

from aedemo import figures
from aedemo.evaluation.comparison import dense_of_size, tutorial
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material, unless_missing
from aedemo.measures.pictures import squared_error
from aedemo.models.autoencoder import PIXELS, Autoencoder
from aedemo.models.pca import PCA, largest_angle
from aedemo.models.registry import digit_variants

# What is trained beside a variant, by what is equal and what is not.
COMPANY: dict[str, dict[str, Callable[[Material], nn.Module]]] = {
    "dense": {
        "tutorial script (same network and batches; constant rate) after 10 epochs (here 40)": (
            partial(tutorial, epochs=10)
        ),
        "after 40 epochs as here": partial(tutorial, epochs=40),
    },
    "convolutional": {
        "dense of as many weights (831 k; same code, epochs and recipe)": dense_of_size,
    },
}


@cache
def pca(material: Material, components: int) -> PCA:
    """The strongest principal components of the training digits."""
    return PCA(material.training[0], components)


@torch.no_grad()
def rebuild(model: nn.Module, images: Tensor) -> Tensor:
    """Reconstructions of many images (N, 1, 28, 28)."""
    return torch.cat([model(part) for part in images.split(1000)])


@torch.no_grad()
def codes(model: Autoencoder, images: Tensor) -> Tensor:
    """Codes (N, d) of many images."""
    return torch.cat([model.encode(part) for part in images.split(1000)])


def error(model: nn.Module, images: Tensor) -> float:
    """Mean squared error per pixel of the reconstructions."""
    return squared_error(rebuild(model, images), images).mean().item()


def digit_error(material: Material, name: str) -> tuple[float, dict]:
    """On the 10,000 test digits; neither PCA nor `linear` is clipped."""
    images, _ = material.test
    model = material.model(name)
    size = model.encode(images[:1]).shape[1]
    if size >= PIXELS:
        size = 32  # PCA with a component a pixel copies, which says nothing

    def of_pca() -> float:
        return squared_error(pca(material, size).reconstruct(images), images).mean().item()

    def of_mean() -> float:
        mean = pca(material, size).mean.to(images).view_as(images[:1])
        return squared_error(mean, images).mean().item()

    references = {f"PCA-{size}": of_pca, "mean image": of_mean}
    for label, trained in COMPANY.get(name, {}).items():
        references[label] = partial(company_error, material, trained)
    return error(model, images), {
        label: unless_missing(compute) for label, compute in references.items()
    }


def company_error(material: Material, trained: Callable[[Material], nn.Module]) -> float:
    """Of a network that is trained for comparison."""
    return error(trained(material), material.test[0])


def beside_pca(material: Material, name: str) -> tuple[float, dict]:
    """Error on the digits it was trained on, in units of centred PCA's on the same."""
    images, _ = material.training
    best = squared_error(pca(material, 32).reconstruct(images), images).mean().item()
    own = error(material.model(name), images)
    return own / best, {"its error": own, "PCA-32's": best}


def angle(material: Material, name: str) -> tuple[float, dict]:
    """Between what the decoder spans and the principal components, in degrees."""
    decoder = material.model(name).decoder[0].weight
    return largest_angle(decoder, pca(material, 32).components.T), {}


ROWS = [
    *(Row(name, "squared-error", digit_error) for name in digit_variants()),
    Row("linear", "pca-error-ratio", beside_pca),
    Row("linear", "pca-angle", angle),
]


@cache
def ten(material: Material) -> tuple[Tensor, dict[str, Tensor]]:
    """The first test digit of each class, and what every variant makes of them, by its name and
    its error on all test digits."""
    images, labels = material.test
    digits = images[[int((labels == digit).nonzero()[0]) for digit in range(10)]]
    rows = {}
    for name in digit_variants():
        model = material.model(name)
        rows[f"{name}\n{error(model, images):.4f}"] = rebuild(model, digits)
    return digits, rows


PICTURES = {
    "reconstruction.png": lambda material: figures.reconstructions(*ten(material)),
    "reconstruction-error.png": lambda material: figures.differences(*ten(material)),
}

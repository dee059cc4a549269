"""How much the encoder contracts: its Jacobian J = ∂z/∂x, and what happens further away.

Beside it stands its twin, the same network trained by the same recipe without the penalty.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from matplotlib.figure import Figure as Drawing
from torch import Tensor

from aedemo import figures
from aedemo.evaluation import comparison
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material
from aedemo.evaluation.variants.reconstruction import codes, error
from aedemo.models.autoencoder import Autoencoder

RADII = np.geomspace(0.1, 30, 16)  # the distance between two test digits is about 10


def jacobian(model: Autoencoder, x: Tensor) -> Tensor:
    """∂z/∂x of images (N, 1, 28, 28) as (N, d, 784), by reverse-mode differentiation."""

    def encode(pixels: Tensor) -> Tensor:
        return model.encode(pixels.view(1, 1, 28, 28))[0]

    return torch.func.vmap(torch.func.jacrev(encode))(x.flatten(1))


def norms(model: Autoencoder, x: Tensor, scale: Tensor | None = None) -> Tensor:
    """‖J‖_F at each image, (N,); of a code that ``scale`` (d, d) is applied to, if it is given."""

    def norm(part: Tensor) -> Tensor:
        derivative = jacobian(model, part)
        return (derivative if scale is None else scale @ derivative).square().sum((1, 2)).sqrt()

    return torch.cat([norm(part) for part in x.split(50)])


def singular_values(model: Autoencoder, x: Tensor) -> Tensor:
    """Of J, largest first, averaged over the images; (min(d, 784),)."""
    return sum(torch.linalg.svdvals(jacobian(model, part)).sum(0) for part in x.split(50)) / len(x)


@torch.no_grad()
def contraction(model: Autoencoder, x: Tensor, radius: float) -> float:
    """Distance of two codes over the distance of their images: each image and a point at
    ``radius`` from it, in a random direction (Rifai et al. 2011, section 5.3)."""
    generator = torch.Generator().manual_seed(0)
    step = torch.randn(x.shape, generator=generator)
    step *= radius / step.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
    moved = model.encode(x + step) - model.encode(x)
    return moved.norm(dim=1).mean().item() / radius


@cache
def mean_norm(model: Autoencoder, material: Material) -> float:
    """Mean ‖J‖_F over the test digits."""
    return norms(model, material.test[0]).mean().item()


def spread(model: Autoencoder, material: Material) -> float:
    """Root mean variance of a unit of the code over the test digits."""
    return codes(model, material.test[0]).var(dim=0).mean().sqrt().item()


def ratio(material: Material, name: str) -> tuple[float, dict]:
    """Mean ‖J‖_F in the twin's."""
    model, twin = material.model(name), comparison.twin(material, name)
    own, other = mean_norm(model, material), mean_norm(twin, material)
    return own / other, {"its ‖J‖": own, "the twin's": other}


def scaled_ratio(material: Material, name: str) -> tuple[float, dict]:
    """The same with both codes scaled to unit variance, by one factor each: a unit that is
    hardly ever active would be blown up by one of its own."""
    model, twin = material.model(name), comparison.twin(material, name)
    own, other = (mean_norm(each, material) / spread(each, material) for each in (model, twin))
    return own / other, {"its ‖J‖": own, "the twin's": other}


def whitened_ratio(material: Material, name: str) -> tuple[float, dict]:
    """The same with both codes whitened, so that every direction of the code counts alike: what
    is left of the ratio does not come from codes that vary along few directions only."""
    networks = (material.model(name), comparison.twin(material, name))
    covariances = [codes(each, material.test[0]).double().T.cov() for each in networks]
    own, other = (
        norms(each, material.test[0], whitening(covariance)).mean().item()
        for each, covariance in zip(networks, covariances, strict=True)
    )
    first, second = (100 * strongest(covariance) for covariance in covariances)
    return own / other, {
        "its ‖J‖": own,
        "the twin's": other,
        "% of its variance along one direction": first,
        "% of the twin's": second,
    }


def whitening(covariance: Tensor) -> Tensor:
    """L⁻¹ with L Lᵀ = ``covariance`` (d, d): what it is applied to has unit covariance."""
    return torch.linalg.inv(torch.linalg.cholesky(covariance)).float()


def strongest(covariance: Tensor) -> float:
    """The share of the variance that lies along the strongest direction."""
    return (torch.linalg.eigvalsh(covariance)[-1] / covariance.trace()).item()


def error_ratio(material: Material, name: str) -> tuple[float, dict]:
    """Squared error on the test digits in the twin's."""
    images, _ = material.test
    model, twin = material.model(name), comparison.twin(material, name)
    own, other = (error(each, images) for each in (model, twin))
    return own / other, {"its error": own, "the twin's": other}


ROWS = [
    Row("contractive", "jacobian-ratio", ratio),
    Row("contractive", "jacobian-ratio-scaled", scaled_ratio),
    Row("contractive", "jacobian-ratio-whitened", whitened_ratio),
    Row("contractive", "squared-error-ratio", error_ratio),
]


def draw(material: Material) -> Drawing:
    """Singular values, and contraction against radius, of both."""
    images = material.test[0][:500]
    networks = {
        "contractive": material.model("contractive"),
        "twin without penalty": comparison.twin(material, "contractive"),
    }
    return figures.contraction(
        {name: singular_values(model, images) for name, model in networks.items()},
        RADII.tolist(),
        {
            name: [contraction(model, images, radius) for radius in RADII]
            for name, model in networks.items()
        },
    )


PICTURES = {"contraction.png": draw}

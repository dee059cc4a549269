"""How much the encoder contracts: its Jacobian J = ∂z/∂x, and what happens further away.

Beside it stands its twin, the same network trained by the same recipe without the penalty.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

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

NOISE = 0.3  # of what the code is moved by
RADII = np.geomspace(0.1, 30, 16)  # the distance between two test digits is about 10


def jacobian(model: Autoencoder, x: Tensor) -> Tensor:
    """∂z/∂x of images (N, 1, 28, 28) as (N, d, 784), by reverse-mode differentiation."""

    def encode(pixels: Tensor) -> Tensor:
        return model.encode(pixels.view(1, 1, 28, 28))[0]

    return torch.func.vmap(torch.func.jacrev(encode))(x.flatten(1))


def norms(model: Autoencoder, x: Tensor, scale: Tensor) -> Tensor:
    """‖J‖_F at each image, (N,), of a code that ``scale`` (d, d) is applied to."""
    parts = [(scale @ jacobian(model, part)).square().sum((1, 2)) for part in x.split(50)]
    return torch.cat(parts).sqrt()


def singular_values(model: Autoencoder, x: Tensor, scale: Tensor) -> Tensor:
    """Of J, of a code that ``scale`` (d, d) is applied to, largest first, averaged over the
    images; (min(d, 784),)."""
    parts = [torch.linalg.svdvals(scale @ jacobian(model, part)) for part in x.split(50)]
    return torch.cat(parts).mean(dim=0)


@torch.no_grad()
def contraction(model: Autoencoder, x: Tensor, radius: float, scale: Tensor) -> float:
    """Distance of two codes that ``scale`` (d, d) is applied to, over the distance of their images:
    each image and a point at ``radius`` from it, in a random direction (Rifai et al. 2011,
    section 5.3)."""
    generator = torch.Generator().manual_seed(0)
    step = torch.randn(x.shape, generator=generator)
    step *= radius / step.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
    moved = model.encode(x + step) - model.encode(x)
    return (moved @ scale.T).norm(dim=1).mean().item() / radius


def whitening(code: Tensor) -> Tensor:
    """L⁻¹ with L Lᵀ the covariance of codes (N, d), (d, d): what it is applied to has variance 1 in
    every direction."""
    return torch.linalg.inv(torch.linalg.cholesky(code.double().T.cov())).float()


def scaling(code: Tensor) -> Tensor:
    """One factor for whole codes (N, d), after which their numbers have variance 1 in the mean,
    (d, d). A unit that is hardly ever active would be blown up by a factor of its own."""
    return torch.eye(code.shape[1]) / code.var(dim=0).mean().sqrt()


def scaled(material: Material, name: str, scale: Callable[[Tensor], Tensor]) -> list:
    """The network and its twin, each beside the scale of its codes of the test digits."""
    images, _ = material.test
    networks = (material.model(name), comparison.twin(material, name))
    return [(model, scale(codes(model, images))) for model in networks]


def ratio(scale: Callable[[Tensor], Tensor], material: Material, name: str) -> tuple[float, dict]:
    """Mean ‖J‖_F over the test digits in the twin's, each of codes on their ``scale``."""
    images, _ = material.test
    own, other = (
        norms(model, images, to_scale).mean().item()
        for model, to_scale in scaled(material, name, scale)
    )
    return own / other, {"its ‖J‖": own, "the twin's": other}


def noise_ratio(material: Material, name: str) -> tuple[float, dict]:
    """How far Gaussian noise of σ = ``NOISE`` moves the whitened code, mean over the test digits,
    in the twin's."""
    images, _ = material.test
    generator = torch.Generator().manual_seed(0)
    noisy = (images + NOISE * torch.randn(images.shape, generator=generator)).clamp(0, 1)
    own, other = (
        ((codes(model, noisy) - codes(model, images)) @ white.T).norm(dim=1).mean().item()
        for model, white in scaled(material, name, whitening)
    )
    return own / other, {"its code moves": own, "the twin's": other}


def error_ratio(material: Material, name: str) -> tuple[float, dict]:
    """Squared error on the test digits in the twin's."""
    images, _ = material.test
    model, twin = material.model(name), comparison.twin(material, name)
    own, other = (error(each, images) for each in (model, twin))
    return own / other, {"its error": own, "the twin's": other}


ROWS = [
    Row("contractive", "jacobian-ratio", partial(ratio, whitening)),
    Row("contractive", "jacobian-ratio-scaled", partial(ratio, scaling)),
    Row("contractive", "noise-ratio", noise_ratio),
    Row("contractive", "squared-error-ratio", error_ratio),
]


def draw(material: Material) -> Drawing:
    """Singular values, and contraction against radius, of both whitened codes."""
    images = material.test[0][:500]
    names = ("contractive", "twin without penalty")
    networks = dict(zip(names, scaled(material, "contractive", whitening), strict=True))
    return figures.contraction(
        {name: singular_values(model, images, white) for name, (model, white) in networks.items()},
        RADII.tolist(),
        {
            name: [contraction(model, images, radius, white) for radius in RADII]
            for name, (model, white) in networks.items()
        },
    )


PICTURES = {"contraction.png": draw}

"""How probable test digits are under the variational autoencoders, in nats.

Grey levels are thrown as coins once per test digit ("dynamic binarisation"). With S codes
z ~ q(z|x) and weights w = p(x|z) p(z) / q(z|x) there are, in expectation, two lower bounds
(Burda et al. 2015, arXiv 1509.00519),

    ELBO = mean ln w  ≤  ln mean w  ≤  ln p(x),

of which the second becomes exact as S grows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import torch
from matplotlib.figure import Figure as Drawing
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from aedemo import facts
from aedemo.evaluation import comparison
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material, unless_missing
from aedemo.evaluation.variants.sub_pixel import without_transposed
from aedemo.models.variational import Variational

Measured = comparison.ExampleVAE | Variational

SAMPLES = 5000
COLLAPSED: float = facts.read("constants")["collapsed_variance"]  # at most, of a mean
QUICK = 1000  # test digits
CHUNK = 1000  # codes decoded at a time: their pictures then fit the processor's cache


@torch.no_grad()
def log_weights(model: Measured, x: Tensor, samples: int, generator: torch.Generator) -> Tensor:
    """ln w of ``samples`` codes for each binary image, (N, 1, 28, 28) → (N, samples)."""
    mean, log_variance = (part[:, None] for part in model.posterior(x))
    noise = torch.randn(len(x), samples, mean.shape[-1], generator=generator)
    z = mean + torch.exp(log_variance / 2) * noise
    # The two densities of the code; their (2π)^(d/2) cancel.
    prior_to_posterior = 0.5 * (noise.square() + log_variance - z.square()).sum(dim=-1)
    logits = model.logits(z.flatten(0, 1)).view(len(x), samples, -1)
    # ln p(x|z) = Σ x·l − ln(1 + eˡ) for coins with logits l.
    ones = torch.einsum("nsp,np->ns", logits, x.flatten(1))
    return ones - F.softplus(logits).sum(dim=-1) + prior_to_posterior


def importance_bound(weights: Tensor) -> Tensor:
    """ln mean w, (N, S) → (N,)."""
    return torch.logsumexp(weights.double(), dim=1) - math.log(weights.shape[1])


def elbo(weights: Tensor) -> Tensor:
    """mean ln w, (N, S) → (N,)."""
    return weights.double().mean(dim=1)


def many_weights(model: Measured, x: Tensor, samples: int) -> Tensor:
    """``log_weights`` with little memory, (N, S); the same every time."""
    generator = torch.Generator().manual_seed(0)
    at_once = min(samples, CHUNK)
    blocks = tqdm(x.split(CHUNK // at_once), "sampling codes", leave=False, mininterval=1)
    model = without_transposed(model)
    rows = []
    for block in blocks:
        parts = range(samples // at_once)
        row = [log_weights(model, block, at_once, generator) for _ in parts]
        rows.append(torch.cat(row, dim=1))
    return torch.cat(rows)


def coins(images: Tensor) -> Tensor:
    """Grey levels read as probabilities and thrown once, the same every time."""
    return torch.bernoulli(images, generator=torch.Generator().manual_seed(0))


def digits(material: Material) -> Tensor:
    """The binary test digits whose likelihood is measured."""
    images, _ = material.test
    return coins(images if material.full else images[:QUICK])


def nll(model: Measured, material: Material) -> float:
    """The mean of −ln p(x), by 5,000 importance samples."""
    return -importance_bound(many_weights(model, digits(material), SAMPLES)).mean().item()


@cache
def example_nll(material: Material) -> float | None:
    """That of the example network."""
    return unless_missing(lambda: nll(comparison.example(material), material))


def negative_log_likelihood(material: Material, name: str) -> tuple[float, dict]:
    """Beside the example network, measured alike."""
    own = nll(material.model(name), material)
    return own, {"784-400-20 trained here": example_nll(material)}


@cache
def elbo_of_ten(material: Material, name: str) -> float:
    """On all test digits, with ten codes each."""
    weights = many_weights(material.model(name), coins(material.test[0]), 10)
    return elbo(weights).mean().item()


def negative_elbo(material: Material, name: str) -> tuple[float, dict]:
    """Of `vae-gan` beside the network it was before the adversary came."""
    before = {"vae": -elbo_of_ten(material, "vae")} if name == "vae-gan" else {}
    return -elbo_of_ten(material, name), before


@torch.no_grad()
def dimensions_in_use(material: Material, name: str) -> tuple[float, dict]:
    """Those whose mean varies by more than .01 over the test digits (Burda et al. 2015)."""
    mean, _ = material.model(name).posterior(coins(material.test[0]))
    return mean.var(dim=0).gt(COLLAPSED).sum().item(), {"code size": mean.shape[1]}


ROWS = [
    Row("vae", "nll", negative_log_likelihood),
    *(Row(name, "negative-elbo", negative_elbo) for name in ("vae", "vae-gan", "vae-2d")),
    *(Row(name, "dimensions-in-use", dimensions_in_use) for name in ("vae", "vae-2d")),
]
PICTURES: dict[str, Callable[[Material], Drawing]] = {}

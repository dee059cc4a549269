"""How sparse the sparse codes are, and what a linear classifier makes of them."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import torch
from matplotlib.figure import Figure as Drawing
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MaxAbsScaler, StandardScaler
from torch import Tensor

from aedemo import facts, figures
from aedemo.evaluation.comparison import twin
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material, unless_missing
from aedemo.evaluation.variants.reconstruction import codes
from aedemo.models.autoencoder import Autoencoder

Labelled = tuple[np.ndarray, np.ndarray]

FIRES: float = facts.read("constants")["firing_share"]  # of its unit's largest activation
SPARSE = ("sparse-l1", "sparse-kl")
SCALERS = (StandardScaler, MaxAbsScaler)
TWIN = "1,000 units without penalty (same network and recipe)"
STRENGTHS = (0.001, 0.003, 0.01, 0.03, 0.1, 1.0, 10.0)  # C, the inverse of the penalty's weight


def active_share(code: Tensor) -> float:
    """Share of activations that fire; code (N, d) ≥ 0."""
    return (code > FIRES * code.amax(dim=0)).float().mean().item()


def share(material: Material, name: str) -> tuple[float, dict]:
    """On the test digits, in %, and how many units fire for none of them."""

    def of_twin() -> float:
        return 100 * active_share(codes(twin(material, name), material.test[0]))

    code = codes(material.model(name), material.test[0])
    return 100 * active_share(code), {
        "units that never fire": int((code.amax(dim=0) == 0).sum()),
        TWIN: unless_missing(of_twin),
    }


def means(material: Material, name: str) -> Tensor:
    """The mean activation of each unit over the test digits, (d,)."""
    return codes(material.model(name), material.test[0]).mean(dim=0)


def deviation(material: Material, name: str) -> tuple[float, dict]:
    """How far the mean activation of all units is from ρ, in % of ρ."""
    mean, rho = means(material, name).mean().item(), material.model(name).activation
    return 100 * abs(mean - rho) / rho, {"mean activation": mean, "ρ": rho}


def unit_deviations(material: Material, name: str) -> Tensor:
    """How far that of each unit is, in % of ρ, (d,): units on either side of ρ make up for each
    other in the mean of all."""
    rho = material.model(name).activation
    return 100 * (means(material, name) - rho).abs() / rho


def unit_deviation(material: Material, name: str) -> tuple[float, dict]:
    """On average over the units."""
    return unit_deviations(material, name).mean().item(), {}


def worst_deviation(material: Material, name: str) -> tuple[float, dict]:
    """Of the unit that is farthest off."""
    activations, apart = means(material, name), unit_deviations(material, name)
    return apart.max().item(), {"its mean activation": activations[apart.argmax()].item()}


def probe(train: Labelled, held_out: Labelled) -> Pipeline:
    """Logistic regression on features (N, d); the scaling of the features and the strength of
    the penalty are those that err least on ``held_out``."""
    fitted = [
        make_pipeline(scaler(), LogisticRegression(C=strength, max_iter=500)).fit(*train)
        for scaler, strength in product(SCALERS, STRENGTHS)
    ]
    return max(fitted, key=lambda classifier: classifier.score(*held_out))


@cache
def probe_error(material: Material, model: Autoencoder) -> float:
    """Error in % on the test digits of logistic regression on the frozen features."""
    train, held_out, test = (
        (codes(model, images).numpy(), labels.numpy())
        for images, labels in (material.training, material.held_out, material.test)
    )
    return 100 - 100 * probe(train, held_out).score(*test)


def regression(material: Material, name: str) -> tuple[float, dict]:
    """Beside as many features without a penalty, and those of `dense`, which are fewer."""
    return probe_error(material, material.model(name)), {
        TWIN: probe_error(material, twin(material, name)),
        "dense (32 numbers)": probe_error(material, material.model("dense")),
    }


ROWS = [
    *(Row(name, "active-units", share) for name in SPARSE),
    Row("sparse-kl", "mean-activation", deviation),
    Row("sparse-kl", "unit-activation", unit_deviation),
    Row("sparse-kl", "worst-unit-activation", worst_deviation),
    *(Row(name, "probe-error", regression) for name in SPARSE),
]


@torch.no_grad()
def draw_units(material: Material) -> Drawing:
    """What the first 70 units add to the picture of an empty code, each at its largest."""
    pictures = {}
    for name in SPARSE:
        model = material.model(name)
        largest = codes(model, material.test[0]).amax(dim=0)
        empty = model.decode(torch.zeros_like(largest)[None])
        pictures[name] = model.decode(torch.diag(largest)[:70]) - empty
    return figures.units(pictures)


def draw_activations(material: Material) -> Drawing:
    """How the activations are distributed, each in units of its unit's largest."""
    shares = {}
    for name in SPARSE:
        code = codes(material.model(name), material.test[0])
        shares[name] = code / code.amax(dim=0).clamp(min=1e-9)
    return figures.activations(shares)


PICTURES = {"sparse-units.png": draw_units, "sparse-activations.png": draw_activations}

"""How much samples are like digits: distances in the features of a classifier trained here.

The Fréchet distance (Heusel et al. 2017, arXiv 1706.08500) compares two sets of features as
Gaussians; precision and recall (Kynkäänniemi et al. 2019, arXiv 1904.06991) say what share of
the samples lies among the digits and what share of the digits among the samples. "Among" is
within the third neighbour of one of them, so digits far from all others take in all that is far
from everything, the pictures of random codes, too. The same paper therefore leaves out, where it
judges single samples, the half of the digits whose third neighbour is furthest; the share that is
left is the core precision. A sample is the picture of the decoder's probabilities, not thrown as
coins.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from matplotlib.figure import Figure as Drawing
from scipy.linalg import eigvals
from sklearn.neighbors import NearestNeighbors
from torch import Tensor

from aedemo import figures
from aedemo.evaluation import comparison
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material
from aedemo.evaluation.variants.reconstruction import codes

Measure = Callable[[Material, str], tuple[float, dict]]

COUNT = 10_000
NEIGHBOURS = 3


def frechet(a: np.ndarray, b: np.ndarray) -> float:
    """|μ_a − μ_b|² + tr(Σ_a + Σ_b − 2 (Σ_a Σ_b)^½) of features (N, d)."""
    first, second = (np.cov(features.astype(np.float64), rowvar=False) for features in (a, b))
    # The trace of the root by eigenvalues: a feature that is always 0 leaves the product singular.
    root = np.sqrt(eigvals(first @ second).real.clip(min=0)).sum()
    shift = np.square(a.mean(axis=0) - b.mean(axis=0)).sum()
    return float(shift + np.trace(first) + np.trace(second) - 2 * root)


def covered(points: np.ndarray, by: np.ndarray, part: float = 1) -> float:
    """Share of ``points`` that lie no further from a point of ``by`` than that point's third
    neighbour among its own; of ``by`` only the ``part`` whose neighbour is nearest; features
    (N, d)."""
    distances, _ = NearestNeighbors(n_neighbors=NEIGHBOURS + 1).fit(by).kneighbors(by)
    radius = distances[:, -1]
    dense = radius <= np.quantile(radius, part)
    centres = torch.from_numpy(by[dense])
    radii = torch.from_numpy(radius[dense]).to(torch.float32)
    inside = [
        (torch.cdist(block, centres) <= radii).any(dim=1)
        for block in torch.from_numpy(points).split(1000)
    ]
    return torch.cat(inside).float().mean().item()


def to_nearest(points: np.ndarray, of: np.ndarray) -> float:
    """Mean distance of ``points`` to the nearest point of ``of``; features (N, d)."""
    distances, _ = NearestNeighbors(n_neighbors=1).fit(of).kneighbors(points)
    return float(distances.mean())


@torch.no_grad()
def pictures(material: Material, source: str, count: int = COUNT) -> Tensor:
    """``count`` samples (count, 1, 28, 28) of one source, the same every time."""
    generator = torch.Generator().manual_seed(0)
    match source:
        case "vae" | "vae-gan":
            return material.model(source).sample(count, generator)
        case "example network":
            return comparison.example(material).sample(count, generator)
        case "random codes through dense":
            dense = material.model("dense")
            known = codes(dense, material.training[0])
            noise = torch.randn(count, known.shape[1], generator=generator)
            return dense.decode(known.mean(dim=0) + known.std(dim=0) * noise)
        case "training digits":
            return material.training[0][:count]
    raise ValueError(source)


SOURCES = ("vae", "vae-gan", "example network", "random codes through dense", "training digits")


@cache
def features(material: Material, source: str) -> np.ndarray:
    """Of the samples of one source, or of the test digits; (N, 64)."""
    images = material.test[0] if source == "test digits" else pictures(material, source)
    with torch.no_grad():
        parts = [comparison.classifier(material).features(part) for part in images.split(1000)]
    return torch.cat(parts).numpy()


@torch.no_grad()
def classifier_accuracy(material: Material) -> float:
    """In % of the test digits."""
    images, labels = material.test
    network = comparison.classifier(material)
    found = torch.cat([network(part).argmax(dim=1) for part in images.split(1000)])
    return 100 * (found == labels).float().mean().item()


def distance(material: Material, name: str) -> tuple[float, dict]:
    """Fréchet distance of the samples to the test digits, in the example network's."""
    digits = features(material, "test digits")
    distances = {source: frechet(features(material, source), digits) for source in SOURCES}
    return distances[name] / distances["example network"], {
        **distances,
        "classifier's accuracy, %": classifier_accuracy(material),
    }


def beside(measure: Callable[[np.ndarray, np.ndarray], float]) -> Measure:
    """A measure of samples and test digits, of the network and of the other sources."""

    def measured(material: Material, name: str) -> tuple[float, dict]:
        digits = features(material, "test digits")
        values = {source: measure(features(material, source), digits) for source in SOURCES}
        return values.pop(name), values

    return measured


def recall(samples: np.ndarray, digits: np.ndarray) -> float:
    """Share of the digits that lie among the samples."""
    return covered(digits, samples)


def core_precision(samples: np.ndarray, digits: np.ndarray) -> float:
    """Share of the samples that lie among the half of the digits that have the nearest
    neighbours."""
    return covered(samples, digits, part=0.5)


MEASURES: dict[str, Measure] = {
    "frechet-ratio": distance,
    "sample-core-precision": beside(core_precision),
    "sample-nearest": beside(to_nearest),
    "sample-precision": beside(covered),
    "sample-recall": beside(recall),
}
ROWS = [Row(name, id, measure) for name in ("vae", "vae-gan") for id, measure in MEASURES.items()]


def draw(material: Material) -> Drawing:
    """The first samples of each source; none is picked."""
    shown = {source: pictures(material, source, 60) for source in SOURCES}
    return figures.samples(shown)


PICTURES = {"samples.png": draw}

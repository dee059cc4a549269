"""How well ten networks, which know one digit each, tell it from the others by their errors."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.stats import rankdata

from tests.independent import shipped
from tests.independent.networks import Network

SIGMA = 1.4  # pixels


def softened(x: np.ndarray) -> np.ndarray:
    """Pictures (N, 1, 28, 28) convolved with a Gaussian, black around them, as vectors of length 1;
    both sides of each are multiplied by the matrix that does it."""
    at = np.arange(28)
    gaussian = np.exp(-np.square((at[:, None] - at) / SIGMA) / 2)
    vectors = (gaussian @ x @ gaussian).reshape(len(x), -1)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def auroc(errors: np.ndarray, anomaly: np.ndarray) -> float:
    """In %: how often an anomaly has the larger error of two digits, by its ranks (Mann & Whitney
    1947)."""
    count = anomaly.sum()
    above = rankdata(errors)[anomaly].sum() - count * (count + 1) / 2
    return 100 * above / (count * (len(errors) - count))


@cache
def mean_auroc() -> dict[str, float]:
    """Over the ten digits, by the error of the softened shape and by the squared one."""
    x, labels = shipped.digits(), shipped.labels()
    known = softened(x)
    scores: dict[str, list[float]] = {"softened": [], "squared": []}
    for digit in range(10):
        network = Network(f"digit-{digit}")
        rebuilt = network.decode(network.encode(x))
        shape = 1 - (known * softened(rebuilt)).sum(axis=1)
        squared = np.square(rebuilt - x).mean(axis=(1, 2, 3))
        scores["softened"].append(auroc(shape, labels != digit))
        scores["squared"].append(auroc(squared, labels != digit))
    return {error: float(np.mean(each)) for error, each in scores.items()}

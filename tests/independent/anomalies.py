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
def errors() -> dict[str, np.ndarray]:
    """Of each network (10) at each test digit (N): of the softened shape, and squared; (10, N)."""
    x = shipped.digits()
    known = softened(x)
    found: dict[str, list[np.ndarray]] = {"softened": [], "squared": []}
    for digit in range(10):
        network = Network(f"digit-{digit}")
        rebuilt = network.decode(network.encode(x))
        found["softened"].append(1 - (known * softened(rebuilt)).sum(axis=1))
        found["squared"].append(np.square(rebuilt - x).mean(axis=(1, 2, 3)))
    return {kind: np.stack(each) for kind, each in found.items()}


def mean_auroc(kind: str) -> float:
    """Over the ten digits, each in turn the normal one."""
    labels, rows = shipped.labels(), errors()[kind]
    return float(np.mean([auroc(row, labels != digit) for digit, row in enumerate(rows)]))


def mean_auroc_of_nine(kind: str) -> float:
    """Over the ten digits, each in turn the anomaly, by the least error of the nine networks that
    know another."""
    labels, rows = shipped.labels(), errors()[kind]
    least = (np.delete(rows, digit, axis=0).min(axis=0) for digit in range(10))
    return float(np.mean([auroc(row, labels == digit) for digit, row in enumerate(least)]))

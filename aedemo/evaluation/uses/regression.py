"""Multinomial logistic regression on features, and how strong its penalty is to be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sklearn.linear_model import LogisticRegression

Labelled = tuple[np.ndarray, np.ndarray]

# C, the inverse of the penalty's weight, as powers of ten: those that are tried in any case, and
# how far it goes where the best of them is at an end.
EXPONENTS = range(-4, 1)
LEAST, MOST = -12, 12

# Numbers in all examples together from which on single precision does. Where there are fewer, the
# slope is small long before the classifier is what it is going to be.
MANY = 1_000_000
TOLERANCE = {np.float32: 1e-6, np.float64: 1e-7}  # of the slope


def best_exponent(score: Callable[[int], float]) -> int:
    """The exponent of C with the largest score, which is never at an end of those that were tried:
    at the end where it is, further ones are tried. Of equal ones it is the first that was tried, so
    that this ends where a penalty is so strong or so weak that its strength no longer matters."""
    scores = {exponent: score(exponent) for exponent in EXPONENTS}
    while True:
        best = max(scores, key=lambda exponent: scores[exponent])
        if LEAST < best == min(scores):
            further = best - 1
        elif MOST > best == max(scores):
            further = best + 1
        else:
            return best
        scores[further] = score(further)


class Regression:
    """Penalty ‖W‖² / (2 C), features (N, d). From one strength to the next it goes on from what it
    has found, which is sooner done and ends at the same place."""

    def __init__(self, features: np.ndarray, labels: np.ndarray):
        precision = np.float64 if features.size < MANY else np.float32
        self.features, self.labels = features.astype(precision), labels
        self.classifier = LogisticRegression(
            tol=TOLERANCE[precision], max_iter=5000, warm_start=True
        )

    def fit(self, exponent: int) -> LogisticRegression:
        """With C = 10^exponent."""
        self.classifier.C = 10.0**exponent
        return self.classifier.fit(self.features, self.labels)

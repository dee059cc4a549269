import numpy as np
import pytest

from aedemo.evaluation.variants.samples import covered, frechet, to_nearest


def gaussian(mean, deviations, seed):
    """500 points with exactly this mean and, on the axes, exactly these deviations."""
    points = np.random.default_rng(seed).normal(size=(500, len(mean)))
    points -= points.mean(axis=0)
    points = points @ np.linalg.inv(np.linalg.cholesky(np.cov(points.T))).T
    return points * deviations + mean


def test_frechet_distance_of_two_gaussians_is_the_closed_form():
    """With covariances on the same axes: |μ₁ − μ₂|² + Σ (σ₁ − σ₂)²."""
    a, b = gaussian([0, 1, 2], [1, 2, 3], 0), gaussian([1, 1, 0], [2, 2, 0.5], 1)
    assert frechet(a, b) == pytest.approx((1 + 4) + (1 + 0 + 2.5**2))
    assert frechet(a, a) == pytest.approx(0, abs=1e-6)


def test_coverage_by_third_neighbours():
    """Points on a line, one apart: the third neighbour of an inner one is 2 away."""
    line = np.arange(20, dtype=np.float32)[:, None]
    points = np.array([[-2.5], [5.5], [20.5], [30.0]], dtype=np.float32)
    assert covered(points, line) == 0.75
    assert covered(line, line) == 1
    assert covered(line + 100, line) == 0


def test_precision_and_recall_tell_dull_samples_from_false_ones():
    random = np.random.default_rng(0)
    digits = random.normal(size=(500, 2)).astype(np.float32)
    dull = (0.1 * random.normal(size=(500, 2))).astype(np.float32)
    assert covered(dull, digits) > 0.9 and covered(digits, dull) < 0.2


def test_only_digits_with_near_neighbours_count_for_core_precision():
    """Twenty points one apart and twenty five apart; what lies among these is left out."""
    near, far = np.arange(20, dtype=np.float32), 1000 + 5 * np.arange(20, dtype=np.float32)
    digits = np.concatenate([near, far])[:, None]
    points = np.array([[5.5], [1007.0]], dtype=np.float32)
    assert covered(points, digits) == 1
    assert covered(points, digits, part=0.5) == 0.5


def test_distance_to_the_nearest():
    digits = np.array([[0.0, 0.0], [10.0, 0.0]], dtype=np.float32)
    points = np.array([[3.0, 4.0], [10.0, 1.0]], dtype=np.float32)
    assert to_nearest(points, digits) == pytest.approx(3)

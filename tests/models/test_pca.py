import math

import numpy as np
import pytest
import torch
from scipy.linalg import subspace_angles
from sklearn import decomposition

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.pca import PCA, largest_angle


def test_pca_is_that_of_scikit_learn():
    images = shipped_digits()[0][:600]
    ours, theirs = PCA(images, 8), decomposition.PCA(8, svd_solver="full")
    flat = images.flatten(1).double().numpy()
    rebuilt = theirs.inverse_transform(theirs.fit_transform(flat))
    np.testing.assert_allclose(ours.mean, theirs.mean_, atol=1e-12)
    alignment = (ours.components.numpy() * theirs.components_).sum(axis=1)
    np.testing.assert_allclose(np.abs(alignment), 1, atol=1e-9)
    np.testing.assert_allclose(ours.reconstruct(images).flatten(1), rebuilt, atol=1e-6)


@pytest.mark.parametrize("degrees", [1e-7, 1e-3, 0.3, 45, 90])
def test_angle_between_planes_is_found_however_small(degrees):
    """The plane of the first two axes, tilted about the first; and as scipy measures it."""
    turn = math.radians(degrees)
    a = torch.eye(6, 2, dtype=torch.float64)
    b = a.clone()
    b[1:3, 1] = torch.tensor([math.cos(turn), math.sin(turn)])
    b = b @ torch.tensor([[2.0, 1.0], [-1.0, 3.0]], dtype=torch.float64)
    assert largest_angle(a, b) == pytest.approx(degrees, rel=1e-6)
    expected = np.rad2deg(subspace_angles(a.numpy(), b.numpy()).max())
    assert largest_angle(a, b) == pytest.approx(expected, rel=1e-6)


def test_angle_between_random_spaces_is_scipys():
    a, b = torch.randn(2, 50, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    expected = np.rad2deg(subspace_angles(a.numpy(), b.numpy()).max())
    assert largest_angle(a, b) == pytest.approx(expected)

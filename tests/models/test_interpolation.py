import numpy as np
import pytest
import torch
from scipy.spatial import geometric_slerp

from aedemo.models.interpolation import PATHS, interpolate


@pytest.fixture
def ends():
    return torch.randn(2, 32, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("path", PATHS)
def test_ends_are_exact(path, ends):
    codes = interpolate(*ends, 7, path)
    assert codes.shape == (7, 32) and codes.dtype == torch.float32
    assert torch.equal(codes[0], ends[0]) and torch.equal(codes[-1], ends[1])


def test_middle_of_the_straight_path_is_the_mean(ends):
    torch.testing.assert_close(interpolate(*ends, 3, "straight")[1], ends.mean(dim=0))


def test_spherical_path_between_orthogonal_unit_vectors_keeps_the_norm():
    a, b = torch.eye(2)
    torch.testing.assert_close(interpolate(a, b, 9, "spherical").norm(dim=1), torch.ones(9))


def test_spherical_path_is_that_of_scipy(ends):
    a, b = (end.double() / end.double().norm() for end in ends)
    expected = geometric_slerp(a.numpy(), b.numpy(), np.linspace(0, 1, 9))
    np.testing.assert_allclose(interpolate(a, b, 9, "spherical"), expected, atol=1e-12)


@pytest.mark.parametrize("multiple", [1.0, -1.0, 0.0])
def test_spherical_path_without_an_angle_is_straight(multiple, ends):
    a, b = ends[0], multiple * ends[0]
    torch.testing.assert_close(interpolate(a, b, 5, "spherical"), interpolate(a, b, 5, "straight"))


def test_unknown_path_is_answered_with_the_known_ones(ends):
    with pytest.raises(ValueError, match="scenic.*straight, spherical"):
        interpolate(*ends, 5, "scenic")

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from scipy.linalg import subspace_angles

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.linear import Linear
from aedemo.places import WEIGHTS


@pytest.fixture(scope="module")
def pca():
    """The shipped PCA-32 of the 60,000 training digits: (components, mean)."""
    tensors = load_file(WEIGHTS / "pca-32" / "model.safetensors")
    return tensors["encoder.1.weight"].double(), tensors["decoder.0.bias"].double()


def error(rebuilt, images):
    return (rebuilt - images).square().mean().item()


def rebuild(images, components, mean):
    centred = images.flatten(1).double() - mean
    return (centred @ components.T @ components + mean).view_as(images)


def test_pca_as_a_network_is_the_projection():
    components = torch.linalg.qr(torch.randn(784, 5).double())[0].T
    mean, x = torch.rand(784).double(), torch.rand(3, 1, 28, 28).double()
    model = Linear.from_components(components, mean).double()
    expected = rebuild(x, components.float().double(), mean.float().double())
    torch.testing.assert_close(model(x), expected, atol=1e-5, rtol=0)


def test_shipped_pca_has_orthonormal_components_and_the_known_error(pca):
    components, mean = pca
    np.testing.assert_allclose(components @ components.T, np.eye(32), atol=2e-3)
    images, _ = shipped_digits()
    assert error(rebuild(images, components, mean), images) == pytest.approx(0.01683, abs=2e-5)


def test_the_larger_pca_begins_with_the_smaller(pca):
    larger = load_file(WEIGHTS / "pca-256" / "model.safetensors")["encoder.1.weight"].double()
    assert torch.equal(larger[:32], pca[0])
    np.testing.assert_allclose(larger @ larger.T, np.eye(256), atol=2e-3)


def test_linear_autoencoder_spans_the_space_of_pca(pca):
    decoder = load_model("linear").decoder[0].weight.double()
    assert np.rad2deg(subspace_angles(decoder.numpy(), pca[0].T.numpy()).max()) < 2


def test_linear_autoencoder_is_as_good_as_pca(pca):
    images, _ = shipped_digits()
    best = error(rebuild(images, *pca), images)
    assert error(load_model("linear")(images), images) <= 1.005 * best

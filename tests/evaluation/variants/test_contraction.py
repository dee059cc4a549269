import pytest
import torch

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.variants.contraction import (
    contraction,
    jacobian,
    norms,
    singular_values,
    strongest,
    whitening,
)
from aedemo.models.linear import Linear
from aedemo.models.registry import variant


@pytest.fixture
def digits():
    return shipped_digits()[0][:3]


@pytest.mark.parametrize("name", ["contractive", "convolutional", "linear"])
def test_jacobian_is_autograds(name, digits):
    torch.manual_seed(0)
    model = variant(name).build().eval()
    expected = torch.autograd.functional.jacobian(model.encode, digits[:1]).flatten(2)[0]
    torch.testing.assert_close(jacobian(model, digits)[0], expected[:, :784])


def test_norm_is_the_closed_form_and_the_root_of_the_squared_singular_values(digits):
    torch.manual_seed(0)
    model = variant("contractive").build().eval()
    closed = model.contraction(digits).sqrt()
    torch.testing.assert_close(norms(model, digits), closed)
    values = singular_values(model, digits[:1])
    torch.testing.assert_close(values.norm(), closed[0])


def test_linear_encoder_has_the_singular_values_of_its_weight(digits):
    model = Linear()
    torch.testing.assert_close(
        singular_values(model, digits), torch.linalg.svdvals(model.encoder[1].weight)
    )


def test_whitened_norm_does_not_change_with_the_scale_of_any_direction():
    """However a linear code is mixed."""
    torch.manual_seed(0)
    images = shipped_digits()[0][:1000]
    plain, mixed = Linear(), Linear()
    mixed.encoder[1].weight.data = torch.randn(32, 32) @ plain.encoder[1].weight
    found = []
    for model in (plain, mixed):
        covariance = model.encode(images).detach().double().T.cov()
        scale = whitening(covariance)
        white = scale.double() @ covariance @ scale.double().T
        torch.testing.assert_close(white, torch.eye(32, dtype=torch.float64), atol=1e-3, rtol=0)
        found.append(norms(model, images[:1], scale)[0])
    torch.testing.assert_close(*found, rtol=1e-2, atol=0)


def test_share_along_the_strongest_direction():
    assert strongest(torch.diag(torch.tensor([1.0, 6.0, 3.0]))) == pytest.approx(0.6)


@pytest.mark.parametrize("radius", [0.1, 10])
def test_isometric_code_contracts_nothing_and_half_of_it_halves(radius, digits):
    keep_all = torch.nn.Linear(784, 784, bias=False)
    torch.nn.init.eye_(keep_all.weight)
    model = Linear()
    model.encoder = torch.nn.Sequential(torch.nn.Flatten(), keep_all)
    assert contraction(model, digits, radius) == pytest.approx(1, rel=1e-4)
    keep_all.weight.data.mul_(0.5)
    assert contraction(model, digits, radius) == pytest.approx(0.5, rel=1e-4)

import pytest
import torch

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.variants.contraction import (
    contraction,
    jacobian,
    norms,
    scaling,
    singular_values,
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


def test_norm_is_the_root_of_the_squared_singular_values(digits):
    torch.manual_seed(0)
    model, scale = variant("contractive").build().eval(), torch.randn(64, 64)
    norm, values = (f(model, digits[:1], scale) for f in (norms, singular_values))
    torch.testing.assert_close(values.norm(), norm[0])


def test_linear_encoder_has_the_singular_values_of_its_weight(digits):
    model = Linear()
    torch.testing.assert_close(
        singular_values(model, digits, torch.eye(32)),
        torch.linalg.svdvals(model.encoder[1].weight),
    )


def test_whitened_norm_does_not_change_with_the_scale_of_any_direction():
    """However a linear code is mixed."""
    torch.manual_seed(0)
    images = shipped_digits()[0][:1000]
    plain, mixed = Linear(), Linear()
    mixed.encoder[1].weight.data = torch.randn(32, 32) @ plain.encoder[1].weight
    found = []
    for model in (plain, mixed):
        code = model.encode(images).detach()
        scale = whitening(code)
        white = (code @ scale.T).T.cov()
        torch.testing.assert_close(white, torch.eye(32), atol=1e-2, rtol=0)
        found.append(norms(model, images[:1], scale)[0])
    torch.testing.assert_close(*found, rtol=1e-2, atol=0)


def test_scaled_norm_does_not_change_with_the_size_of_the_code(digits):
    torch.manual_seed(0)
    plain, larger = Linear(), Linear()
    larger.encoder[1].weight.data = 7 * plain.encoder[1].weight
    found = []
    for model in (plain, larger):
        code = model.encode(shipped_digits()[0][:100]).detach()
        scale = scaling(code)
        assert (code @ scale).var(dim=0).mean().item() == pytest.approx(1, abs=1e-4)
        found.append(norms(model, digits, scale))
    torch.testing.assert_close(*found)


@pytest.mark.parametrize("radius", [0.1, 10])
def test_isometric_code_contracts_nothing_and_half_of_it_halves(radius, digits):
    model = Linear()
    keep_all = torch.nn.Linear(784, 784, bias=False)
    torch.nn.init.eye_(keep_all.weight)
    model.encoder = torch.nn.Sequential(torch.nn.Flatten(), keep_all)
    for size in (1, 0.5):
        scale = size * torch.eye(784)
        assert contraction(model, digits, radius, scale) == pytest.approx(size, rel=1e-4)

import pytest
import torch

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.contractive import Contractive, covariance


@pytest.fixture
def model():
    torch.manual_seed(0)
    return Contractive(hidden=12, code=5).double()


@pytest.fixture
def digits():
    return shipped_digits()[0][:40].double()


def whitened_norm(model, x, spread):
    """‖L⁻¹ J‖² at each image, L Lᵀ = ``spread``, by automatic differentiation."""
    lower, unscaled = torch.linalg.cholesky(spread), model.encoder[:4]

    def norm(image):
        jacobian = torch.autograd.functional.jacobian(unscaled, image[None], create_graph=True)
        return torch.linalg.solve(lower, jacobian.view(len(spread), -1)).square().sum()

    return torch.stack([norm(image) for image in x])


def test_closed_form_is_the_norm_of_the_jacobian_of_the_whitened_code_with_its_gradient(
    model, digits
):
    """The covariance is differentiated through, too."""
    weights = [model.encoder[1].weight, model.encoder[1].bias, model.encoder[3].weight]
    hidden = model.encoder[:3](digits)
    found = model.contraction(hidden, covariance(model.encoder[:4](digits)))
    expected = whitened_norm(model, digits, covariance(model.encoder[:4](digits)))
    torch.testing.assert_close(found, expected)
    for own, other in zip(
        torch.autograd.grad(found.sum(), weights),
        torch.autograd.grad(expected.sum(), weights),
        strict=True,
    ):
        torch.testing.assert_close(own, other)


def test_covariance_is_that_of_the_batch(digits):
    z = digits.flatten(1)[:, 400:405] + 3
    expected = z.T.cov(correction=0)
    torch.testing.assert_close(covariance(z), expected, rtol=1e-3, atol=1e-4)


def test_loss_is_error_plus_mean_contraction(model, digits):
    terms = model.loss(digits)
    assert list(terms) == ["reconstruction", "contraction"]
    torch.testing.assert_close(terms["reconstruction"], (model(digits) - digits).square().mean())
    expected = whitened_norm(model, digits, covariance(model.encoder[:4](digits))).mean()
    torch.testing.assert_close(terms["contraction"], expected)


def test_no_linear_map_of_the_code_is_a_way_out(model, digits):
    """Neither a small code, nor one that is small in most directions."""
    before = model.loss(digits)["contraction"]
    way_out = torch.linalg.qr(torch.randn(5, 5).double()).Q * torch.tensor([9, 1, 1, 0.2, 0.1])
    with torch.no_grad():
        model.encoder[3].weight.copy_(way_out @ model.encoder[3].weight)
        model.encoder[3].bias.copy_(way_out @ model.encoder[3].bias)
    torch.testing.assert_close(model.loss(digits)["contraction"], before, rtol=0.1, atol=0)


def test_finished_the_code_is_white_and_reconstructions_are_what_they_were(model, digits):
    for _ in range(9):
        model.loss(digits)  # what the code is scaled by follows the codes
    before = model.eval()(digits)
    model.finish(digits)
    torch.testing.assert_close(model(digits), before)
    code = model.encode(digits).detach()
    torch.testing.assert_close(code.T.cov(correction=0), torch.eye(5).double())
    torch.testing.assert_close(code.mean(dim=0), torch.zeros(5).double())


def test_penalty_stills_the_code():
    """The same short training with the penalty ends with a smaller Jacobian than without."""
    x = shipped_digits()[0][:256]
    norms = []
    for weight in (0.0, 0.01):
        torch.manual_seed(0)
        model = Contractive(hidden=128, code=32, weight=weight)
        optimizer = torch.optim.Adam(model.parameters(), 2e-3)
        for _ in range(50):
            terms = model.loss(x)
            optimizer.zero_grad()
            (terms["reconstruction"] + weight * terms["contraction"]).backward()
            optimizer.step()
        norms.append(model.loss(x)["contraction"].item())
    plain, contractive = norms
    assert contractive < 0.8 * plain

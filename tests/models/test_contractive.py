import pytest
import torch

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.contractive import Contractive


def test_closed_form_is_the_norm_of_the_jacobian():
    model = load_model("contractive").double()
    digits = shipped_digits()[0][:3].double()
    for digit, contraction in zip(digits, model.contraction(digits), strict=True):
        jacobian = torch.autograd.functional.jacobian(model.encode, digit[None])
        torch.testing.assert_close(contraction, jacobian.square().sum())


def test_closed_form_has_the_gradient_of_the_norm_of_the_jacobian():
    torch.manual_seed(0)
    model = Contractive(hidden=12, code=5).double().eval()
    x = torch.rand(1, 1, 28, 28, dtype=torch.float64)
    weights = [model.encoder[1].weight, model.encoder[3].weight]
    jacobian = torch.autograd.functional.jacobian(model.encode, x, create_graph=True)
    expected = torch.autograd.grad(jacobian.square().sum(), weights)
    found = torch.autograd.grad(model.contraction(x).sum(), weights)
    torch.testing.assert_close(found, expected)


def test_loss_is_error_plus_mean_contraction():
    model, x = Contractive(hidden=12, code=5).eval(), torch.rand(8, 1, 28, 28)
    terms = model.loss(x)
    assert list(terms) == ["reconstruction", "contraction"]
    torch.testing.assert_close(terms["reconstruction"], (model(x) - x).square().mean())
    torch.testing.assert_close(terms["contraction"], model.contraction(x).mean())


def test_shrinking_the_code_is_no_way_out():
    model, x = Contractive(hidden=12, code=5), torch.rand(50, 1, 28, 28)
    before = model.loss(x)["contraction"]
    with torch.no_grad():
        model.encoder[3].weight.div_(4)
        model.encoder[3].bias.div_(4)
    spread = model.encode(x).detach().std(dim=0, correction=0).mean()
    assert spread == pytest.approx(1, abs=0.05)
    torch.testing.assert_close(model.loss(x)["contraction"], before, rtol=0.05, atol=0)


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
        norms.append(model.eval().contraction(x).mean())
    plain, contractive = norms
    assert contractive < 0.8 * plain

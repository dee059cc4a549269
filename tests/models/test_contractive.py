import torch

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.contractive import Contractive


def test_closed_form_is_the_norm_of_the_jacobian():
    model = load_model("contractive").double()
    for digit in shipped_digits()[0][:3].double():
        jacobian = torch.autograd.functional.jacobian(model.encode, digit[None])
        contraction = model.contraction(model.encode(digit[None]))
        torch.testing.assert_close(contraction, jacobian.square().sum()[None])


def test_loss_is_error_plus_mean_contraction():
    model, x = Contractive(code=20), torch.rand(8, 1, 28, 28)
    terms = model.loss(x)
    assert list(terms) == ["reconstruction", "contraction"]
    torch.testing.assert_close(terms["reconstruction"], (model(x) - x).square().mean())
    torch.testing.assert_close(terms["contraction"], model.contraction(model.encode(x)).mean())


def test_decoder_is_the_transpose_of_the_encoder():
    model, z = Contractive(code=20), torch.rand(8, 20)
    with torch.no_grad():
        model.encoder[1].weight.mul_(3)
    expected = torch.sigmoid(z @ model.encoder[1].weight + model.decoder[0].bias)
    torch.testing.assert_close(model.decode(z).flatten(1), expected)
    assert sum(parameter.numel() for parameter in model.parameters()) == 784 * 20 + 20 + 784


def test_penalty_stills_the_code():
    """The same short training with the penalty ends with a smaller Jacobian than without."""
    x = shipped_digits()[0][:256]
    norms = []
    for weight in (0.0, 0.01):
        torch.manual_seed(0)
        model = Contractive(code=64, weight=weight)
        optimizer = torch.optim.Adam(model.parameters(), 2e-3)
        for _ in range(50):
            terms = model.loss(x)
            optimizer.zero_grad()
            (terms["reconstruction"] + weight * terms["contraction"]).backward()
            optimizer.step()
        norms.append(model.contraction(model.encode(x)).mean())
    plain, contractive = norms
    assert contractive < 0.8 * plain

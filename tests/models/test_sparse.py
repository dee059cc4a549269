import pytest
import torch
from torch.distributions import Bernoulli, kl_divergence

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.sparse import SparseKL, SparseL1, bernoulli_kl


def test_kl_is_that_of_torch_distributions():
    mean = torch.linspace(0.001, 0.999, 999, dtype=torch.float64)
    expected = kl_divergence(Bernoulli(torch.tensor(0.05).double()), Bernoulli(mean))
    torch.testing.assert_close(bernoulli_kl(0.05, mean), expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("rho", [0.01, 0.05, 0.5])
def test_kl_is_zero_at_rho_and_nowhere_negative(rho):
    assert bernoulli_kl(rho, torch.tensor(rho, dtype=torch.float64)) == pytest.approx(0, abs=1e-12)
    everywhere = bernoulli_kl(rho, torch.linspace(0, 1, 1001, dtype=torch.float64))
    assert everywhere.isfinite().all() and everywhere.min() >= -1e-12


def test_kl_loss_is_taken_of_the_mean_over_the_batch():
    model, x = SparseKL(code=20), torch.rand(8, 1, 28, 28)
    terms = model.loss(x)
    coins = Bernoulli(model.encode(x).mean(dim=0).clamp(1e-6, 1 - 1e-6))
    expected = kl_divergence(Bernoulli(torch.tensor(model.activation)), coins).sum()
    assert list(terms) == ["reconstruction", "sparsity"]
    torch.testing.assert_close(terms["sparsity"], expected, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(terms["reconstruction"], (model(x) - x).square().mean())


def test_kl_loss_is_pure():
    """It asks, and leaves what it asks about as it is."""
    model, x = SparseKL(code=20).train(), torch.rand(8, 1, 28, 28)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    model.loss(x)
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())


def test_kl_is_not_escaped_by_small_activations_and_large_pictures():
    model = SparseKL(code=20)
    with torch.no_grad():
        model.decoder[0].weight.mul_(3)
    model.constrain()
    norms = model.decoder[0].weight.norm(dim=0)
    torch.testing.assert_close(norms, torch.full_like(norms, model.norm))
    norms = load_model("sparse-kl").decoder[0].weight.norm(dim=0)
    torch.testing.assert_close(norms, torch.full_like(norms, model.norm), rtol=1e-2, atol=0)


def test_l1_counts_every_activation_by_the_length_of_what_it_draws():
    model, x = SparseL1(code=20), torch.rand(8, 1, 28, 28)
    terms = model.loss(x)
    atoms = model.decoder[0].weight
    expected = sum(model.encode(x)[:, j].mean() * atoms[:, j].norm() for j in range(20))
    assert list(terms) == ["reconstruction", "sparsity"]
    torch.testing.assert_close(terms["sparsity"], expected)
    torch.testing.assert_close(terms["reconstruction"], (model(x) - x).square().mean())


def test_l1_is_not_escaped_by_small_activations_and_large_atoms():
    model, x = SparseL1(code=20), torch.rand(8, 1, 28, 28)
    before = model.loss(x)
    with torch.no_grad():
        for parameter in (model.encoder[1].weight, model.encoder[1].bias):
            parameter.div_(2)
        model.decoder[0].weight.mul_(2)
    torch.testing.assert_close(model.loss(x), before)


def test_shipped_l1_codes_are_sparse():
    """Fewer than a tenth of the units speak for any one digit."""
    code = load_model("sparse-l1").encode(shipped_digits()[0])
    assert (code > 0.01 * code.amax(dim=0)).float().mean() < 0.1


def test_shipped_kl_codes_have_the_mean_activation_they_were_asked_for():
    model = load_model("sparse-kl")
    assert model.encode(shipped_digits()[0]).mean() == pytest.approx(model.activation, rel=0.1)

"""The networks of the lab, and the terms of their loss against computations of their own."""

import copy
import math

import pytest
import torch
from torch.autograd.functional import jacobian
from torch.nn import functional as F

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.laboratory import laboratory
from aedemo.models.layers import Tied, TopK
from aedemo.models.registry import LAB, variant, variants

BATCH = 12


@pytest.fixture
def x():
    torch.manual_seed(3)
    return shipped_digits()[0][:BATCH].double()


def built(**values):
    return laboratory(**values).double()


def shapes(layers):
    return {name: tuple(tensor.shape) for name, tensor in layers.named_parameters()}


def test_a_dense_network_is_as_pytorch_would_name_it():
    network = laboratory(hidden=[13, 7], code=5, batch_norm=True, dropout=0.1)
    assert shapes(network.encoder) == {
        "1.weight": (13, 784), "1.bias": (13,), "2.weight": (13,), "2.bias": (13,),
        "5.weight": (7, 13), "5.bias": (7,), "6.weight": (7,), "6.bias": (7,),
        "9.weight": (5, 7), "9.bias": (5,),
    }  # fmt: skip
    assert shapes(network.decoder) == {
        "0.weight": (7, 5), "0.bias": (7,), "1.weight": (7,), "1.bias": (7,),
        "4.weight": (13, 7), "4.bias": (13,), "5.weight": (13,), "5.bias": (13,),
        "8.weight": (784, 13), "8.bias": (784,),
    }  # fmt: skip


@pytest.mark.parametrize("kernel", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("channels", [[3], [3, 5]])
@pytest.mark.parametrize("variational", [False, True])
def test_convolutions_come_back_to_the_size_of_a_digit(kernel, channels, variational, x):
    network = built(
        network="convolutional", channels=channels, kernel=kernel, code=4, variational=variational
    )
    assert network.encode(x).shape == (BATCH, 4)
    assert network(x).shape == x.shape
    down = [each.shape for each in network.parameters() if each.dim() == 4]
    even = kernel + kernel % 2
    assert down[0] == (3, 1, kernel, kernel) and down[-1] == (3, 1, even, even)


def test_a_variational_network_samples_and_has_a_posterior(x):
    network = built(variational=True, hidden=[9], code=3).eval()
    mean, log_variance = network.posterior(x)
    assert mean.shape == log_variance.shape == (BATCH, 3)
    torch.testing.assert_close(network.encode(x), mean)
    assert network.sample(4).shape == (4, 1, 28, 28)
    assert set(network.networks()) == {"encoder", "log_variance", "decoder"}


def test_the_networks_of_the_lab_are_no_variant_that_is_taught():
    assert LAB not in variants()
    assert variant(LAB).build().description["code"] == 32


@pytest.mark.parametrize("output", ["sigmoid", "none", "tanh"])
def test_errors_of_the_reconstruction(output, x):
    y = built(hidden=[9], output=output)(x).detach()
    kept = y.clamp(1e-7, 1 - 1e-7)
    expected = {
        "mse": ((y - x) ** 2).mean(),
        "l1": (y - x).abs().mean(),
        "cross-entropy": -(x * kept.log() + (1 - x) * (1 - kept).log()).mean(),
    }
    for loss, value in expected.items():
        error = laboratory(loss=loss, output=output).error(y, x)
        torch.testing.assert_close(error, value)


@pytest.mark.parametrize("loss", ["mse", "cross-entropy", "l1"])
def test_the_error_of_what_is_no_number_is_none(loss, x):
    y = torch.full_like(x, math.nan)
    assert laboratory(loss=loss).error(y, x).isnan()


def test_kl_of_the_posterior_is_that_of_torch_for_each_pixel(x):
    network = built(variational=True, hidden=[9], code=3)
    mean, log_variance = network.posterior(x)
    gaussians = torch.distributions.Normal(mean, (log_variance / 2).exp())
    standard = torch.distributions.Normal(torch.zeros_like(mean), 1)
    kl = torch.distributions.kl_divergence(gaussians, standard).sum(dim=1).mean() / 784
    torch.testing.assert_close(network.loss(x)["kl"], kl)


def test_sparsity_of_the_code(x):
    values = {"hidden": [9], "code": 6, "code_activation": "sigmoid", "activity": 0.2}
    network = built(**values, sparsity="l1")
    h = network.encode(x)
    torch.testing.assert_close(network.loss(x)["sparsity"], h.abs().sum() / BATCH)
    network = built(**values, sparsity="kl")
    coins = torch.distributions.Bernoulli(network.encode(x).mean(dim=0))
    wanted = torch.distributions.Bernoulli(torch.full((6,), 0.2, dtype=torch.float64))
    kl = torch.distributions.kl_divergence(wanted, coins).sum()
    torch.testing.assert_close(network.loss(x)["sparsity"], kl)


@pytest.mark.parametrize("bend", ["none", "relu", "leaky_relu", "sigmoid", "tanh"])
def test_contraction_is_the_length_of_the_jacobian(bend, x):
    network = built(hidden=[], code=6, code_activation=bend, contraction=0.1)
    lengths = [jacobian(network.encode, each[None]).square().sum() for each in x]
    torch.testing.assert_close(network.loss(x)["contraction"], torch.stack(lengths).mean())


def test_weights_cost_once_and_biases_and_scales_nothing(x):
    values = {"hidden": [9], "code": 3, "batch_norm": True, "l1_weights": 0.1, "l2_weights": 0.1}
    network = built(**values, tied=True)
    weights = [network.encoder[1].weight, network.encoder[4].weight]
    terms = network.loss(x)
    torch.testing.assert_close(terms["l1_weights"], sum(each.abs().sum() for each in weights))
    torch.testing.assert_close(terms["l2_weights"], sum((each**2).sum() for each in weights))
    assert list(terms) == ["reconstruction", "l1_weights", "l2_weights"]


def test_the_loss_compares_with_what_is_clean(x):
    network = built(hidden=[9])
    noisy = x.flip(0)
    torch.testing.assert_close(
        network.loss(x, noisy)["reconstruction"], F.mse_loss(network(noisy), x)
    )


def test_of_a_code_the_largest_numbers_stay():
    codes = torch.tensor([[0.5, -3, 2, -0.25, 0.75], [-1, -2, -3, -4, -5]])
    expected = [[0, 0, 2, 0, 0.75], [-1, -2, 0, 0, 0]]
    torch.testing.assert_close(TopK(2)(codes), torch.tensor(expected))


def test_a_tied_layer_is_the_other_one_turned_round_and_stays_so(x):
    network = built(hidden=[9], code=3, tied=True)
    first, last = network.encoder[1], network.decoder[2]
    assert isinstance(last, Tied) and [*last.parameters()] == [last.bias]
    z = torch.rand(2, 9, dtype=torch.float64)
    torch.testing.assert_close(last(z), z @ first.weight + last.bias)
    other = copy.deepcopy(network)
    with torch.no_grad():
        other.encoder[1].weight.zero_()
    assert not other.decoder[2].weight.any() and first.weight.any()
    other.load_state_dict(network.state_dict())
    torch.testing.assert_close(other(x), network(x))
    untied = {**network.state_dict(), "decoder.2.weight": torch.zeros(784, 9)}
    with pytest.raises(RuntimeError, match="decoder.2.weight is not the transposed weight"):
        other.load_state_dict(untied)

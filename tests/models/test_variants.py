import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from aedemo import load_model, variants
from aedemo.data.digits import test_digits as shipped_digits

DIGITS = [
    *("linear", "dense", "ordered", "convolutional", "denoising", "sparse-l1", "sparse-kl"),
    *("contractive", "vae", "vae-gan", "vae-2d"),
]
VARIATIONAL = ["vae", "vae-gan", "vae-2d"]


def test_variants_are_the_names_of_the_contract():
    assert variants() == [*DIGITS, "superres-x2", "superres-x3", "superres-x4"]


def test_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ValueError) as caught:
        load_model("alexnet")
    assert all(name in str(caught.value) for name in ["alexnet", *variants()])


@pytest.mark.parametrize("name", DIGITS)
def test_shapes(name):
    model, x = load_model(name), shipped_digits()[0][:5]
    code = model.encode(x)
    assert code.ndim == 2 and len(code) == 5
    assert model.decode(code).shape == model(x).shape == (5, 1, 28, 28)
    assert torch.equal(model(x), model.decode(code))


@pytest.mark.parametrize("name", DIGITS)
def test_only_the_linear_one_leaves_the_range_of_pixels(name):
    rebuilt = load_model(name)(shipped_digits()[0][:500])
    inside = bool(rebuilt.min() >= 0 and rebuilt.max() <= 1)
    assert inside == (name != "linear")


@pytest.mark.parametrize("name", DIGITS)
def test_two_million_multiply_adds_are_enough_for_a_picture(name):
    model = load_model(name)
    with FlopCounterMode(display=False) as counter:
        model(torch.zeros(1, 1, 28, 28))
    assert 0 < counter.get_total_flops() / 2 <= 2_000_000


@pytest.mark.parametrize("name", VARIATIONAL)
def test_code_of_the_variational_ones_is_the_mean_of_the_posterior(name):
    model, x = load_model(name), shipped_digits()[0][:5]
    mean, log_variance = model.posterior(x)
    assert torch.equal(model.encode(x), mean)
    assert log_variance.shape == mean.shape


@pytest.mark.parametrize("name", VARIATIONAL)
def test_samples_follow_the_generator(name):
    model = load_model(name)
    first, again, other = (
        model.sample(4, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2)
    )
    assert first.shape == (4, 1, 28, 28)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)

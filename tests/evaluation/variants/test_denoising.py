from dataclasses import dataclass

import pytest
import torch

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.filters import kept
from aedemo.evaluation.variants import denoising
from aedemo.evaluation.variants.denoising import LINEAR, damaged, gain, learned, tune, tuned
from aedemo.measures.pictures import psnr


@dataclass(frozen=True)
class HeldOutOnly:
    """Material whose test digits must not be looked at."""

    name: str = ""

    @property
    def training(self):
        return shipped_digits()[0][100:400], None

    @property
    def held_out(self):
        return shipped_digits()[0][:3], None

    @property
    def test(self):
        raise AssertionError("test digits were looked at")


@pytest.fixture
def digits():
    return shipped_digits()[0][:3]


@pytest.fixture
def halving(monkeypatch):
    """In place of all filters."""
    monkeypatch.setattr(denoising, "candidates", lambda kind, level: {"halving": [lambda x: x / 2]})


def test_damage_is_the_same_every_time_and_leaves_the_generator_alone(digits):
    torch.manual_seed(3)
    before = torch.get_rng_state()
    noisy = damaged(digits, "masking", 0.5)
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.equal(damaged(digits, "masking", 0.5), noisy)
    assert not torch.equal(damaged(digits, "masking", 0.5, seed=1), noisy)


def test_tuning_takes_the_strength_that_comes_nearest(digits):
    choices = [lambda x: x / 2, lambda x: x, lambda x: x / 3]
    assert tune(choices, digits, digits / 2) is choices[0]


@pytest.mark.parametrize(
    "kind, names",
    [("gaussian", ["halving", LINEAR]), ("masking", ["halving", LINEAR, kept(LINEAR)])],
)
def test_tuning_sees_no_test_digits(kind, names, halving):
    assert list(tuned(HeldOutOnly(), kind, 0.5)) == names


def test_linear_filter_is_nearer_than_what_it_is_given():
    clean = shipped_digits()[0][500:600]
    noisy = damaged(clean, "masking", 0.5)
    denoised = learned(HeldOutOnly(), "masking", 0.5)(noisy)
    assert psnr(denoised, clean).mean() > psnr(noisy, clean).mean() + 1


@pytest.mark.parametrize("kind", ["gaussian", "masking"])
def test_gain_is_over_the_best_of_all(kind, halving, material):
    value, references = gain(material, "denoising", kind, 0.5)
    own = {"network", kept("network")}
    others = [value for name, value in references.items() if name not in own]
    assert len(others) == (3 if kind == "gaussian" else 4)
    assert value == pytest.approx(references["network"] - max(others))
    assert (kept("network") in references) == (kind == "masking")

"""Filters, and what those know that are told the damage."""

from functools import partial

import numpy as np
import pytest
import torch
from scipy import ndimage

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.noise import TorchRandom, corrupt
from aedemo.evaluation.filters import (
    BLUR,
    apply,
    candidates,
    keeping,
    kept,
    spoiled_mean,
    undone_blur,
    unspoiled,
)
from aedemo.evaluation.variants.denoising import LEVELS, damaged
from aedemo.measures.pictures import psnr

DAMAGE = [(kind, level) for kind, levels in LEVELS.items() for level in levels]


@pytest.fixture
def digits():
    return shipped_digits()[0][:3]


@pytest.mark.parametrize("kind", LEVELS)
def test_filters_work_on_each_digit_and_stay_between_black_and_white(kind, digits):
    level = LEVELS[kind][0]
    noisy = damaged(digits, kind, level)
    for name, choices in candidates(kind, level).items():
        denoised = choices[len(choices) // 2](noisy)
        assert denoised.shape == digits.shape
        assert denoised.min() >= 0 and denoised.max() <= 1
        if kind == "gaussian":
            assert psnr(denoised, digits).mean() > psnr(noisy, digits).mean(), name


def test_median_is_the_middle_one_of_the_pixels_around(digits):
    noisy = damaged(digits, "gaussian", 0.5)
    median = apply(partial(ndimage.median_filter, footprint=np.ones((3, 3))), noisy)
    assert median[0, 0, 5, 11] == noisy[0, 0, 4:7, 10:13].median()


@pytest.mark.parametrize("kind, level", DAMAGE)
def test_mean_of_what_is_spoiled_is_that_of_many_spoiled_pixels(kind, level):
    greys = np.linspace(0, 1, 6)
    expected = spoiled_mean(greys, kind, level)
    torch.manual_seed(0)
    for grey, mean in zip(greys, expected, strict=True):
        pixels = corrupt(torch.full((40_000,), float(grey)), kind, level, TorchRandom())
        assert pixels.mean().item() == pytest.approx(mean, abs=0.01)
    assert (np.diff(expected) > 0).all()


@pytest.mark.parametrize("kind, level", DAMAGE)
def test_undone_blur_finds_the_grey_that_has_the_mean_it_sees(kind, level):
    mean = spoiled_mean(np.full((28, 28), 0.6), kind, level)
    assert undone_blur(mean, 1, kind, level) == pytest.approx(0.6, abs=1e-3)


def test_undone_blur_of_masking_is_the_blur_over_what_is_left(digits):
    picture = damaged(digits, "masking", 0.5)[0, 0].numpy()
    expected = (ndimage.gaussian_filter(picture, 0.8) / (1 - 0.5)).clip(0, 1)
    assert undone_blur(picture, 0.8, "masking", 0.5) == pytest.approx(expected, abs=2e-3)


@pytest.mark.parametrize("kind, level", DAMAGE)
def test_what_cannot_have_been_spoiled_was_not(kind, level, digits):
    noisy = damaged(digits, kind, level)
    sure = unspoiled(noisy, kind)
    assert torch.equal(noisy[sure], digits[sure])
    assert sure.any() == (kind != "gaussian")


def test_keeping_changes_only_what_may_have_been_spoiled():
    noisy = torch.tensor([0.0, 0.3, 1.0]).view(1, 1, 1, 3)
    half = keeping(lambda x: torch.full_like(x, 0.5), "salt-and-pepper")
    assert half(noisy).flatten().tolist() == pytest.approx([0.5, 0.3, 0.5])
    half = keeping(lambda x: torch.full_like(x, 0.5), "masking")
    assert half(noisy).flatten().tolist() == pytest.approx([0.5, 0.3, 1.0])


def test_pixels_are_kept_where_some_are_unspoiled():
    assert kept(BLUR) in candidates("masking", 0.5)
    assert kept(BLUR) not in candidates("gaussian", 0.5)

from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest
import torch
from scipy import ndimage

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.variants import denoising
from aedemo.evaluation.variants.denoising import apply, candidates, damaged, tune, tuned
from aedemo.measures.pictures import psnr


@pytest.fixture
def digits():
    return shipped_digits()[0][:3]


def test_filters_work_on_each_digit_and_stay_between_black_and_white(digits):
    noisy = damaged(digits, "gaussian", 0.5)
    for filters in candidates().values():
        denoised = apply(filters[len(filters) // 2], noisy)
        assert denoised.shape == digits.shape
        assert denoised.min() >= 0 and denoised.max() <= 1
        assert psnr(denoised, digits).mean() > psnr(noisy, digits).mean()
    median = apply(partial(ndimage.median_filter, footprint=np.ones((3, 3))), noisy)
    inside = noisy[0, 0, 4:7, 10:13]
    assert median[0, 0, 5, 11] == inside.median()


def test_damage_is_the_same_every_time_and_leaves_the_generator_alone(digits):
    torch.manual_seed(3)
    before = torch.get_rng_state()
    noisy = damaged(digits, "masking", 0.5)
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.equal(damaged(digits, "masking", 0.5), noisy)


def test_tuning_takes_the_strength_that_comes_nearest(digits):
    choices = [lambda x: x / 2, lambda x: x, lambda x: x / 3]
    assert tune(choices, digits, digits / 2) is choices[0]


def test_tuning_sees_no_test_digits(digits, monkeypatch):
    @dataclass(frozen=True)
    class HeldOutOnly:
        @property
        def held_out(self):
            return digits, None

        @property
        def test(self):
            raise AssertionError("test digits were looked at")

    monkeypatch.setattr(denoising, "candidates", lambda: {"halving": [lambda x: x / 2]})
    assert list(tuned(HeldOutOnly(), "gaussian", 0.3)) == ["halving"]

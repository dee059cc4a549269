"""The learned linear filter beside scikit-learn's ridge regression."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import Ridge

from aedemo.evaluation.linear_filter import ridge

STRENGTHS = (0.5, 20.0)


@pytest.fixture
def pictures():
    """60 noisy pictures of 4×5 pixels, and their clean ones, which depend on them linearly."""
    generator = torch.Generator().manual_seed(0)
    noisy = torch.rand(60, 1, 4, 5, generator=generator)
    mix = torch.randn(20, 20, generator=generator) / 20
    clean = (noisy.flatten(1) @ mix + 0.4).view_as(noisy)
    return noisy, clean + 0.05 * torch.randn(clean.shape, generator=generator)


@pytest.mark.parametrize("place", [0, 1])
def test_ridge_is_that_of_scikit_learn(place, pictures):
    noisy, clean = pictures
    reference = Ridge(alpha=STRENGTHS[place]).fit(noisy.flatten(1), clean.flatten(1))
    found = ridge(noisy, clean, STRENGTHS)[place]
    assert found.weight.numpy() == pytest.approx(reference.coef_.T, abs=1e-5)
    assert found.bias.numpy() == pytest.approx(reference.intercept_, abs=1e-5)
    expected = np.clip(reference.predict(noisy.flatten(1)), 0, 1).reshape(noisy.shape)
    assert found(noisy).numpy() == pytest.approx(expected, abs=1e-5)


def test_result_stays_between_black_and_white(pictures):
    noisy, clean = pictures
    result = ridge(noisy, 3 * clean - 1, STRENGTHS)[0](noisy)
    assert result.min() == 0 and result.max() == 1

import math

import numpy as np
import pytest
import torch
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.measures.pictures import (
    cut_border,
    luminance_bytes,
    psnr,
    squared_error,
    ssim,
)


@pytest.fixture
def pairs():
    """Three pictures and noisy copies of them, worse from one to the next."""
    generator = torch.Generator().manual_seed(0)
    a = shipped_digits()[0][:3].double()
    noise = torch.randn(a.shape, generator=generator, dtype=torch.float64)
    level = torch.tensor([0.05, 0.2, 0.5]).view(3, 1, 1, 1)
    return a, (a + level * noise).clamp(0, 1)


@pytest.mark.parametrize("peak", [1, 255])
def test_psnr_is_that_of_scikit_image(pairs, peak):
    a, b = (peak * x for x in pairs)
    expected = [
        peak_signal_noise_ratio(*pair, data_range=peak)
        for pair in zip(a.numpy(), b.numpy(), strict=True)
    ]
    np.testing.assert_allclose(psnr(a, b, peak), expected)
    assert psnr(a, a).tolist() == [math.inf] * 3


@pytest.mark.parametrize("peak", [1, 255])
def test_ssim_is_that_of_scikit_image(pairs, peak):
    a, b = (peak * x for x in pairs)
    expected = [
        structural_similarity(
            *pair, data_range=peak, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
        for pair in zip(a[:, 0].numpy(), b[:, 0].numpy(), strict=True)
    ]
    np.testing.assert_allclose(ssim(a, b, peak), expected)
    np.testing.assert_allclose(ssim(a, a, peak), 1)


def test_squared_error_is_one_mean_for_each_picture(pairs):
    expected = [np.mean((a - b) ** 2) for a, b in zip(*(x.numpy() for x in pairs), strict=True)]
    np.testing.assert_allclose(squared_error(*pairs), expected)


def test_border_is_cut_on_all_sides():
    picture = torch.rand(1, 1, 7, 9)
    assert torch.equal(cut_border(picture, 2), picture[:, :, 2:5, 2:7])


def test_luminance_comes_in_whole_grey_levels():
    """BT.601: black is 16, white is 235; a grey picture is its own luminance."""
    black, white = torch.zeros(1, 3, 2, 2), torch.ones(1, 3, 2, 2)
    assert luminance_bytes(black).unique().tolist() == [16]
    assert luminance_bytes(white).unique().tolist() == [235]
    assert luminance_bytes(torch.full((1, 1, 2, 2), 0.5)).unique().tolist() == [128]

import numpy as np
import pytest
import torch
from skimage.color import rgb2ycbcr

from aedemo.data.colour import luminance, rgb_to_ycbcr, ycbcr_to_rgb


@pytest.fixture
def rgb():
    return torch.rand(2, 3, 10, 12, dtype=torch.float64)


def test_colours_are_those_of_scikit_image(rgb):
    expected = rgb2ycbcr(rgb.numpy(), channel_axis=1) / 255
    np.testing.assert_allclose(rgb_to_ycbcr(rgb), expected, atol=1e-9)


def test_there_and_back_again(rgb):
    torch.testing.assert_close(ycbcr_to_rgb(rgb_to_ycbcr(rgb)), rgb)


def test_luminance_is_y_and_grey_is_its_own(rgb):
    torch.testing.assert_close(luminance(rgb), rgb_to_ycbcr(rgb)[:, :1])
    assert torch.equal(luminance(rgb[:, :1]), rgb[:, :1])

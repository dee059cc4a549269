import numpy as np
import pytest
from PIL import Image

from aedemo.data.profiles import in_srgb
from tests.data.icc import profile, srgb_of


@pytest.fixture
def levels():
    return np.random.default_rng(0).integers(0, 256, (24, 32, 3), np.uint8)


def test_numbers_of_another_display_become_those_of_srgb(levels):
    image = Image.fromarray(levels)
    image.info["icc_profile"] = profile()
    pixels = np.asarray(in_srgb(image), float)
    assert np.abs(pixels - srgb_of(levels)).max() <= 2
    assert np.abs(pixels - levels).mean() > 5


@pytest.mark.parametrize("embedded", [None, b"", b"no profile", profile()[:200]])
def test_picture_without_a_profile_that_can_be_read_stays_as_it_is(embedded, levels):
    image = Image.fromarray(levels)
    image.info["icc_profile"] = embedded
    assert np.array_equal(in_srgb(image), levels)


def test_profile_of_other_colours_than_the_pictures_is_left_aside(levels):
    image = Image.fromarray(levels[..., 0])
    image.info["icc_profile"] = profile()
    assert np.array_equal(in_srgb(image), levels[..., 0])

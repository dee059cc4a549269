import numpy as np
import pytest
import torch
from PIL import Image

from aedemo.data.resize import crop_to_multiple, enlarge, mirror, shrink


@pytest.fixture
def picture():
    return torch.rand(24, 36, generator=torch.Generator().manual_seed(0))


def pillow(pixels, height, width):
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC))


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_enlarging_is_pillows_bicubic_of_the_mirrored_picture(factor, picture):
    padded = np.pad(picture.numpy(), 6, mode="symmetric")
    expected = pillow(padded, 36 * factor, 48 * factor)[
        6 * factor : -6 * factor, 6 * factor : -6 * factor
    ]
    np.testing.assert_allclose(enlarge(picture[None, None], factor)[0, 0], expected, atol=1e-5)


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_shrinking_is_pillows_bicubic_of_the_mirrored_picture(factor, picture):
    padded = np.pad(picture.numpy(), 6 * factor, mode="symmetric")
    expected = pillow(padded, 24 // factor + 12, 36 // factor + 12)[6:-6, 6:-6]
    np.testing.assert_allclose(shrink(picture[None, None], factor)[0, 0], expected, atol=1e-5)


@pytest.mark.parametrize("border", [0, 1, 4, 13])
def test_mirror_is_numpys(border):
    picture = torch.rand(2, 3, 5, 6)
    widths = ((0, 0), (0, 0), (border, border), (border, border))
    assert np.array_equal(mirror(picture, border), np.pad(picture, widths, mode="symmetric"))


def test_crop_takes_from_the_lower_and_right_edge():
    picture = torch.rand(1, 1, 7, 11)
    assert torch.equal(crop_to_multiple(picture, 4), picture[..., :4, :8])

import numpy as np
import pytest
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from aedemo.places import PHOTOS
from aedemo.ui.enlarge import enlarge_picture
from aedemo.ui.errors import BadInput


@pytest.fixture(scope="module")
def photo():
    image = Image.open(PHOTOS / "chelsea.png").convert("RGB")
    return np.asarray(image.crop((100, 40, 283, 161)))  # 183×121


def test_picture_is_enlarged_three_ways(photo):
    heard = []
    result = enlarge_picture(photo, 2, False, lambda *progress: heard.append(progress))
    assert list(result.pictures) == ["nearest", "bicubic", "network"]
    assert {pixels.shape for pixels in result.pictures.values()} == {(242, 366, 3)}
    assert {pixels.dtype for pixels in result.pictures.values()} == {np.dtype(np.uint8)}
    assert (result.small, result.large) == ((183, 121), (366, 242))
    assert np.array_equal(result.pictures["nearest"][::2, 1::2], photo)
    assert result.scores == {}
    assert heard == [(1, 1)]


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_hidden_picture_is_recovered_better_than_by_bicubic(photo, factor):
    result = enlarge_picture(photo, factor, True)
    assert result.small == (183 // factor, 121 // factor)
    assert result.large == tuple(factor * side for side in result.small)
    decibels = {name: psnr for name, (psnr, _) in result.scores.items()}
    likeness = {name: ssim for name, (_, ssim) in result.scores.items()}
    assert decibels["network"] > decibels["bicubic"] > decibels["nearest"]
    assert likeness["network"] > likeness["bicubic"] > likeness["nearest"]


def test_scores_are_those_of_scikit_image(photo):
    """Of a grey picture, which is its own luminance; two pixels of border cut."""
    grey = photo[..., 1]
    result = enlarge_picture(grey, 2, True)
    inside = (slice(2, -2), slice(2, -2))
    truth = grey[:120, :182][inside]
    for name, (psnr, ssim) in result.scores.items():
        pixels = result.pictures[name][inside]
        assert psnr == pytest.approx(
            peak_signal_noise_ratio(truth, pixels, data_range=255), abs=1e-3
        )
        expected = structural_similarity(
            truth,
            pixels,
            data_range=255,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
        )
        assert ssim == pytest.approx(expected, abs=1e-3)


def test_more_than_sixteen_megapixels_are_refused():
    with pytest.raises(BadInput) as caught:
        enlarge_picture(np.zeros((2000, 2001), np.uint8), 2, False)
    assert caught.value.key == "failed_output"


def test_picture_too_small_to_hide_is_refused():
    with pytest.raises(BadInput) as caught:
        enlarge_picture(np.zeros((31, 100), np.uint8), 2, True)
    assert caught.value.key == "failed_too_small"
    assert "32×32" in str(caught.value)
    assert enlarge_picture(np.zeros((32, 100), np.uint8), 2, True).large == (100, 32)

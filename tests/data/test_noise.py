import math

import pytest
import torch

from aedemo.data.noise import KINDS, SeededRandom, TorchRandom, corrupt, corrupt_mixed


@pytest.fixture
def grey():
    """Pictures of a grey that no kind of noise makes itself."""
    return torch.full((30, 1, 28, 28), 0.5)


def share(condition):
    return condition.double().mean().item()


def test_kinds():
    assert KINDS == ("gaussian", "masking", "salt-and-pepper")


def test_gaussian_noise_has_the_level_as_its_deviation(grey):
    residual = corrupt(grey, "gaussian", 0.1, SeededRandom(1)) - grey
    assert residual.mean().item() == pytest.approx(0, abs=0.003)
    assert residual.std().item() == pytest.approx(0.1, rel=0.02)


def test_masking_blackens_its_share_of_the_pixels(grey):
    noisy = corrupt(grey, "masking", 0.3, SeededRandom(1))
    assert share(noisy == 0) == pytest.approx(0.3, abs=0.01)
    assert share(noisy == 0.5) == pytest.approx(0.7, abs=0.01)


def test_salt_and_pepper_share_the_pixels_evenly(grey):
    noisy = corrupt(grey, "salt-and-pepper", 0.3, SeededRandom(1))
    for level, expected in ((0, 0.15), (1, 0.15), (0.5, 0.7)):
        assert share(noisy == level) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_noise_stays_in_the_range_of_pixels(kind, grey):
    noisy = corrupt(grey, kind, 1.0, SeededRandom(1))
    assert noisy.shape == grey.shape and noisy.dtype == grey.dtype
    assert noisy.min() >= 0 and noisy.max() <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_level_zero_leaves_the_picture_as_it_is(kind, grey):
    assert torch.equal(corrupt(grey, kind, 0.0, SeededRandom(1)), grey)


@pytest.mark.parametrize("kind", KINDS)
def test_seed_decides_the_noise(kind, grey):
    first, again, other = (corrupt(grey, kind, 0.4, SeededRandom(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize("level", [-0.1, 1.1, math.nan, math.inf])
def test_bad_level_is_refused(level, grey):
    with pytest.raises(ValueError, match="from 0 to 1"):
        corrupt(grey, "masking", level, SeededRandom(1))


def test_unknown_kind_is_answered_with_the_known_ones(grey):
    with pytest.raises(ValueError, match="fog.*gaussian, masking, salt-and-pepper"):
        corrupt(grey, "fog", 0.5, SeededRandom(1))


@pytest.mark.parametrize("random", [TorchRandom(), SeededRandom(1)])
def test_mixed_noise_gives_each_kind_a_third_and_each_picture_a_level(random, grey):
    torch.manual_seed(1)
    noisy = corrupt_mixed(grey, random)
    gaussian, masking, salt_and_pepper = noisy.chunk(3)
    assert len(gaussian.unique()) > 1000
    assert masking.unique().tolist() == [0, 0.5]
    assert salt_and_pepper.unique().tolist() == [0, 0.5, 1]
    shares = [share(picture == 0) for picture in masking]
    assert max(shares) - min(shares) > 0.5


@pytest.mark.parametrize("count", [1, 2, 4])
def test_mixed_noise_keeps_the_shape_of_small_batches(count, grey):
    assert corrupt_mixed(grey[:count], SeededRandom(1)).shape == (count, 1, 28, 28)

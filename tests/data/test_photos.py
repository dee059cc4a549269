from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

from aedemo.data.photos import (
    Patches,
    find_photos,
    read_image,
    read_images,
    round_to_bytes,
    split_photos,
    to_tensor,
    with_halves,
)
from aedemo.failures import Failure
from tests.data.icc import profile, srgb_of

HALO, SIDE = 4, 8


def patches(factor, count=32, photos=None):
    """Patches of noise: nothing in it repeats, so a patch fits in one place only."""
    if photos is None:
        noise = torch.rand(
            1, 1, 18 * factor, 20 * factor, generator=torch.Generator().manual_seed(0)
        )
        photos = [round_to_bytes(noise)]
    return Patches(photos, factor, HALO, batch_size=16, count=count, side=SIDE), photos


def epoch(data, rank=0, world=1):
    return list(data.epoch(torch.Generator().manual_seed(1), rank, world))


def bicubic(small, factor):
    """Pillow's enlargement of what lies inside the halo."""
    size = [factor * side for side in small.shape[::-1]]
    cut = slice(factor * HALO, -factor * HALO)
    enlarged = Image.fromarray(small).resize(size, Image.Resampling.BICUBIC)
    return np.asarray(enlarged)[cut, cut]


def turns(picture):
    """The eight ways to turn and mirror a picture."""
    return [np.rot90(side, quarter) for side in (picture, picture.T) for quarter in range(4)]


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_patch_and_target_lie_at_the_same_place(factor):
    """Bicubic plus what it is said to miss is found in the photograph, turned in some way."""
    data, [photo] = patches(factor)
    everywhere = sliding_window_view(photo[0, 0].numpy(), (SIDE * factor, SIDE * factor))
    ways = set()
    for small, target in epoch(data):
        assert small.shape == (16, 1, SIDE + 2 * HALO, SIDE + 2 * HALO)
        assert target.shape == (16, 1, SIDE * factor, SIDE * factor)
        for y, detail in zip(small[:, 0].numpy(), target[:, 0].numpy(), strict=True):
            distances = [
                np.abs(everywhere - picture).max(axis=(2, 3)).min()
                for picture in turns(bicubic(y, factor) + detail)
            ]
            assert min(distances) < 1e-4
            ways.add(int(np.argmin(distances)))
    assert ways == set(range(8))


def test_epoch_is_as_long_as_was_asked_for():
    data, _ = patches(2, count=40)
    assert len(data) == len(epoch(data)) == 3


def test_two_processes_share_every_batch():
    data, _ = patches(2)
    for (whole, _), (even, _), (odd, _) in zip(
        epoch(data), epoch(data, 0, 2), epoch(data, 1, 2), strict=True
    ):
        assert torch.equal(whole[0::2], even) and torch.equal(whole[1::2], odd)


def test_photographs_that_are_too_small_are_refused():
    with pytest.raises(Failure, match="at least 32 pixels"):
        patches(2, photos=[torch.rand(1, 3, 31, 100)])


def test_photographs_are_learned_from_at_half_their_size_too():
    """Pillow's antialiased bicubic is Matlab's away from the edges."""
    pixels = np.random.default_rng(0).integers(0, 256, (41, 60, 3), np.uint8)
    photo = to_tensor(pixels)
    whole, half = with_halves([photo])
    small = Image.fromarray(pixels[:40]).resize((30, 20), Image.Resampling.BICUBIC)
    assert whole is photo
    assert half.shape == (1, 3, 20, 30)
    inside = (..., slice(2, -2), slice(2, -2))
    assert (half - to_tensor(np.array(small)))[inside].abs().max() < 1.5 / 255


def test_photos_are_found_in_folders_below(tmp_path):
    (tmp_path / "below").mkdir()
    for name in ("b.PNG", "below/a.jpg", "notes.txt", "._b.PNG", "below/._a.jpg"):
        (tmp_path / name).touch()
    assert find_photos(tmp_path, tmp_path) == [tmp_path / "b.PNG", tmp_path / "below" / "a.jpg"]


def test_empty_folder_is_answered_with_its_name(tmp_path):
    with pytest.raises(Failure, match=str(tmp_path)):
        find_photos(tmp_path, tmp_path)


def test_everything_that_is_no_picture_is_named_at_once(tmp_path):
    """Cut, empty, something else, and of numbers that would be read as if they were bytes."""
    whole = BytesIO()
    Image.effect_noise((60, 60), 50).save(whole, "PNG")
    files = {"cut.png": whole.getvalue()[:-400], "empty.jpg": b"", "notes.png": b"Notes"}
    files |= {"header.png": whole.getvalue()[:20], "whole.png": whole.getvalue()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    Image.fromarray(np.full((9, 9), np.nan, np.float32)).save(tmp_path / "float.tif")
    Image.fromarray(np.full((9, 9), 40_000, np.uint16)).save(tmp_path / "deep.png")
    photos = find_photos(tmp_path, tmp_path)
    with pytest.raises(Failure) as caught:
        read_images(photos)
    sentences = str(caught.value).splitlines()
    assert [sentence.split()[0] for sentence in sentences] == [
        str(path) for path in photos if path.name != "whole.png"
    ]
    assert all(sentence.endswith("remove it.") for sentence in sentences)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [("L", 51, [0.2]), ("RGB", (255, 0, 51), [1, 0, 0.2]), ("RGBA", (255, 0, 51, 9), [1, 0, 0.2])],
)
def test_image_is_read_as_grey_or_colour(mode, colour, expected, tmp_path):
    Image.new(mode, (5, 3), colour).save(tmp_path / "image.png")
    image = read_image(tmp_path / "image.png")
    assert image.shape == (1, len(expected), 3, 5)
    torch.testing.assert_close(image[0, :, 0, 0], torch.tensor(expected, dtype=torch.float32))


def test_every_25th_photograph_is_held_out():
    training, held_out = split_photos(files := [Path(f"{number}.png") for number in range(60)])
    assert held_out == [files[24], files[49]]
    assert sorted([*training, *held_out]) == sorted(files)
    assert split_photos(files[:24]) == (files[:24], [])


def test_photograph_is_read_by_its_colour_profile(tmp_path):
    levels = np.random.default_rng(0).integers(0, 256, (16, 16, 3), np.uint8)
    Image.fromarray(levels).save(tmp_path / "photo.png", icc_profile=profile())
    read = 255 * read_image(tmp_path / "photo.png")[0].permute(1, 2, 0).numpy()
    assert np.abs(read - srgb_of(levels)).max() <= 2

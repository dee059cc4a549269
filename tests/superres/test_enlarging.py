"""What the page makes of a picture is what PyTorch makes of it, and scores are scikit-image's."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from aedemo import load_model
from aedemo.data.colour import luminance
from aedemo.data.photos import shrunk_pair, to_tensor
from aedemo.data.resize import enlarge
from aedemo.measures.pictures import cut_border, luminance_bytes
from aedemo.models.tiles import to_bytes
from aedemo.places import PHOTOS
from aedemo.ui.enlarge import enlarge_picture
from tests.superres.page import Case, Made, of_the_page

FACTORS = [2, 3, 4]
SEAMS = 16  # side of tiles of which a picture has several
WAYS = ["nearest", "bicubic", "network"]


def photo(mode: str, height: int, width: int) -> np.ndarray:
    """A piece of a photograph, bytes (H, W) or (H, W, 3)."""
    with Image.open(PHOTOS / "coffee.png") as image:
        return np.array(image.convert(mode))[60 : 60 + height, 120 : 120 + width]


def cases(factor: int) -> list[Case]:
    sizes = [(1, 1), (1, 7), (6, 2), (29, 37)]
    some = [
        Case(photo(mode, *size), factor, kind, SEAMS)
        for kind in ("wasm", "script")
        for mode in ("L", "RGB")
        for size in sizes
    ]
    noise = np.random.default_rng(factor).integers(0, 256, (61, 43, 3), np.uint8)
    red = np.full((5, 9, 3), (255, 0, 0), np.uint8)
    return [*some, Case(photo("RGB", 101, 259), factor), Case(noise, factor), Case(red, factor)]


def hidden(factor: int) -> list[Case]:
    """Pictures that are shrunk and recovered; sides are no multiples of the factor."""
    return [Case(photo(mode, 83, 127), factor, hide=True) for mode in ("L", "RGB")]


@pytest.fixture(scope="module", params=FACTORS)
def compared(request) -> list[tuple[Case, Made]]:
    all_of_them = cases(request.param)
    return list(zip(all_of_them, of_the_page(all_of_them), strict=True))


def levels_apart(one: np.ndarray, other: np.ndarray) -> int:
    assert one.shape == other.shape
    return np.abs(one.astype(int) - other).max()


@torch.inference_mode()
def test_luminance_is_that_of_pytorch(compared):
    for case, made in compared:
        y = luminance(to_tensor(case.picture))
        wanted = load_model(f"superres-x{case.factor}")(y) - enlarge(y, case.factor)
        assert np.abs(made.detail - wanted[0, 0].numpy()).max() <= 1e-5, case


@torch.inference_mode()
def test_pictures_are_those_of_pytorch(compared):
    for case, made in compared:
        tensor, s = to_tensor(case.picture), case.factor
        wanted = {
            "small": case.picture,
            "nearest": case.picture.repeat(s, axis=0).repeat(s, axis=1),
            "bicubic": to_bytes(enlarge(tensor, s)),
            "network": to_bytes(load_model(f"superres-x{s}").upscale(tensor)),
        }
        for name, picture in wanted.items():
            most = 0 if name in ("small", "nearest") else 1
            assert levels_apart(made.pictures[name], picture) <= most, (name, case)


@pytest.mark.parametrize("factor", FACTORS)
def test_hide_and_recover(factor):
    for case, made in zip(hidden(factor), of_the_page(hidden(factor)), strict=True):
        small, truth = shrunk_pair(to_tensor(case.picture), factor)
        assert levels_apart(made.pictures["small"], to_bytes(small)) <= 1
        server = enlarge_picture(case.picture, factor, hide=True)
        for name in WAYS:
            ours, theirs = (
                cut_border(luminance_bytes(x), factor)[0, 0].numpy()
                for x in (to_tensor(made.pictures[name]), truth)
            )
            psnr = peak_signal_noise_ratio(theirs, ours, data_range=255)
            ssim = structural_similarity(
                *(theirs.astype(np.float64), ours.astype(np.float64)),
                data_range=255,
                gaussian_weights=True,
                sigma=1.5,
                use_sample_covariance=False,
            )
            told = made.scores[name]
            assert told["psnr"] == pytest.approx(psnr, abs=1e-3)
            assert told["ssim"] == pytest.approx(ssim, abs=1e-5)
            assert levels_apart(made.pictures[name], server.pictures[name]) <= 1
            wanted = server.scores[name]
            assert told["psnr"] == pytest.approx(wanted[0], abs=1e-3)
            assert told["ssim"] == pytest.approx(wanted[1], abs=1e-5)

"""Pictures whose numbers mean other colours than those of sRGB."""

import io

import numpy as np
import pytest
from PIL import Image

from aedemo.places import PHOTOS
from aedemo.ui.pictures import open_picture
from tests.data.icc import profile, srgb_of


@pytest.fixture
def photo():
    return Image.open(PHOTOS / "coffee.png").convert("RGB").crop((30, 40, 94, 88))


def encoded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_colour_profile_is_honoured(kind, photo):
    """Of a photograph from a display with more colours than sRGB."""
    quality = {"quality": 100} if kind in ("JPEG", "WEBP") else {}
    plain = open_picture(encoded(photo, kind, **quality))
    shown = open_picture(encoded(photo, kind, icc_profile=profile(), **quality))
    assert np.abs(shown - srgb_of(plain)).mean() < 1
    assert np.abs(shown.astype(int) - plain).mean() > 5


def test_transparency_and_profile_go_together(photo):
    photo.putalpha(Image.new("L", photo.size, 51))
    shown = open_picture(encoded(photo, "PNG", icc_profile=profile()))
    expected = 0.2 * srgb_of(np.asarray(photo)[..., :3]) + 0.8 * 255
    assert np.abs(shown - expected).max() < 2

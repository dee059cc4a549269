"""Pictures that cost far more to decode than their size tells."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from aedemo.places import PHOTOS
from aedemo.ui.decoding import READS, SCANS, jpeg_scans
from aedemo.ui.errors import BadInput
from aedemo.ui.pictures import open_picture


def encoded(kind, **options):
    file = io.BytesIO()
    photo = Image.open(PHOTOS / "coffee.png").convert("RGB").resize((320, 240))
    photo.save(file, kind, **options)
    return file.getvalue()


def many_scans(count):
    """A JPEG whose last scan is there so many times more."""
    content = encoded("JPEG", progressive=True)
    start = content.rindex(b"\xff\xda")
    return content[:start] + content[start:-2] * (count + 1) + content[-2:]


def many_chunks(count):
    """A PNG with so many pieces of metadata."""
    content = encoded("PNG")
    chunk = struct.pack(">I", 0) + b"prVt" + struct.pack(">I", zlib.crc32(b"prVt"))
    return content[:33] + count * chunk + content[33:]


def many_comments(count):
    """A JPEG with so many of them."""
    content = encoded("JPEG")
    return content[:2] + count * b"\xff\xfe\x00\x02" + content[2:]


def large_tile():
    """A TIFF of 16×16 pixels in one tile of 30,000×30,000."""
    tags = [(256, 16), (257, 16), (258, 8), (259, 8), (262, 1), (277, 1)]
    tags += [(322, 30_000), (323, 30_000), (324, 300), (325, 20)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    content = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4)
    return content.ljust(300, b"\0") + zlib.compress(bytes(900))


@pytest.mark.parametrize(
    "content",
    [many_scans(SCANS), many_chunks(READS), many_comments(READS), large_tile()],
    ids=["scans", "chunks", "comments", "tile"],
)
def test_costly_picture_is_refused_before_it_is_decoded(content, monkeypatch):
    def decoded(*_):
        raise AssertionError("it was decoded")

    monkeypatch.setattr(Image.Image, "load", decoded)
    with pytest.raises(BadInput) as caught:
        open_picture(content)
    assert caught.value.key == "failed_costly"


@pytest.mark.parametrize("content", [many_scans(9), many_chunks(500), many_comments(500)])
def test_unusual_picture_is_taken(content):
    assert open_picture(content).shape == (240, 320, 3)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_photograph_at_the_limit_of_pixels_is_taken(kind):
    noise = np.random.default_rng(0).integers(0, 256, (1400, 1400), np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, kind)
    assert open_picture(file.getvalue()).shape[:2] == (1400, 1400)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_scans_are_counted_as_pillow_wrote_them(options):
    content = encoded("JPEG", **options)
    # Among the data of a scan 255 is never followed by another marker.
    assert jpeg_scans(content) == content.count(b"\xff\xda") > 0
    trailing = content + b"\xff\xda" * 1000  # a film behind a photograph, say
    assert jpeg_scans(trailing) == jpeg_scans(content)

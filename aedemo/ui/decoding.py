"""What it costs to decode a picture, bounded before it is decoded.

Bytes and pixels do not tell: a JPEG of 54 KiB with 4,000 scans takes seconds, as do ten megabytes
of empty metadata.
"""

from __future__ import annotations

import io

from PIL import Image, TiffImagePlugin

from aedemo import facts

READS = 20_000  # of a file: a photograph of 10 MB takes some thousands at most
SCANS = facts.read("constants")["jpeg_scans"]  # of a progressive JPEG, which usually has ten
SCANNED = facts.read("constants")["jpeg_scanned_pixels"]  # pixels times scans
CHANNELS = 8  # of a TIFF

# Markers of JPEG, behind a byte of 255; of those that stand alone no length follows.
SCAN, END = 0xDA, 0xD9
ALONE = {0x00, 0x01, *range(0xD0, 0xD9)}


class TooCostly(Exception):
    """A picture that would take far more work than its size tells."""


class Frugal(io.BytesIO):
    """A file in memory that is read in so many pieces and no more.

    Pillow reads headers, chunks and blocks of metadata one by one: their number is what they cost.
    """

    def __init__(self, content: bytes):
        super().__init__(content)
        self.reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        if self.reads > READS:
            raise TooCostly
        return super().read(size)


def check_cost(image: Image.Image, content: bytes, pixels: int) -> None:
    """Raises ``TooCostly`` for an opened picture (``content`` its file) that would cost far more
    than others of as many ``pixels``, the most that are taken."""
    if image.format in ("JPEG", "MPO"):
        scans = jpeg_scans(content)
        if scans > SCANS or scans * image.width * image.height > SCANNED:
            raise TooCostly
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        _check_tiff(image, content, pixels)


def _check_tiff(image: TiffImagePlugin.TiffImageFile, content: bytes, pixels: int) -> None:
    """Tiles much larger than the picture, channels nobody has, scans of the JPEGs inside."""
    tile = (TiffImagePlugin.TILEWIDTH, TiffImagePlugin.TILELENGTH)
    width, height = (image.tag_v2.get(tag, 1) for tag in tile)
    channels = image.tag_v2.get(TiffImagePlugin.SAMPLESPERPIXEL, 1)
    strips = image.tag_v2.get(TiffImagePlugin.STRIPOFFSETS, ())
    if not all(isinstance(value, int) for value in (width, height, channels)):
        raise TooCostly
    if width * height > 4 * pixels or channels > CHANNELS:
        raise TooCostly
    pieces = len(strips) if isinstance(strips, tuple) else 1
    jpeg = "jpeg" in str(image.info.get("compression"))
    if jpeg and content.count(bytes((0xFF, SCAN))) > SCANS + 10 * pieces:
        raise TooCostly


def jpeg_scans(content: bytes) -> int:
    """How many scans the first picture in a JPEG file has."""
    at, scans = 2, 0
    while 0 <= (at := content.find(b"\xff", at)) < len(content) - 3:
        marker = content[at + 1]
        if marker == END:
            break
        if marker == 0xFF:  # one byte of filling
            at += 1
        elif marker in ALONE:
            at += 2
        else:
            scans += marker == SCAN
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return scans

"""Files of pictures that Pillow does not write, put together from the formats' own descriptions."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2)]
ADAM7 += [(1, 0, 2, 1)]  # of each pass: first row and column, and the steps of both
# How pixels are stored whose picture is upright once it is turned by an EXIF orientation.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def turned(image: Image.Image, kind: str, orientation: int, **options: Any) -> bytes:
    """A file of ``kind`` that stores a picture otherwise, and says how it is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = image.transpose(TURNS[orientation]) if orientation in TURNS else image
    return encoded(stored, kind, exif=exif, **options)


def chunk(name: bytes, data: bytes) -> bytes:
    """Of a PNG."""
    checksum = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + checksum


def png(levels: np.ndarray, interlaced: bool = False, before: bytes = b"") -> bytes:
    """A PNG of bytes or words (H, W) or (H, W, 3), with chunks ``before`` its data."""
    height, width = levels.shape[:2]
    stored = levels.astype(levels.dtype.newbyteorder(">"))
    passes = [stored[a::c, b::d] for a, b, c, d in ADAM7] if interlaced else [stored]
    rows = [b"\0" + row.tobytes() for each in passes if each.shape[1] for row in each]
    colours = 2 if levels.ndim == 3 else 0
    depth = 8 * levels.itemsize
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced)
    data = chunk(b"IDAT", zlib.compress(b"".join(rows)))
    return SIGNATURE + chunk(b"IHDR", head) + before + data + chunk(b"IEND", b"")


def black(side: int) -> bytes:
    """A PNG of many pixels in few bytes, made without holding the pixels."""
    pack, row = zlib.compressobj(9), bytes(side + 1)
    data = b"".join(pack.compress(row) for _ in range(side)) + pack.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunks(content: bytes) -> list[bytes]:
    """Those of a PNG."""
    found, at = [], len(SIGNATURE)
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        found.append(content[at:end])
        at = end
    return found


def without(content: bytes, name: bytes) -> bytes:
    """A PNG without its chunks of that name."""
    return SIGNATURE + b"".join(each for each in chunks(content) if each[4:8] != name)


def upside_down(bmp: bytes) -> bytes:
    """A BMP whose rows come from the top, which it says by a negative height."""
    height = int.from_bytes(bmp[22:26], "little", signed=True)
    start, stride = int.from_bytes(bmp[10:14], "little"), (len(bmp) - 54) // height
    rows = [bmp[at : at + stride] for at in range(start, len(bmp), stride)]
    return bmp[:22] + struct.pack("<i", -height) + bmp[26:start] + b"".join(reversed(rows))


def segment(marker: int, data: bytes) -> bytes:
    """Of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def many_scans(progressive: bytes, count: int) -> bytes:
    """A progressive JPEG whose last scan is there so many times more."""
    start = progressive.rindex(b"\xff\xda")
    return progressive[:start] + progressive[start:-2] * (count + 1) + progressive[-2:]


def films(brand: bytes) -> bytes:
    """The beginning of a file in the container that films and HEIC have."""
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + brand + b"mp42" + bytes(400)


def placed(screen: Image.Image, frame: Image.Image, left: int, top: int) -> bytes:
    """A GIF whose only frame covers a part of its screen."""
    content = bytearray(encoded(frame, "GIF"))
    content[6:10] = struct.pack("<HH", *screen.size)
    at = content.index(b"\x2c" + bytes(4) + struct.pack("<HH", *frame.size))
    content[at + 1 : at + 5] = struct.pack("<HH", left, top)
    return bytes(content)


def icon(content: bytes) -> bytes:
    """A Windows icon that holds a PNG."""
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 32, 32, 0, 0, 1, 32, len(content), 22) + content

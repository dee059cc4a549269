"""Pictures in and out: whatever a visitor may send, checked before it is decoded."""

from __future__ import annotations

import base64
import io
import math
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import numpy as np
from gradio.context import LocalContext
from PIL import Image, ImageOps

from aedemo import facts
from aedemo.ui import folder
from aedemo.ui.decoding import Frugal, TooCostly, check_cost
from aedemo.ui.errors import BadInput

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
FILE_LIMIT = facts.read("constants")["picture_bytes"]
PIXEL_LIMIT = facts.read("constants")["picture_pixels"]
LEAST_SIDE = facts.read("constants")["picture_side"]


def read_picture(value: Any, name: str = "image") -> np.ndarray:
    """The picture that a request names (an upload by its ``path``, or a ``url`` that holds it), as
    :func:`open_picture` gives it.

    Gradio's own components would open the file, or raise, before any function of ours runs.
    ``name``: of the argument. Raises ``BadInput``.
    """
    if value is None:
        raise BadInput("bad_no_image")
    path, url = (value.get(key) if isinstance(value, dict) else None for key in ("path", "url"))
    if isinstance(url, str) and url.startswith("data:"):
        return open_picture(_from_data_url(url))
    return open_picture(_uploaded(path, name))


def _uploaded(path: Any, name: str) -> bytes:
    """The file ``path`` if it lies among the uploads: a request may name any file of the server."""
    if not folder.holds(path):
        raise BadInput("bad_not_uploaded", name=name)
    try:
        if Path(path).stat().st_size > FILE_LIMIT:
            raise _too_heavy()
        return Path(path).read_bytes()
    except OSError:
        raise BadInput("bad_gone") from None


def _from_data_url(url: str) -> bytes:
    """The bytes in a data: URL (RFC 2397)."""
    head, _, encoded = url.partition(",")
    if len(encoded) > 4 * math.ceil(FILE_LIMIT / 3):  # what a file at the limit becomes
        raise _too_heavy()
    try:
        if head.endswith(";base64"):
            return base64.b64decode(encoded, validate=True)
        return unquote_to_bytes(encoded)
    except ValueError:  # binascii's among them
        raise _no_picture() from None


def _no_picture() -> BadInput:
    return BadInput("failed_not_image", formats=", ".join(FORMATS).replace("WEBP", "WebP"))


def _too_heavy() -> BadInput:
    return BadInput("failed_too_heavy", limit=FILE_LIMIT // 2**20)


def open_picture(content: bytes) -> np.ndarray:
    """The picture in a file as bytes (H, W) or (H, W, 3), upright, in sRGB, without transparency.

    The header is read, size and cost are checked, before a pixel is decoded. Of an animation the
    first frame counts; transparency is laid on white. Raises ``BadInput``.
    """
    if not content:
        raise BadInput("failed_empty_file")
    if len(content) > FILE_LIMIT:
        raise _too_heavy()
    if _is_svg(content):
        raise BadInput("failed_svg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(Frugal(content), formats=FORMATS)
    except TooCostly:
        raise BadInput("failed_costly") from None
    except Image.DecompressionBombError:
        raise BadInput("failed_too_large", width="?", height="?") from None
    except Exception:  # damaged files make the readers raise whatever they stumble over
        raise _no_picture() from None
    with image:
        width, height = image.size
        if width * height > PIXEL_LIMIT:
            raise BadInput("failed_too_large", width=width, height=height)
        if min(width, height) < LEAST_SIDE:
            raise BadInput("failed_too_small", least=LEAST_SIDE)
        try:
            check_cost(image, content, PIXEL_LIMIT)
            return np.array(_flatten(ImageOps.exif_transpose(image)))
        except BadInput:
            raise
        except TooCostly:
            raise BadInput("failed_costly") from None
        except Exception:  # likewise
            raise BadInput("failed_broken") from None


def _is_svg(content: bytes) -> bool:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start)


def _flatten(image: Image.Image) -> Image.Image:
    """Any mode as L or RGB, in sRGB. Raises ``BadInput`` for levels that are no numbers."""
    from aedemo.data.profiles import in_srgb

    if image.mode.startswith("I") or image.mode == "F":
        levels = np.asarray(image).astype(np.float64)
        if not np.isfinite(levels).all():
            raise BadInput("bad_nan")
        if image.mode.startswith("I;16") or levels.max() > 255:
            peak = 65535
        else:  # a wide container of bytes, or of numbers from 0 to 1
            peak = 1 if image.mode == "F" and levels.max() <= 1 else 255
        return in_srgb(_grey(levels.clip(0, peak) * 255 / peak, image.info))
    if image.has_transparency_data:
        opacity = image.convert("RGBA").getchannel("A")
        white = Image.new("RGB", image.size, "white")
        return Image.composite(in_srgb(image.convert("RGB")), white, opacity)
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA", "YCbCr", "HSV", "RGBX"):
        image = image.convert("RGB")
    image = in_srgb(image)
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _grey(levels: np.ndarray, info: dict) -> Image.Image:
    image = Image.fromarray(levels.round().astype(np.uint8))
    image.info = info
    return image


def save_picture(pixels: np.ndarray, name: str) -> str:
    """Writes bytes (H, W) or (H, W, 3) as a PNG that Gradio will serve and remove in time."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    path = str(folder.write(f"{name}.png", file.getvalue()))
    running = LocalContext.blocks.get(None)
    if running:
        running.upload_file_set.add(path)
    return path

"""Pictures in and out: any file a visitor may send, checked before it is decoded."""

from __future__ import annotations

import base64
import binascii
import math
import uuid
import warnings
from pathlib import Path

import gradio as gr
import numpy as np
from gradio.context import LocalContext
from gradio.utils import get_upload_folder
from PIL import Image, ImageOps

from aedemo.ui.errors import BadInput, sentence

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")  # those bad_not_image names
FILE_LIMIT = 10 * 2**20  # bytes
PIXEL_LIMIT = 2_000_000
LEAST_SIDE = 8


class Photo(gr.Image):
    """An image input that hands over the file as it came; :func:`open_picture` judges it.

    Gradio's own opens the file before any function of ours runs, and fails with a traceback.
    """

    def preprocess(self, payload) -> str | None:
        if payload is None:
            return None
        try:
            if payload.url and payload.url.startswith("data:"):
                return _from_data_url(payload.url)
            return _uploaded(payload.path)
        except BadInput as error:
            raise sentence(error) from None

    def get_block_name(self) -> str:
        return "image"


def _uploaded(path: str | None) -> str:
    """``path`` if it lies among the uploads: a request may name any file of the server."""
    if not path or not Path(path).resolve().is_relative_to(Path(get_upload_folder()).resolve()):
        raise BadInput("bad_no_image")
    return path


def _from_data_url(url: str) -> str:
    """The bytes of a data: URL as a file, not yet decoded."""
    encoded = url.partition(",")[2]
    if len(encoded) > 4 * math.ceil(FILE_LIMIT / 3):  # what a file at the limit becomes
        raise _too_heavy()
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise BadInput("bad_not_image") from None
    path = _temporary_file("image")
    path.write_bytes(content)
    return str(path)


def _temporary_file(name: str) -> Path:
    """A new path in Gradio's temporary folder, under an address of its own: visitors who get
    equal pictures must not share a file that is being written. Gradio removes it in time."""
    path = Path(get_upload_folder()) / uuid.uuid4().hex / name
    path.parent.mkdir(parents=True)
    running = LocalContext.blocks.get(None)
    if running:
        running.upload_file_set.add(str(path))
    return path


def _too_heavy() -> BadInput:
    return BadInput("bad_too_heavy", limit=FILE_LIMIT // 2**20)


def open_picture(path: str | None) -> np.ndarray:
    """The picture in a file as bytes (H, W) or (H, W, 3), upright, without transparency.

    The header is read and the size checked before a pixel is decoded. Of an animation the first
    frame counts; transparency is laid on white. Raises ``BadInput``.
    """
    if path is None or not Path(path).is_file():
        raise BadInput("bad_no_image")
    size = Path(path).stat().st_size
    if size == 0:
        raise BadInput("bad_empty_file")
    if size > FILE_LIMIT:
        raise _too_heavy()
    if _is_svg(path):
        raise BadInput("bad_svg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError:
        raise BadInput("bad_too_large", width="?", height="?") from None
    except Exception:  # damaged files make the readers raise whatever they stumble over
        raise BadInput("bad_not_image") from None
    with image:
        width, height = image.size
        if width * height > PIXEL_LIMIT:
            raise BadInput("bad_too_large", width=width, height=height)
        if min(width, height) < LEAST_SIDE:
            raise BadInput("bad_too_small", least=LEAST_SIDE)
        try:
            return np.array(_flatten(ImageOps.exif_transpose(image)))
        except Exception:  # likewise
            raise BadInput("bad_broken") from None


def _is_svg(path: str) -> bool:
    with open(path, "rb") as file:
        start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start)


def _flatten(image: Image.Image) -> Image.Image:
    """Any mode as L or RGB."""
    if image.mode.startswith("I") or image.mode == "F":
        levels = np.asarray(image).astype(np.float64)
        if image.mode.startswith("I;16") or levels.max() > 255:
            peak = 65535
        else:  # a wide container of bytes, or of numbers from 0 to 1
            peak = 1 if image.mode == "F" and levels.max() <= 1 else 255
        return Image.fromarray((levels.clip(0, peak) * 255 / peak).round().astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def save_picture(pixels: np.ndarray, name: str) -> str:
    """Writes bytes (H, W) or (H, W, 3) as a PNG that Gradio will serve and remove in time."""
    path = _temporary_file(f"{name}.png")
    Image.fromarray(pixels).save(path, compress_level=1)
    return str(path)

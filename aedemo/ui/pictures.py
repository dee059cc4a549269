"""Pictures in and out: any file a visitor may send, checked before it is decoded."""

from __future__ import annotations

import uuid
import warnings
from pathlib import Path

import gradio as gr
import numpy as np
from gradio.utils import get_upload_folder
from PIL import Image, ImageOps, UnidentifiedImageError

from aedemo.ui.errors import BadInput, sentence

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
        if payload.url and payload.url.startswith("data:"):
            if len(payload.url) > FILE_LIMIT * 4 / 3:
                raise sentence(too_heavy())
            return _from_data_url(payload.url)
        return payload.path

    def get_block_name(self) -> str:
        return "image"


def too_heavy() -> BadInput:
    return BadInput("bad_too_heavy", limit=FILE_LIMIT // 2**20)


def _from_data_url(url: str) -> str:
    from gradio.image_utils import decode_base64_to_file

    try:
        return str(decode_base64_to_file(url, cache_dir=get_upload_folder()))
    except Exception as error:  # whatever the base64 and image readers make of it
        raise sentence(BadInput("bad_not_image")) from error


def open_picture(path: str | None) -> np.ndarray:
    """The picture in a file as bytes (H, W) or (H, W, 3), upright, without transparency.

    The header is read and the size checked before a pixel is decoded. Of an animation the first
    frame counts; transparency is laid on white. Raises ``BadInput``.
    """
    if path is None:
        raise BadInput("bad_no_image")
    size = Path(path).stat().st_size
    if size == 0:
        raise BadInput("bad_empty_file")
    if size > FILE_LIMIT:
        raise too_heavy()
    if _is_svg(path):
        raise BadInput("bad_svg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path)
    except Image.DecompressionBombError:
        raise BadInput("bad_too_large", width="?", height="?") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadInput("bad_not_image") from None
    with image:
        width, height = image.size
        if width * height > PIXEL_LIMIT:
            raise BadInput("bad_too_large", width=width, height=height)
        if min(width, height) < LEAST_SIDE:
            raise BadInput("bad_too_small", least=LEAST_SIDE)
        try:
            return np.asarray(_flatten(ImageOps.exif_transpose(image)))
        except (OSError, SyntaxError, ValueError, EOFError):
            raise BadInput("bad_broken") from None


def _is_svg(path: str) -> bool:
    with open(path, "rb") as file:
        start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start)


def _flatten(image: Image.Image) -> Image.Image:
    """Any mode as L or RGB."""
    if image.mode.startswith("I") or image.mode == "F":
        levels = np.asarray(image).astype(np.float64)
        peak = 65535 if levels.max() > 255 else 255  # 16 bits, or 8 in a wide container
        return Image.fromarray((levels.clip(0, peak) * 255 / peak).round().astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def save_picture(pixels: np.ndarray, name: str) -> str:
    """Writes a PNG into Gradio's temporary folder, under an address of its own: visitors who get
    equal pictures must not share a file that is being written."""
    folder = Path(get_upload_folder()) / uuid.uuid4().hex
    folder.mkdir(parents=True)
    path = folder / f"{name}.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    return str(path)

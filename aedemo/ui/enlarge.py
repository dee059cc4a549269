"""A picture enlarged three ways, and how close each comes to the truth where it is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from aedemo import facts
from aedemo.ui.errors import BadInput
from aedemo.ui.networks import server_network

OUTPUT_LIMIT = facts.read("constants")["largest_output"]
LEAST_SIDE = facts.read("constants")["least_hidden"]


@dataclass(frozen=True)
class Enlargement:
    """``pictures``: nearest, bicubic and network, bytes; ``scores``: PSNR in dB and SSIM by name,
    empty unless the truth is known."""

    small: tuple[int, int]
    large: tuple[int, int]
    pictures: dict[str, np.ndarray]
    scores: dict[str, tuple[float, float]] = field(default_factory=dict)


def enlarge_picture(
    picture: np.ndarray,
    factor: int,
    hide: bool,
    on_tile: Callable[[int, int], None] = lambda done, total: None,
) -> Enlargement:
    """Bytes (H, W) or (H, W, 3), enlarged. With ``hide`` the picture is shrunk first and then
    recovered, and the scores compare luminance with what was hidden. Raises ``BadInput``."""
    from aedemo.data.photos import shrunk_pair, to_tensor
    from aedemo.data.resize import enlarge
    from aedemo.models.tiles import to_bytes, upscale_in_tiles

    model = server_network(f"superres-x{factor}")
    tensor = to_tensor(picture)
    if hide:
        if min(picture.shape[:2]) < LEAST_SIDE * factor:
            raise BadInput("failed_too_small", least=LEAST_SIDE * factor)
        tensor, truth = shrunk_pair(tensor, factor)
        picture = to_bytes(tensor)
    height, width = picture.shape[:2]
    if height * width * factor**2 > OUTPUT_LIMIT:
        raise BadInput("failed_output", factor=factor)
    pictures = {
        "nearest": picture.repeat(factor, axis=0).repeat(factor, axis=1),
        "bicubic": to_bytes(enlarge(tensor, factor)),
        "network": upscale_in_tiles(model, picture, on_tile),
    }
    scores = (
        {name: _score(pixels, truth, factor) for name, pixels in pictures.items()} if hide else {}
    )
    return Enlargement((width, height), (width * factor, height * factor), pictures, scores)


def _score(pixels: np.ndarray, truth, border: int) -> tuple[float, float]:
    """PSNR and SSIM on whole grey levels of luminance, without ``border`` pixels."""
    from aedemo.data.photos import to_tensor
    from aedemo.measures.pictures import cut_border, luminance_bytes, psnr, ssim

    a, b = (cut_border(luminance_bytes(x), border) for x in (to_tensor(pixels), truth))
    return psnr(a, b, 255).item(), ssim(a, b, 255).item()

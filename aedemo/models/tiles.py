"""Large images through a super-resolution network, piece by piece.

A tile brings the pixels around it along (``model.margin``), so that the pieces fit together to
exactly what the whole image would have given, while memory stays that of one tile.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from aedemo.data.photos import to_tensor
from aedemo.data.resize import mirror
from aedemo.models.superres import SuperResolution

SIDE = 256  # of a tile, in pixels of the small image


@torch.inference_mode()
def upscale_in_tiles(
    model: SuperResolution,
    image: np.ndarray,
    on_tile: Callable[[int, int], None] = lambda done, total: None,
    side: int = SIDE,
) -> np.ndarray:
    """Bytes (H, W) or (H, W, 3) → bytes s times as large; ``on_tile`` hears (done, total)."""
    s, margin = model.factor, model.margin
    height, width = image.shape[:2]
    padded = mirror(to_tensor(image), margin)
    result = np.empty((height * s, width * s, *image.shape[2:]), np.uint8)
    corners = [(y, x) for y in range(0, height, side) for x in range(0, width, side)]
    for done, (y, x) in enumerate(corners, start=1):
        below, right = min(y + side, height), min(x + side, width)
        tile = padded[..., y : below + 2 * margin, x : right + 2 * margin]
        result[y * s : below * s, x * s : right * s] = to_bytes(model.upscale_inside(tile))
        on_tile(done, len(corners))
    return result


def to_bytes(image: torch.Tensor) -> np.ndarray:
    """(1, C, H, W) in [0, 1] → bytes (H, W, 3), or (H, W) if there is one channel."""
    pixels = image[0].clamp(0, 1).mul(255).round().byte().permute(1, 2, 0).numpy()
    return pixels[..., 0] if pixels.shape[2] == 1 else pixels

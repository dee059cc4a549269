"""Photographs for super-resolution: read once, kept in memory, cut into random patches."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from aedemo.data.colour import luminance
from aedemo.data.profiles import in_srgb
from aedemo.data.resize import crop_to_multiple, enlarge, shrink
from aedemo.failures import Failure

BSDS500 = "http://www.eecs.berkeley.edu/Research/Projects/CS/vision/grouping/BSR/BSR_bsds500.tgz"
SUFFIXES = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"}


def find_photos(folder: Path | None, root: Path) -> list[Path]:
    """The image files below ``folder``; without one, BSDS500's train and test parts, downloaded
    into ``root``. Its val part is left out: those images are BSD100, a test set.

    Hidden files are none: what macOS lays beside a picture has its name and ending, and is no
    picture.

    Raises ``Failure`` if the folder holds no photograph, or they cannot be downloaded.
    """
    if folder is None:
        images = root / "BSR" / "BSDS500" / "data" / "images"
        if not images.is_dir():
            _download(root)
        folders = [images / "train", images / "test"]
    else:
        folders = [folder]
    files = sorted(
        path
        for place in folders
        for path in place.rglob("*")
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )
    if not files:
        raise Failure(f"There are no photographs in {folder or root}. Name a folder: --photos DIR")
    return files


def _download(root: Path) -> None:
    from torchvision.datasets.utils import download_and_extract_archive

    try:
        download_and_extract_archive(BSDS500, root)
    except (OSError, RuntimeError, ValueError, EOFError, tarfile.TarError) as error:
        raise Failure(
            f"BSDS500 is not in {root / 'BSR'}, and downloading it there failed. Name a folder of "
            "photographs (--photos DIR), or try again with a network and room on the disk."
        ) from error


def split_photos(files: list[Path]) -> tuple[list[Path], list[Path]]:
    """The photographs that are trained on, and every 25th, on which settings are chosen."""
    held_out = files[24::25]
    return [path for path in files if path not in held_out], held_out


def read_image(path: Path) -> Tensor:
    """An image file in sRGB as (1, 3, H, W) in [0, 1], or (1, 1, H, W) if it is grey.

    Raises ``Failure`` for a file that is cut, no picture, or one of other numbers than bytes.
    """
    try:
        with Image.open(path) as image:
            if image.mode.startswith(("I", "F")):
                raise Failure(
                    f"{path} has more than 8 bits a channel. Save it with 8, or remove it."
                )
            shown = in_srgb(image)
            pixels = np.array(shown if shown.mode == "L" else shown.convert("RGB"))
    except (Failure, FileNotFoundError, MemoryError):
        raise
    except Exception as error:  # Pillow lets through what its many readers stumble over
        raise Failure(
            f"{path} cannot be read as a picture: it is cut, or none. Replace or remove it."
        ) from error
    return to_tensor(pixels)


def read_images(paths: list[Path]) -> list[Tensor]:
    """All of them.

    Raises ``Failure`` that says everything there is to be said, not only about the first.
    """
    images, failures = [], []
    for path in paths:
        try:
            images.append(read_image(path))
        except Failure as failure:
            failures.append(str(failure))
    if failures:
        raise Failure("\n".join(failures))
    return images


def to_tensor(pixels: np.ndarray) -> Tensor:
    """Bytes (H, W) or (H, W, C) → (1, C, H, W) in [0, 1]."""
    return torch.from_numpy(np.atleast_3d(pixels)).permute(2, 0, 1)[None].float() / 255


def round_to_bytes(x: Tensor) -> Tensor:
    """The nearest of the 256 grey levels, as a file would hold it."""
    return x.clamp(0, 1).mul(255).round().div(255)


def shrunk_pair(photo: Tensor, factor: int) -> tuple[Tensor, Tensor]:
    """A photo (1, C, H, W) shrunk by Matlab's bicubic, in bytes, and the part of it that is
    covered: both sides a multiple of ``factor``."""
    full = crop_to_multiple(photo, factor)
    return round_to_bytes(shrink(full, factor)), full


def with_halves(photos: list[Tensor]) -> list[Tensor]:
    """The photographs (1, C, H, W) and each of them at half its size, where it is sharper and
    free of JPEG's traces. FSRCNN augments by scale too (arXiv 1608.00367, 4.1)."""
    return photos + [shrunk_pair(photo, 2)[0] for photo in photos if min(photo.shape[-2:]) > 1]


def luminance_pair(photo: Tensor, factor: int) -> tuple[Tensor, Tensor]:
    """A photo (1, C, H, W) → Y of the photo shrunk by ``factor`` in bytes, and its full Y."""
    small, full = shrunk_pair(photo, factor)
    return luminance(small), luminance(full)


class Patches:
    """Random patches as (small with halo, what bicubic misses), turned and mirrored eight ways."""

    def __init__(
        self,
        photos: list[Tensor],
        factor: int,
        halo: int,
        batch_size: int,
        count: int,
        side: int = 24,
    ):
        self.factor, self.halo, self.side = factor, halo, side
        self.batch_size, self.count = batch_size, count
        window = side + 2 * halo
        large = [photo for photo in photos if min(photo.shape[-2:]) >= window * factor]
        pairs = (luminance_pair(photo, factor) for photo in large)
        self.pairs = [(small[0], (full - enlarge(small, factor))[0]) for small, full in pairs]
        if not self.pairs:
            raise Failure(
                f"Photographs have to be at least {window * factor} pixels on a side, and none is. "
                "Name a folder of larger ones: --photos DIR"
            )

    def __len__(self) -> int:
        """Batches an epoch."""
        return -(-self.count // self.batch_size)

    def epoch(
        self, generator: torch.Generator, rank: int, world: int
    ) -> Iterator[tuple[Tensor, ...]]:
        """Yields (small (N, 1, h, w), missing detail (N, 1, s·h', s·w'))."""
        areas = torch.tensor([float(small.numel()) for small, _ in self.pairs])
        for _ in range(len(self)):
            chosen = torch.multinomial(areas, self.batch_size, True, generator=generator)
            turns = torch.randint(8, (self.batch_size,), generator=generator)
            places = torch.rand(self.batch_size, 2, generator=generator)
            drawn = zip(chosen.tolist(), turns.tolist(), places.tolist(), strict=True)
            cut = [self._cut(*patch) for patch in list(drawn)[rank::world]]
            yield tuple(torch.stack(part) for part in zip(*cut, strict=True))

    def _cut(self, index: int, turn: int, place: tuple[float, float]) -> tuple[Tensor, ...]:
        small, detail = self.pairs[index]
        window = self.side + 2 * self.halo
        top, left = (
            int(at * (length - window + 1))
            for at, length in zip(place, small.shape[-2:], strict=True)
        )
        s, h = self.factor, self.halo
        patches = (
            small[:, top : top + window, left : left + window],
            detail[
                :,
                (top + h) * s : (top + h + self.side) * s,
                (left + h) * s : (left + h + self.side) * s,
            ],
        )
        turned = (patch.rot90(turn % 4, (1, 2)) for patch in patches)
        return tuple(patch.flip(2) if turn >= 4 else patch for patch in turned)

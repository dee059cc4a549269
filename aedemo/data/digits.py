"""MNIST: the whole of it for training, its 10,000 test digits shipped with the project."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from aedemo.failures import Failure
from aedemo.files import read, unzip
from aedemo.places import DATA

TEST_IMAGES = DATA / "t10k-images-idx3-ubyte.gz"
TEST_LABELS = DATA / "t10k-labels-idx1-ubyte.gz"
KINDS = ("images-idx3", "labels-idx1")
LEAST = 120  # digits there have to be, so that some can be held out


def read_idx(path: Path) -> np.ndarray:
    """An IDX file of bytes, the format of MNIST's canonical files, gzipped or not, as an array.

    Raises ``Failure`` for a file that is cut or something else.
    """
    return read(path, _parse_idx, "Delete it and fetch it anew.")


def _parse_idx(content: bytes) -> np.ndarray:
    raw = unzip(content) if content[:2] == b"\x1f\x8b" else content
    if len(raw) < 4 or raw[:3] != b"\0\0\x08" or len(raw) < 4 + 4 * raw[3]:
        raise ValueError("it is cut, or no IDX file of bytes")
    shape = np.frombuffer(raw, ">u4", count=raw[3], offset=4).tolist()
    if len(raw) != 4 + 4 * raw[3] + math.prod(shape):
        raise ValueError(f"it should hold {shape} bytes, and has {len(raw) - 4 - 4 * raw[3]:,}")
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


@cache
def test_digits() -> tuple[Tensor, Tensor]:
    """The 10,000 test images (10000, 1, 28, 28) in [0, 1], and their labels (10000,)."""
    return sample_in(TEST_IMAGES), torch.from_numpy(read_idx(TEST_LABELS).astype(np.int64))


def sample_in(path: Path) -> Tensor:
    """The 10,000 test images of a file, (10000, 1, 28, 28) in [0, 1].

    Raises ``Failure`` if it holds anything else.
    """
    pixels = read_idx(path)
    if pixels.shape != (10_000, 28, 28):
        raise Failure(
            f"{path} holds {pixels.shape} bytes: those are not MNIST's 10,000 test digits. Delete "
            "it and fetch it anew."
        )
    return torch.from_numpy(pixels[:, None].astype(np.float32) / 255)


def mnist_split(root: Path) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
    """The 55,000 images (55000, 1, 28, 28) in [0, 1] that are trained on and their labels, and
    the last 5,000 of MNIST's training part, on which settings are chosen, and theirs.

    torchvision downloads MNIST into ``root`` if it is not there.

    Raises ``Failure`` for files that are damaged, or cannot be had.
    """
    images, labels = training_files(root)
    if not (images.is_file() and labels.is_file()):
        _download(root)
    pixels, classes = read_idx(images), read_idx(labels)
    count = len(classes)
    if (pixels.shape, classes.shape) != ((count, 28, 28), (count,)) or count < LEAST:
        raise Failure(
            f"{images} holds {pixels.shape} bytes and {labels} {classes.shape}: that is not MNIST. "
            "Delete both and fetch them anew."
        )
    if classes.max() > 9:
        raise Failure(f"{labels} has a label above 9. Delete it and fetch it anew.")
    x = torch.from_numpy(pixels[:, None].astype(np.float32)).div_(255)
    y = torch.from_numpy(classes.astype(np.int64))
    kept = len(x) - len(x) // 12
    return (x[:kept], y[:kept]), (x[kept:], y[kept:])


def training_files(root: Path) -> tuple[Path, Path]:
    """Where torchvision lays MNIST's training images and their labels."""
    images, labels = (root / "MNIST" / "raw" / f"train-{kind}-ubyte" for kind in KINDS)
    return images, labels


def _download(root: Path) -> None:
    from torchvision.datasets import MNIST

    try:
        MNIST(root, download=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise Failure(
            f"MNIST is not in {root / 'MNIST' / 'raw'}, and downloading it there failed. Name the "
            "folder that holds it (--data DIR), or try again with a network and room on the disk."
        ) from error


class Digits:
    """Images in memory, shuffled anew each epoch and cut into batches without a DataLoader."""

    def __init__(self, images: Tensor, batch_size: int):
        self.images = images
        self.batch_size = batch_size

    def __len__(self) -> int:
        """Batches an epoch."""
        return -(-len(self.images) // self.batch_size)

    def epoch(
        self, generator: torch.Generator, rank: int, world: int
    ) -> Iterator[tuple[Tensor, ...]]:
        """Yields ``(images,)``; of ``world`` processes each gets its share of every batch."""
        order = torch.randperm(len(self.images), generator=generator)
        for indices in order.split(self.batch_size):
            yield (self.images.index_select(0, indices[rank::world].to(self.images.device)),)

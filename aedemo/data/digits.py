"""MNIST: the whole of it for training, its 10,000 test digits shipped with the project."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from aedemo.places import DATA

TEST_IMAGES = DATA / "t10k-images-idx3-ubyte.gz"
TEST_LABELS = DATA / "t10k-labels-idx1-ubyte.gz"


def read_idx(path: Path) -> np.ndarray:
    """A gzipped IDX file of bytes (the format of MNIST's canonical files) as an array."""
    raw = gzip.decompress(path.read_bytes())
    shape = np.frombuffer(raw, ">u4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


@cache
def test_digits() -> tuple[Tensor, Tensor]:
    """The 10,000 test images (10000, 1, 28, 28) in [0, 1], and their labels (10000,)."""
    images = torch.from_numpy(read_idx(TEST_IMAGES).astype(np.float32) / 255)
    return images[:, None], torch.from_numpy(read_idx(TEST_LABELS).astype(np.int64))


def mnist_split(root: Path) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
    """The 55,000 images (55000, 1, 28, 28) in [0, 1] that are trained on and their labels, and
    the last 5,000 of MNIST's training part, on which settings are chosen, and theirs.

    torchvision downloads MNIST into ``root`` if it is not there.
    """
    from torchvision.datasets import MNIST

    mnist = MNIST(root, train=True, download=True)
    images, labels = mnist.data[:, None].float().div_(255), mnist.targets
    kept = len(images) - len(images) // 12
    return (images[:kept], labels[:kept]), (images[kept:], labels[kept:])


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

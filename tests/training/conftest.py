"""A MNIST of 512 digits, for training that takes seconds."""

import struct

import pytest

from aedemo.data.digits import TEST_IMAGES, TEST_LABELS, read_idx

COUNT = 512


@pytest.fixture(scope="session")
def mnist(tmp_path_factory):
    """The folder that holds it, laid out as torchvision does."""
    root = tmp_path_factory.mktemp("mnist")
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        for source, kind in ((TEST_IMAGES, "images-idx3"), (TEST_LABELS, "labels-idx1")):
            array = read_idx(source)[:COUNT]
            header = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
            (raw / f"{part}-{kind}-ubyte").write_bytes(header + array.tobytes())
    return root

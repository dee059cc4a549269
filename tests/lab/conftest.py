"""MNIST as the exported scripts look for it."""

import gzip
from pathlib import Path

import pytest

from aedemo.places import DATA


@pytest.fixture(scope="session")
def digits(tmp_path_factory) -> Path:
    """A folder as torchvision has it, of which only the test digits are there."""
    raw = tmp_path_factory.mktemp("data") / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in ("images-idx3-ubyte", "labels-idx1-ubyte"):
        (raw / f"train-{name}").touch()
        packed = (DATA / f"t10k-{name}.gz").read_bytes()
        (raw / f"t10k-{name}").write_bytes(gzip.decompress(packed))
    return raw.parents[1]

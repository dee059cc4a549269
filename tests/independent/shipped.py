"""What ships with the site and is measured here: digits, photographs, stored networks."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "aedemo" / "data"


@cache
def digits() -> np.ndarray:
    """MNIST's 10,000 test digits in [0, 1], (10000, 1, 28, 28). The header of the IDX file takes 16
    bytes."""
    content = gzip.decompress((DATA / "t10k-images-idx3-ubyte.gz").read_bytes())
    return np.frombuffer(content, np.uint8, offset=16).reshape(-1, 1, 28, 28) / 255


@cache
def labels() -> np.ndarray:
    """Which digit each of them is, (10000,); this header takes 8 bytes."""
    content = gzip.decompress((DATA / "t10k-labels-idx1-ubyte.gz").read_bytes())
    return np.frombuffer(content, np.uint8, offset=8)


def photographs() -> list[np.ndarray]:
    """RGB in [0, 1], (H, W, 3); ``text.png`` was set, not taken."""
    paths = sorted(path for path in (DATA / "photos").glob("*.png") if path.stem != "text")
    return [np.asarray(Image.open(path).convert("RGB")) / 255 for path in paths]


def weights(name: str) -> dict[str, np.ndarray]:
    """Of a stored network, in double precision, by their names."""
    stored = load_file(ROOT / "weights" / name / "model.safetensors")
    return {key: value.astype(np.float64) for key, value in stored.items()}


def configuration(name: str) -> dict:
    """What ``config.json`` says of a stored network."""
    return json.loads((ROOT / "weights" / name / "config.json").read_text(encoding="utf-8"))

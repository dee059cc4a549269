"""What the page describes the shipped sample of test digits by."""

import gzip

import numpy as np
from safetensors.torch import load
from torch import Tensor

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.codes import EVERY
from aedemo.evaluation.uses.features import PIXELS
from aedemo.hub import CODES, load_network
from aedemo.places import WEIGHTS


def sample_labels() -> np.ndarray:
    """Labels (2500,)."""
    return shipped_digits()[1][::EVERY].numpy()


def sample_features(name: str) -> np.ndarray:
    """Features (2500, d), codes as they were rounded."""
    if name == PIXELS:
        return shipped_digits()[0][::EVERY].flatten(1).numpy()
    shipped = load(gzip.decompress((WEIGHTS / name / CODES).read_bytes()))
    return (shipped["low"] + shipped["step"] * shipped["codes"]).numpy()


def features_of(name: str, images: Tensor) -> np.ndarray:
    """Images (N, 1, 28, 28) → features (N, d)."""
    return (
        images.flatten(1) if name == PIXELS else load_network(name, WEIGHTS).encode(images)
    ).numpy()

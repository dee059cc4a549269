"""What a digit can be described by: its pixels, PCA, the code of a variant."""

from __future__ import annotations

import torch
from torch import Tensor

from aedemo.evaluation.material import Material
from aedemo.evaluation.variants.reconstruction import codes
from aedemo.hub import PCA, load_network
from aedemo.models.registry import coding_variants

PIXELS = "pixels"
SIMPLE = (PIXELS, PCA)  # what a code has to be better than
FEATURES = (*SIMPLE, *coding_variants())


def features(material: Material, name: str, images: Tensor) -> Tensor:
    """Images (N, 1, 28, 28) → features (N, d) by one of ``FEATURES``."""
    if name == PIXELS:
        return images.flatten(1)
    return codes(load_network(name, material.weights), images)


def all_labelled(material: Material) -> tuple[Tensor, Tensor]:
    """The 60,000 digits of MNIST's training part, and their labels."""
    images, labels = zip(material.training, material.held_out, strict=True)
    return torch.cat(images), torch.cat(labels)

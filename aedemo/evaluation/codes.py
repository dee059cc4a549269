"""The codes of a sample of test digits, for the page.

Beside each digit network, and PCA-32, stands ``codes.safetensors.gz`` about one in ``EVERY`` of the
10,000 test digits:

``codes`` (2500, d) bytes, of which each stands for ``low`` (d,) + byte · ``step`` (d,);
``tsne2`` (2500, 2) and ``tsne3`` (2500, 3), where t-SNE of the codes places each digit
(van der Maaten and Hinton 2008), centred, the furthest at a distance of 1.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from aedemo import facts
from aedemo.data.digits import test_digits
from aedemo.hub import CODES, save_compressed
from aedemo.models.autoencoder import Autoencoder

EVERY: int = facts.read("constants")["sample_every"]


@torch.no_grad()
def sample_codes(model: Autoencoder) -> Tensor:
    """Codes (2500, d) of the sample."""
    return torch.cat([model.encode(part) for part in test_digits()[0][::EVERY].split(500)])


def write(folder: Path, code: Tensor) -> None:
    """The codes (N, d), rounded to bytes, and their t-SNE, as ``codes.safetensors.gz``."""
    low = code.amin(dim=0)
    step = (code.amax(dim=0) - low) / 255
    rounded = ((code - low) / step.clamp(min=1e-12)).round().to(torch.uint8)
    tensors = {"codes": rounded, "low": low, "step": step}
    for dimensions in (2, 3):
        tensors[f"tsne{dimensions}"] = tsne(code, dimensions).half()
    save_compressed(tensors, folder / CODES)


def tsne(code: Tensor, dimensions: int) -> Tensor:
    """Places (N, ``dimensions``) of codes (N, d)."""
    from sklearn.manifold import TSNE

    init = "pca" if code.shape[1] >= dimensions else "random"  # a plane has no third component
    estimator = TSNE(dimensions, init=init, random_state=0)
    places = torch.from_numpy(estimator.fit_transform(code.numpy()))
    places -= places.mean(dim=0)
    return places / places.norm(dim=1).max()

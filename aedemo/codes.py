"""The command ``python train.py codes``: the codes of a sample of test digits, for the page.

Beside each digit network, and PCA-32, it writes ``codes.safetensors.gz`` about every fourth of the
10,000 test digits:

``codes`` (2500, d) bytes, of which each stands for ``low`` (d,) + byte · ``step`` (d,);
``tsne2`` (2500, 2) and ``tsne3`` (2500, 3), where t-SNE of the codes places each digit
(van der Maaten and Hinton 2008), centred, the furthest at a distance of 1.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from tqdm import tqdm

from aedemo.data.digits import test_digits
from aedemo.hub import CODES, WEIGHTS, WeightsError, load_model, save_compressed
from aedemo.models import digit_variants

EVERY = 4
PCA = "pca-32"


def codes(words: list[str]) -> int:
    """Computes and writes; the exit code."""
    known = [*digit_variants(), PCA]
    parser = argparse.ArgumentParser(
        prog="train.py codes",
        description="Write the codes of a sample of test digits, and their t-SNE, for the page.",
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"all unless named: {', '.join(known)}"
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the networks")
    options = parser.parse_args(words)
    if unknown := set(options.names) - {*known}:
        parser.error(f"{', '.join(unknown)}: not one of {', '.join(known)}")
    try:
        import sklearn  # noqa: F401
    except ModuleNotFoundError:
        print("train.py: codes needs sklearn: pip install -r requirements-dev.txt", file=sys.stderr)
        return 1
    try:
        for name in tqdm(options.names or known):
            write(options.weights / name, sample_codes(network(name, options.weights)))
    except WeightsError as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    return 0


def network(name: str, weights: Path) -> nn.Module:
    """A stored network; PCA-32 in the form of ``linear``."""
    if name != PCA:
        return load_model(name, weights)
    from safetensors.torch import load_file

    from aedemo.models import variant

    model = variant("linear").network()
    model.load_state_dict(load_file(weights / name / "model.safetensors"))
    return model.eval().requires_grad_(False)


@torch.no_grad()
def sample_codes(model: nn.Module) -> Tensor:
    """Codes (2500, d) of every fourth test digit."""
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

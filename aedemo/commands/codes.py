"""The command ``python train.py codes``: the codes of a sample of test digits, for the page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from aedemo.evaluation.codes import sample_codes, write
from aedemo.hub import PCA, WeightsError, load_network
from aedemo.models.registry import digit_variants
from aedemo.places import WEIGHTS


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
            write(options.weights / name, sample_codes(load_network(name, options.weights)))
    except WeightsError as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    return 0

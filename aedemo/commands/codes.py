"""The command ``python train.py codes``: the codes of a sample of test digits, for the page."""

from __future__ import annotations

import argparse
from pathlib import Path

from tqdm import tqdm

from aedemo.console import answered
from aedemo.evaluation.codes import sample_codes, write
from aedemo.files import try_to_write
from aedemo.hub import load_network
from aedemo.models.registry import coding_variants
from aedemo.places import WEIGHTS
from aedemo.stored import PCA


@answered
def codes(words: list[str]) -> int:
    """Computes and writes; the exit code."""
    known = [*coding_variants(), PCA]
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
    import sklearn  # noqa: F401  # needed at the end

    names = options.names or known
    networks = {name: load_network(name, options.weights) for name in names}
    for name in names:
        try_to_write(options.weights / name)
    for name in tqdm(names):
        write(options.weights / name, sample_codes(networks[name]))
    return 0

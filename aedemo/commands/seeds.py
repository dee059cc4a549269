"""The command ``python train.py seeds``: what another seed comes to."""

from __future__ import annotations

import argparse
from pathlib import Path

from aedemo.console import answered
from aedemo.evaluation.seeds import collect, table
from aedemo.files import try_to_write
from aedemo.places import WEIGHTS


@answered
def seeds(words: list[str]) -> int:
    """Compares, writes and prints; the exit code."""
    parser = argparse.ArgumentParser(
        prog="train.py seeds",
        description="Compare networks that `train.py NAME --seed 1 --output FOLDER` trained "
        "with the shipped ones, on what was held out of training.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the record goes")
    options = parser.parse_args(words)
    try_to_write(options.weights)
    collect(options.folder, options.weights)
    print(table(options.weights))
    return 0

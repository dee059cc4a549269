"""The command ``python train.py lab``: what the page trains in its lab, with PyTorch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from torch import Tensor

from aedemo.commands.train import positive
from aedemo.console import answered
from aedemo.data.digits import KINDS, TEST_IMAGES, sample_in
from aedemo.failures import Failure
from aedemo.files import parse_json, read, try_to_write
from aedemo.lab import Description, description
from aedemo.models.registry import LAB
from aedemo.stored import FILES
from aedemo.training.export import export_lab
from aedemo.training.lab import Training

WAY_OUT = "Name another folder (--output), or delete that one."


@answered
def lab(words: list[str]) -> int:
    """Trains, prints the terms of the loss step by step, and writes; the exit code."""
    parser = argparse.ArgumentParser(
        prog="train.py lab",
        description="Train a network as the lab of the site does, by a description from there.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the description, as JSON")
    parser.add_argument(
        "--data",
        type=Path,
        help="folder that holds MNIST (as torchvision lays it out); its test digits ship, too",
    )
    parser.add_argument("--steps", type=positive, help="fewer than all")
    parser.add_argument(
        "--output", type=Path, default=Path("lab"), help="where the network goes (lab)"
    )
    options = parser.parse_args(words)
    chosen = read_description(options.file)
    images = sample(options.data)
    nothing_lost(options.output, chosen)
    try_to_write(options.output)
    training = Training(chosen, images)
    told: dict[str, float] = {}
    for told in training.tell(options.steps):
        terms = (f"{name} {value:.9g}" for name, value in told.items() if name != "step")
        print(told["step"], *terms, flush=True)
    export_lab(training, told, options.output)
    return 0


def read_description(path: Path) -> Description:
    """The description that a file holds.

    Raises ``Failure`` for one that is none; the message names the file and, where it is about one,
    the field.
    """
    values: Any = read(path, parse_json, "Save one in the lab of the site, or write one by hand.")
    if not isinstance(values, dict):
        raise Failure(f'{path} is no description: it has to be an object, like {{"code": 2}}.')
    try:
        return description(values)
    except Failure as failure:
        raise Failure(f"{path}: {failure}") from failure


def sample(root: Path | None) -> Tensor:
    """MNIST's 10,000 test digits, of a folder or those that ship.

    Raises ``Failure`` for a folder that has others, or none.
    """
    path = root / "MNIST" / "raw" / f"t10k-{KINDS[0]}-ubyte" if root else TEST_IMAGES
    if not path.is_file():
        raise Failure(f"There is no {path}. Name the folder that holds MNIST, or leave --data out.")
    return sample_in(path)


def nothing_lost(folder: Path, chosen: Description) -> None:
    """Raises ``Failure`` if ``folder`` has a network of anything but this description."""
    path = folder / FILES[0]
    if not path.exists():
        return
    there = read(path, parse_json, WAY_OUT)
    try:
        same = there["variant"] == LAB and description(there["arguments"]) == chosen
    except (Failure, LookupError, TypeError, AttributeError):
        same = False
    if not same:
        raise Failure(f"{folder} holds another network. {WAY_OUT}")

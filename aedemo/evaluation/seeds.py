"""What another seed comes to: the record, kept beside the networks, and in Markdown.

A network that was trained from other random numbers lies in a folder of its own, where ``train.py
NAME --seed 1 --output FOLDER`` puts it. Both are compared on what was held out of training.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aedemo.evaluation import records
from aedemo.evaluation.figure import line, number
from aedemo.failures import Failure
from aedemo.files import parse_json, read
from aedemo.models.registry import ONE_CLASS, variants
from aedemo.stored import FILES

FILE = "seeds.json"  # beside the networks
# What decides a run besides the seed and the machine.
RECIPE = ("epochs", "batch_size", "learning_rate", "schedule", "data", "patches", "starts_from")


def collect(folder: Path, weights: Path) -> dict[str, dict]:
    """Adds the networks in ``folder`` to the records of ``weights``; those that were added.

    Raises ``Failure`` for a network of the same seed as the shipped one, or of another recipe.
    """
    added = {}
    for name in [*variants(), *ONE_CLASS]:
        if not (folder / name / FILES[0]).is_file():
            continue
        own, shipped = (training(each, name) for each in (folder, weights))
        if own["seed"] == shipped["seed"]:
            raise Failure(f"{folder / name} has the seed of the shipped network, {own['seed']}.")
        if [own[key] for key in RECIPE] != [shipped[key] for key in RECIPE]:
            raise Failure(f"{folder / name} was trained otherwise than the shipped network.")
        added[name] = {key: own[key] for key in ("seed", "held_out", "seconds", "torch")}
    if not added:
        raise Failure(f"There is no trained network in {folder}.")
    records.keep(weights / FILE, added)
    return added


def training(folder: Path, name: str) -> dict[str, Any]:
    """How a network was trained, as its folder says."""
    path = folder / name / FILES[0]
    return read(path, parse_json, f"Train anew: python train.py {name}")["training"]


def kept(weights: Path) -> dict[str, dict]:
    """The records, by the names of the networks."""
    return records.kept(weights / FILE)


def table(weights: Path) -> str:
    """Of every network with a record the terms of its loss, by shipped and by other seed."""
    lines = [line(["network", "term", "shipped", "other seed"]), "|---|---|---|---|"]
    return "\n".join([*lines, *map(line, compared(weights))])


def compared(weights: Path) -> Iterator[tuple[str, str, str, str]]:
    """Network, term, and its values by the shipped seed and by the other."""
    others = kept(weights)
    for name in [*variants(), *ONE_CLASS]:
        if name in others:
            other = others[name]["held_out"]
            for term, value in training(weights, name)["held_out"].items():
                yield f"`{name}`", term, number(value), number(other[term])

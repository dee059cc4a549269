"""What can be known before the first step is said before it, and not after hours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import matplotlib.figure  # noqa: F401  # needed at the end, and then it would be late
import torch
from filelock import FileLock, Timeout

from aedemo.data.digits import mnist_split
from aedemo.data.photos import find_photos, read_images
from aedemo.failures import Failure
from aedemo.files import parse_json, read, try_to_write
from aedemo.hub import load_model
from aedemo.models.autoencoder import IMAGE, Autoencoder
from aedemo.models.description import describe
from aedemo.stored import FILES
from aedemo.training.checkpoint import different, load_checkpoint
from aedemo.training.experiment import Experiment

BYTES = 24  # of a parameter: it and Adam's two means, in the old checkpoint and in the new one


def check(experiments: list[Experiment], fresh: bool) -> None:
    """Raises ``Failure`` for the first thing that would stop one of them, or be lost by it.

    ``fresh``: what earlier runs left may be lost.
    """
    names = [experiment.name for experiment in experiments]
    for position, experiment in enumerate(experiments):
        model = experiment.variant.build()
        if isinstance(model, Autoencoder):
            rebuildable(model)
        first = experiment.recipe.starts_from
        if first and first not in names[:position]:
            load_model(first, experiment.initial or experiment.output)
        if not fresh and load_checkpoint(experiment) is None:
            nothing_lost(experiment)
        try_to_write(experiment.folder, BYTES * sum(each.numel() for each in model.parameters()))
    for kind, experiment in {each.recipe.data: each for each in experiments}.items():
        if kind == "photos":
            read_images(find_photos(experiment.photos, experiment.data))
        else:
            mnist_split(experiment.data)


def usable(device: str) -> None:
    """Raises ``Failure`` where no numbers can be computed."""
    try:
        torch.zeros(1, device=device).item()
    except (RuntimeError, AssertionError, ValueError) as error:
        raise Failure(
            f"There is no device {device!r} that torch can compute on here. Leave out --device."
        ) from error


@torch.no_grad()
def rebuildable(model: Autoencoder) -> None:
    """Raises ``Failure`` if the page would not get from the layers what the network computes."""
    describe(model)
    model.eval()
    x = torch.rand(2, *IMAGE, generator=torch.Generator().manual_seed(0))
    layers, z = model.networks(), model.encode(x)
    pairs = {
        "encode": (z, layers["encoder"](x)),
        "decode": (model.decode(z), layers["decoder"](z)),
    }
    for name, (own, told) in pairs.items():
        if own.shape != told.shape or not torch.allclose(own, told, atol=1e-4):
            raise Failure(
                f"The page would not rebuild {type(model).__name__}: `{name}` computes something "
                "else than the layers of `networks()`. Put all of it into layers."
            )


def nothing_lost(experiment: Experiment) -> None:
    """Raises ``Failure`` if the network that is there was trained with other settings."""
    path = experiment.folder / FILES[0]
    if not path.exists():
        return
    way_out = "To train anew in its place: --fresh; to keep it, name another --output."

    def settings(content: bytes) -> dict[str, Any]:
        config = parse_json(content)
        try:
            return {**config["training"], **config["arguments"]}
        except (LookupError, TypeError) as error:
            raise ValueError("it does not say how it was trained") from error

    there = read(path, settings, way_out)
    here = json.loads(json.dumps(experiment.settings))
    if differences := different({name: there.get(name) for name in here}, here):
        raise Failure(f"{path.parent} holds a network of other settings: {differences}. {way_out}")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Raises ``Failure`` if another process trains into the folder. A killed one does not count."""
    lock = FileLock(folder / ".training.lock", timeout=0)
    try:
        with lock:
            try:
                yield
            finally:
                with suppress(OSError):
                    Path(lock.lock_file).unlink()
    except Timeout as error:
        raise Failure(
            f"Another process trains into {folder}. Wait for its end, or name another --output."
        ) from error

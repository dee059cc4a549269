"""An interrupted run: its state beside the description of the experiment it belongs to."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any

import torch

from aedemo.failures import Failure
from aedemo.files import read, write
from aedemo.training.experiment import Experiment
from aedemo.training.loop import State


def _description(experiment: Experiment) -> dict[str, Any]:
    """What must not have changed for a checkpoint to be of use, by name."""
    photos = {"photos": str(experiment.photos)} if experiment.recipe.data == "photos" else {}
    return {name: _plain(value) for name, value in (experiment.settings | photos).items()}


def _plain(value: Any) -> Any:
    """In types that are read again without running anything."""
    return value if isinstance(value, int | float | str | None) else repr(value)


def save_checkpoint(experiment: Experiment, state: State) -> None:
    """Writes the state, or leaves the one before it as it was."""
    content = io.BytesIO()
    torch.save({"experiment": _description(experiment), "state": asdict(state)}, content)
    write(experiment.checkpoint, content.getvalue())


def load_checkpoint(experiment: Experiment) -> State | None:
    """The state of an interrupted run of the same experiment, if there is one.

    Raises ``Failure`` for the state of another one, and for a file that is damaged.
    """
    path = experiment.checkpoint
    if not path.exists():
        return None
    anew = "To begin anew without it: --fresh; to keep it, name another --output."

    def parse(content: bytes) -> tuple[dict[str, Any], State]:
        try:
            saved = torch.load(io.BytesIO(content), experiment.device, weights_only=True)
            return saved["experiment"], State(**saved["state"])
        except Exception as error:  # whatever unpickling stumbles over
            raise ValueError("no state of a run, or one of another version") from error

    described, state = read(path, parse, anew)
    differences = different(described, _description(experiment))
    if differences:
        raise Failure(
            f"{path} is what a stopped run left after {state.epoch} epochs, with other settings: "
            f"{differences}. With those settings the run goes on. {anew}"
        )
    return state


def different(there: dict[str, Any], here: dict[str, Any]) -> str:
    """Which settings are not the same, and how; empty if all are."""
    return ", ".join(
        f"{name} {there.get(name, 'unknown')}, not {here.get(name, 'unknown')}"
        for name in {**here, **there}
        if there.get(name) != here.get(name)
    )

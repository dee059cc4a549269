"""An interrupted run: its state beside the description of the experiment it belongs to."""

from __future__ import annotations

from dataclasses import asdict

import torch

from aedemo.models.registry import variant
from aedemo.training.experiment import Experiment
from aedemo.training.loop import State


def _fingerprint(experiment: Experiment) -> dict:
    """What must not have changed for a checkpoint to be of use."""
    chosen = variant(experiment.name)
    return {
        "recipe": asdict(experiment.recipe),
        "arguments": repr(dict(chosen.arguments)),
        "photos": str(experiment.photos),
        "seed": experiment.seed,
    }


def save_checkpoint(experiment: Experiment, state: State) -> None:
    """Writes the state beside the old one and swaps, so that a stop in between loses nothing."""
    experiment.folder.mkdir(parents=True, exist_ok=True)
    partial = experiment.checkpoint.with_suffix(".partial")
    torch.save({**_fingerprint(experiment), "state": asdict(state)}, partial)
    partial.replace(experiment.checkpoint)


def load_checkpoint(experiment: Experiment) -> State | None:
    """The state of an interrupted run of the same experiment, if there is one."""
    if not experiment.checkpoint.exists():
        return None
    saved = torch.load(experiment.checkpoint, map_location=experiment.device, weights_only=True)
    state = saved.pop("state")
    return State(**state) if saved == _fingerprint(experiment) else None

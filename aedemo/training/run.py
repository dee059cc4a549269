"""One run of an experiment, from its description to what it leaves."""

from __future__ import annotations

from collections.abc import Callable

import torch

from aedemo.hub import load_model
from aedemo.models.registry import variant
from aedemo.training.checkpoint import load_checkpoint, save_checkpoint
from aedemo.training.experiment import Experiment
from aedemo.training.export import export
from aedemo.training.loop import Step, is_first_process, train
from aedemo.training.material import load_data


def run(experiment: Experiment, on_step: Callable[[Step, int], None]) -> dict | None:
    """Trains and writes weights, configuration and loss curve; gives the configuration.

    ``on_step`` is told every optimiser step and how many an epoch has. An interrupted run goes
    on from its last finished epoch. Of several processes only the first writes, and
    the others give nothing.
    """
    torch.manual_seed(experiment.seed)
    model = variant(experiment.name).build().to(experiment.device)
    if experiment.recipe.starts_from:
        model.start_from(load_model(experiment.recipe.starts_from, experiment.output))
    data, held_out = load_data(experiment, model)
    state = load_checkpoint(experiment)
    first = is_first_process()
    for step in train(model, data, experiment.recipe, experiment.seed, state):
        on_step(step, len(data))
        if step.state:
            state = step.state
            if first:
                save_checkpoint(experiment, state)
    if not first or state is None:
        return None
    config = export(experiment, model.cpu(), data, held_out, state)
    experiment.checkpoint.unlink(missing_ok=True)
    return config

"""One run of an experiment, from its description to what it leaves."""

from __future__ import annotations

from collections.abc import Callable

import torch

from aedemo.failures import Failure
from aedemo.hub import load_model
from aedemo.training.checkpoint import load_checkpoint, save_checkpoint
from aedemo.training.experiment import Experiment
from aedemo.training.export import export
from aedemo.training.loop import Step, is_first_process, train
from aedemo.training.material import load_data
from aedemo.training.start import alone


def run(
    experiment: Experiment, on_step: Callable[[Step, int], None], fresh: bool = False
) -> dict | None:
    """Trains and writes weights, configuration and loss curve; gives the configuration.

    ``on_step`` is told every optimiser step and how many an epoch has. An interrupted run goes
    on from its last finished epoch, unless one is to begin ``fresh``. Of several processes only the
    first writes, and the others give nothing.
    """
    if not is_first_process():
        return _run(experiment, on_step, fresh)
    experiment.folder.mkdir(parents=True, exist_ok=True)
    with alone(experiment.folder):
        return _run(experiment, on_step, fresh)


def _run(experiment: Experiment, on_step: Callable[[Step, int], None], fresh: bool) -> dict | None:
    state = None if fresh else load_checkpoint(experiment)
    torch.manual_seed(experiment.seed)
    model = experiment.variant.build().to(experiment.device)
    if experiment.recipe.starts_from:
        where = experiment.initial or experiment.output
        model.start_from(load_model(experiment.recipe.starts_from, where))
    data, held_out = load_data(experiment, model)
    if state and state.schedule["total_steps"] != experiment.recipe.epochs * len(data):
        raise Failure(
            f"{experiment.checkpoint} is of a run on other data than {experiment.data} holds. Name "
            "its own (--data DIR), or begin anew: --fresh"
        )
    first = is_first_process()
    if fresh and first:
        experiment.checkpoint.unlink(missing_ok=True)
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

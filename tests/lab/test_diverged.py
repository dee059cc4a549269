"""A loss that is no finite number any more is told and ends the training, at the same step in the
page, in the exported script and in the command."""

from __future__ import annotations

import math
from typing import Any

import pytest

from aedemo.lab import sentence
from tests.lab.curves import apart, of_the_command, of_the_page, of_the_script, run

STEPS = 40
SMALL = {"digits": 200, "batch": 50, "epochs": 20, "hidden": [13], "code": 5}
STEEP = {**SMALL, "optimiser": "sgd", "rate": 100}
RUNS: dict[str, dict[str, Any]] = {
    "mse": {**STEEP, "output": "none", "gain": 2},
    "cross-entropy": {**STEEP, "loss": "cross-entropy", "variational": True, "beta": 100},
    "clamped cross-entropy": {**STEEP, "loss": "cross-entropy", "variational": True, "beta": 100}
    | {"output": "none"},
    "absolute error": {**STEEP, "loss": "l1", "output": "none", "optimiser": "momentum"}
    | {"l2_weights": 0.1, "l1_weights": 0.1},
    "slowly": {**SMALL, "hidden": [], "activation": "none", "output": "none", "optimiser": "sgd"}
    | {"rate": 30, "gain": 2},
    "at the end of an epoch": {**STEEP, "batch": 200, "output": "none", "gain": 4},
    "sparsity": {**SMALL, "sparsity": "l1", "sparsity_weight": 1, "activation": "none"}
    | {"optimiser": "momentum", "rate": 1, "gain": 2, "loss": "l1"},
    "convolutional": {**STEEP, "network": "convolutional", "channels": [3, 4], "output": "none"}
    | {"l2_weights": 0.1},
}


@pytest.fixture(scope="module")
def page():
    """What the page makes of the runs, by their names."""
    return dict(zip(RUNS, of_the_page([*RUNS.values()], STEPS), strict=True))


@pytest.mark.parametrize("name", RUNS)
def test_the_step_whose_loss_is_no_number_is_the_last_one(name, page, tmp_path, digits, capsys):
    curve, script = page[name]["curve"], page[name]["script"]
    *before, last = [step["loss"] for step in curve]
    assert before and all(map(math.isfinite, before)) and not math.isfinite(last)
    assert "held_out" not in curve[-1]
    # Until there all agree, up to the rounding that such a training makes much of.
    assert apart(curve, of_the_script(script, tmp_path, digits, STEPS)) < 0.1
    assert apart(curve, of_the_command(RUNS[name], tmp_path, STEPS)) < 0.1
    said = sentence("spoilt", step=len(curve))
    assert capsys.readouterr().err == f"train.py: {said}\n"
    with pytest.raises(SystemExit) as stopped:
        run(script, tmp_path, digits, STEPS)
    assert stopped.value.code == said

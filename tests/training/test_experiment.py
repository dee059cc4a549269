from dataclasses import replace

import pytest

from aedemo.training.experiment import Experiment, load_checkpoint, save_checkpoint
from aedemo.training.loop import State


@pytest.fixture
def experiment(tmp_path):
    return Experiment("dense", tmp_path / "data", tmp_path / "weights", epochs=5)


def test_checkpoint_is_found_by_the_same_experiment(experiment):
    assert load_checkpoint(experiment) is None
    state = State(epoch=2, history=[{"reconstruction": 0.5}], seconds=3.0)
    save_checkpoint(experiment, state)
    assert load_checkpoint(experiment) == state
    assert [path.name for path in experiment.folder.iterdir()] == ["checkpoint.pt"]


@pytest.mark.parametrize("change", [{"epochs": 6}, {"seed": 1}])
def test_checkpoint_of_another_experiment_is_not_taken(change, experiment):
    save_checkpoint(experiment, State(epoch=2))
    assert load_checkpoint(replace(experiment, **change)) is None


def test_command_repeats_the_experiment(experiment):
    assert experiment.command == "python train.py dense --epochs 5 --seed 0"
    assert replace(experiment, epochs=None, seed=3).command == "python train.py dense --seed 3"

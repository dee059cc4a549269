from dataclasses import replace

import pytest
import torch
from PIL import Image

from aedemo.hub import WeightsError, load_model
from aedemo.places import PHOTOS
from aedemo.training import run as running
from aedemo.training.checkpoint import load_checkpoint, save_checkpoint
from aedemo.training.experiment import Experiment
from aedemo.training.loop import State, Step
from aedemo.training.run import run


@pytest.fixture
def experiment(tmp_path):
    return Experiment("dense", tmp_path / "data", tmp_path / "weights", epochs=5)


def test_checkpoint_is_found_by_the_same_experiment(experiment):
    assert load_checkpoint(experiment) is None
    state = State(epoch=2, history=[{"reconstruction": 0.5}], seconds=3.0)
    save_checkpoint(experiment, state)
    assert load_checkpoint(experiment) == state
    assert [path.name for path in experiment.folder.iterdir()] == ["checkpoint.pt"]


@pytest.fixture
def photos(tmp_path):
    """A folder with one small photograph."""
    folder = tmp_path / "photos"
    folder.mkdir()
    with Image.open(PHOTOS / "chelsea.png") as image:
        image.crop((0, 0, 200, 160)).save(folder / "cat.png")
    return folder


def test_other_factors_start_from_the_trained_convolutions(photos, tmp_path, monkeypatch):
    """As they were before the first step."""
    begun = []

    def no_training(model, *rest):
        begun.append(model.features.state_dict())
        yield Step(0, 1, {}, State(epoch=1, history=[{"reconstruction": 1.0}]))

    monkeypatch.setattr(running, "train", no_training)
    first = Experiment("superres-x2", tmp_path, tmp_path / "weights", photos)
    beside = replace(first, name="superres-x3")
    apart = replace(beside, output=tmp_path / "others", initial=first.output)
    for experiment in (first, beside, apart):
        run(experiment, lambda step, steps: None)
    stored = load_model("superres-x2", first.output).features.state_dict()
    for begin in begun[1:]:
        assert all(torch.equal(tensor, stored[name]) for name, tensor in begin.items())


def test_without_them_the_answer_says_what_to_train_first(photos, tmp_path):
    with pytest.raises(WeightsError, match=r"python train\.py superres-x2"):
        run(Experiment("superres-x3", tmp_path, tmp_path / "weights", photos), lambda *step: None)


def test_command_repeats_the_experiment(experiment):
    assert experiment.command == "python train.py dense --epochs 5 --seed 0"
    assert replace(experiment, epochs=None, seed=3).command == "python train.py dense --seed 3"

"""What is said before the first step, and that nothing is lost by it."""

import shutil
from dataclasses import replace

import pytest
import torch
from PIL import Image
from torch import nn

from aedemo.failures import Failure
from aedemo.hub import WeightsError, load_model
from aedemo.models.dense import Dense
from aedemo.models.recipe import Recipe, Variant
from aedemo.models.registry import ONE_CLASS, variants
from aedemo.places import WEIGHTS
from aedemo.training import experiment as description
from aedemo.training import start
from aedemo.training.checkpoint import load_checkpoint, save_checkpoint
from aedemo.training.experiment import Experiment
from aedemo.training.loop import State
from aedemo.training.run import run
from aedemo.training.start import alone, check, nothing_lost


@pytest.fixture
def experiment(mnist, tmp_path):
    return Experiment("dense", mnist, tmp_path / "数据 für mich", epochs=6)


def refusal(experiment, fresh=False):
    """What is said instead of training."""
    with pytest.raises(Failure) as caught:
        check([experiment], fresh)
    return str(caught.value)


def said(step, steps):
    """Nothing."""


CHANGES = {"epochs": (8, "epochs 6, not 8"), "seed": (1, "seed 0, not 1")}


@pytest.mark.parametrize("change", CHANGES)
def test_checkpoint_of_another_experiment_is_kept_and_the_difference_said(change, experiment):
    save_checkpoint(experiment, State(epoch=2))
    value, difference = CHANGES[change]
    other = replace(experiment, **{change: value})
    sentence = refusal(other)
    assert f"{experiment.checkpoint} is what a stopped run left after 2 epochs" in sentence
    assert f"other settings: {difference}." in sentence and "--fresh" in sentence
    with pytest.raises(Failure):
        run(other, said)
    assert load_checkpoint(experiment) == State(epoch=2)
    check([other], fresh=True)
    assert load_checkpoint(experiment) == State(epoch=2), "only a run discards it"


def test_photographs_of_another_folder_make_another_experiment(experiment, tmp_path):
    enlarging = replace(experiment, name="superres-x2", photos=tmp_path / "one")
    save_checkpoint(enlarging, State(epoch=2))
    with pytest.raises(Failure, match=f"photos {tmp_path / 'one'}, not {tmp_path / 'two'}"):
        load_checkpoint(replace(enlarging, photos=tmp_path / "two"))


def test_fresh_run_begins_anew(experiment):
    save_checkpoint(experiment, State(epoch=5))
    steps = []
    run(replace(experiment, epochs=2), lambda step, _: steps.append(step.epoch), fresh=True)
    assert {*steps} == {0, 1} and not experiment.checkpoint.exists()


@pytest.mark.parametrize("content", [b"", b"garbage" * 99, b"PK\x03\x04" + bytes(99)])
def test_damaged_checkpoint_is_named_and_no_unsafe_advice_passed_on(content, experiment):
    save_checkpoint(experiment, State(epoch=2))
    experiment.checkpoint.write_bytes(content)
    sentence = refusal(experiment)
    assert sentence == (
        f"{experiment.checkpoint} is damaged (no state of a run, or one of another version). "
        "To begin anew without it: --fresh; to keep it, name another --output."
    )
    assert experiment.checkpoint.read_bytes() == content


def test_checkpoint_of_other_data_is_said(experiment, tmp_path):
    save_checkpoint(experiment, State(epoch=2, schedule={"total_steps": 7}))
    with pytest.raises(Failure, match="is of a run on other data"):
        run(experiment, said)
    assert experiment.checkpoint.exists()


def test_network_of_other_settings_is_not_replaced_without_a_word(experiment):
    """A shorter run would spoil what ships."""
    folder = experiment.folder
    shutil.copytree(WEIGHTS / "dense", folder)
    sentence = refusal(experiment)
    assert f"{folder} holds a network of other settings: epochs 40, not 6." in sentence
    assert "--fresh" in sentence
    assert (folder / "config.json").read_bytes() == (WEIGHTS / "dense" / "config.json").read_bytes()
    check([experiment], fresh=True)


@pytest.mark.parametrize("name", [*variants(), *ONE_CLASS])
def test_what_ships_may_be_trained_again(name, tmp_path):
    """By the command that its configuration names; train.py all does it."""
    nothing_lost(Experiment(name, tmp_path, WEIGHTS))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"training": NaN}'])
def test_configuration_that_does_not_say_is_not_replaced_either(content, experiment):
    experiment.folder.mkdir(parents=True)
    (experiment.folder / "config.json").write_bytes(content)
    assert refusal(experiment).startswith(f"{experiment.folder / 'config.json'} is damaged (")


class Unknown(Dense):
    def __init__(self):
        super().__init__()
        self.decoder.insert(1, nn.GELU())


class Halved(Dense):
    """Half of what it computes is not in a layer."""

    def decode(self, z):
        return super().decode(z) / 2


@pytest.mark.parametrize(
    ("network", "reason"),
    [(Unknown, "GELU("), (Halved, "`decode` computes something")],
)
def test_network_that_the_page_cannot_rebuild_is_refused(network, reason, experiment, monkeypatch):
    known = Variant(network, Recipe(epochs=1))
    monkeypatch.setattr(description, "variant", lambda name: known)
    assert reason in refusal(experiment)
    assert not experiment.folder.exists()


@pytest.mark.parametrize("device", ["cuda:77", "abacus", "meta", ""])
def test_device_that_is_not_there_is_named(device):
    with pytest.raises(Failure, match=f"There is no device '{device}'"):
        start.usable(device)


def test_output_that_is_a_file_is_named(experiment):
    experiment.output.write_text("mine")
    assert refusal(experiment).startswith(f"{experiment.folder / '.trial'} cannot be written (")
    assert experiment.output.read_text() == "mine"


def test_photographs_are_looked_at_before_anything_is_trained(experiment, tmp_path):
    """Before the digits, too, which come first and would take hours."""
    photos = tmp_path / "photos"
    photos.mkdir()
    Image.effect_noise((60, 60), 50).save(photos / "whole.png")
    for name, content in (("cut.png", (photos / "whole.png").read_bytes()[:-99]), ("no.jpg", b"")):
        (photos / name).write_bytes(content)
    (photos / "._whole.png").write_bytes(b"of macOS")
    names = ("dense", "superres-x2", "superres-x3")
    every = [replace(experiment, name=name, photos=photos) for name in names]
    with pytest.raises(Failure) as caught:
        check(every, fresh=False)
    named = [line.split(" cannot be read")[0] for line in str(caught.value).splitlines()]
    assert named == [str(photos / "cut.png"), str(photos / "no.jpg")]


def test_digits_are_looked_at_too(experiment, mnist, tmp_path):
    shutil.copytree(mnist, tmp_path / "cut")
    path = tmp_path / "cut" / "MNIST" / "raw" / "train-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:-1])
    assert str(path) in refusal(replace(experiment, data=tmp_path / "cut"))


def test_what_a_factor_starts_from_is_asked_for_first(experiment, tmp_path):
    enlarging = replace(experiment, name="superres-x3", photos=tmp_path)
    with pytest.raises(WeightsError, match=r"python train\.py superres-x2"):
        check([experiment, enlarging], fresh=False)


def test_two_do_not_train_into_the_same_folder(experiment):
    experiment.folder.mkdir(parents=True)
    with alone(experiment.folder):
        with pytest.raises(Failure, match=f"Another process trains into {experiment.folder}"):
            run(experiment, said)
        assert not experiment.checkpoint.exists()
    run(replace(experiment, epochs=1), said)
    names = {path.name for path in experiment.folder.iterdir()}
    assert names == {"config.json", "loss.png", "model.safetensors"}


def test_killed_run_leaves_nothing_in_the_way(experiment):
    """Half a checkpoint, half a configuration and the lock of a process that is no more."""
    experiment.folder.mkdir(parents=True)
    for name in (".checkpoint.pt.partial", ".config.json.partial", ".training.lock"):
        (experiment.folder / name).write_bytes(b"half")
    check([experiment], fresh=False)
    run(replace(experiment, epochs=1), said)
    assert not [path.name for path in experiment.folder.iterdir() if path.name.startswith(".")]
    load_model(experiment.folder)


class Spoilt(Dense):
    """Its loss, or a gradient where the loss is none, is no number from the third batch on."""

    def __init__(self, where):
        super().__init__()
        self.where, self.batches = where, 0

    def loss(self, x):
        self.batches += 1
        terms = super().loss(x)
        if self.batches < 12:
            return terms
        if self.where == "loss":
            return {**terms, "extra": terms["reconstruction"] * torch.nan}
        flat = (self.decoder[0].bias * 0).sum()
        return {**terms, "extra": flat.sqrt()}  # 0, with a gradient of 0 · ∞


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("loss", r"^The loss is no finite number: .*extra nan in epoch 3, step 4\. "),
        ("gradient", r"^A weight is no finite number after epoch 3\. "),
    ],
)
def test_what_is_no_number_stops_the_run_and_spoils_nothing(
    where, sentence, experiment, monkeypatch
):
    """In the very last step of the third epoch, of four batches."""
    known = Variant(lambda: Spoilt(where), Recipe(epochs=6))
    monkeypatch.setattr(description, "variant", lambda name: known)
    with pytest.raises(Failure, match=sentence):
        run(experiment, said)
    state = load_checkpoint(experiment)
    assert state.epoch == 2
    assert all(torch.isfinite(tensor).all() for tensor in state.model.values())
    assert [path.name for path in experiment.folder.iterdir()] == ["checkpoint.pt"]

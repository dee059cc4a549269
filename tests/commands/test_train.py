import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from runpy import run_path

import pytest
import torch
from PIL import Image

from aedemo import load_model
from aedemo.commands.train import train as train_here
from aedemo.data.digits import mnist_split
from aedemo.models import superres
from aedemo.places import PHOTOS, WEIGHTS

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}
DENSE = ["dense", "--epochs", "20"]
# ``train.py`` of which somebody has had enough after three epochs.
INTERRUPTED = """
import os, signal
from runpy import run_path
from aedemo.training import run
save = run.save_checkpoint
def save_and_stop(experiment, state):
    save(experiment, state)
    if state.epoch == 3:
        os.kill(os.getpid(), signal.SIGINT)
run.save_checkpoint = save_and_stop
run_path("train.py", run_name="__main__")
"""


def train(*arguments, program=("train.py",)):
    """Exit code, output and complaints of ``python train.py``."""
    command = [sys.executable, *program, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, text=True, capture_output=True, timeout=300
    )
    return done.returncode, done.stdout, done.stderr


def weights(output):
    return load_model("dense", output).state_dict()


def configuration(output):
    return json.loads((output / "dense" / "config.json").read_text(encoding="utf-8"))


def error(output):
    return configuration(output)["training"]["held_out"]["reconstruction"]


@pytest.fixture(scope="module")
def finished(mnist, tmp_path_factory):
    """The output of an uninterrupted run."""
    output = tmp_path_factory.mktemp("finished")
    code, _, complaints = train(*DENSE, "--data", mnist, "--output", output)
    assert code == 0, complaints
    return output


def test_run_leaves_a_folder_that_can_be_published(finished):
    folder = finished / "dense"
    files = {path.name for path in folder.iterdir()}
    assert files == {"model.safetensors", "config.json", "README.md", "loss.png"}
    config = configuration(finished)
    assert config["training"]["command"] == "python train.py dense --epochs 20 --seed 0"
    assert 0 < error(finished) < 0.07
    assert Image.open(folder / "loss.png").size > (100, 100)
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert config["training"]["command"] in card
    assert f"On digits that were held out: reconstruction {error(finished):.4g}." in card
    rebuilt = load_model("dense", finished)(torch.rand(1, 1, 28, 28))
    assert rebuilt.shape == (1, 1, 28, 28)


def test_stopped_run_goes_on_to_the_same_weights(finished, mnist, tmp_path):
    arguments = [*DENSE, "--data", mnist, "--output", tmp_path]
    checkpoint = tmp_path / "dense" / "checkpoint.pt"
    code, output, complaints = train(*arguments, program=("-c", INTERRUPTED))
    assert code == 130
    assert "Stopped. The same command goes on from the last finished epoch." in output
    assert "Traceback" not in complaints
    assert [path.name for path in checkpoint.parent.glob("*")] == ["checkpoint.pt"]
    code, output, complaints = train(*arguments)
    assert code == 0, complaints
    assert "dense 3/20" not in output and "dense 4/20" in output
    resumed, whole = weights(tmp_path), weights(finished)
    assert all(torch.equal(tensor, resumed[name]) for name, tensor in whole.items())


def test_two_processes_learn_as_one_does(finished, mnist, tmp_path):
    program = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", "train.py"]
    code, _, complaints = train(*DENSE, "--data", mnist, "--output", tmp_path, program=program)
    assert code == 0, complaints
    assert error(tmp_path) == pytest.approx(error(finished), rel=0.01)


def short(data, output):
    """The words of a training of one epoch."""
    return ["--epochs", "1", "--data", str(data), "--output", str(output)]


def test_linear_leaves_pca_beside_it(mnist, tmp_path):
    assert train_here(["linear", *short(mnist, tmp_path)]) == 0
    for name in ("pca-32", "pca-256"):
        names = [path.name for path in (tmp_path / name).iterdir()]
        assert sorted(names) == ["config.json", "model.safetensors"]
        made, shipped = (
            json.loads((folder / name / "config.json").read_text())
            for folder in (tmp_path, WEIGHTS)
        )
        assert made["code"].pop("mean") == pytest.approx([0] * made["code"]["size"], abs=1e-3)
        assert made["networks"] == shipped["networks"]
        assert made["code"]["size"] == shipped["code"]["size"]


def test_networks_of_one_digit_are_trained_on_it_alone(mnist, tmp_path):
    """All ten by one command, or each by its own; the same seed gives the same weights."""
    assert train_here(["one-class", *short(mnist, tmp_path)]) == 0
    assert train_here(["digit-0", "digit-9", *short(mnist, tmp_path / "again")]) == 0
    for name in ("digit-0", "digit-9"):
        once, again = (
            (folder / name / "model.safetensors").read_bytes()
            for folder in (tmp_path, tmp_path / "again")
        )
        assert once == again
    (images, labels), _ = mnist_split(mnist)
    for digit in range(10):
        config = json.loads((tmp_path / f"digit-{digit}" / "config.json").read_text())
        command = f"python train.py digit-{digit} --epochs 1 --seed 0"
        assert config["training"]["command"] == command
        code = config["code"]
        model = load_model(f"digit-{digit}", tmp_path)
        own = model.encode(images[labels == digit]).mean(dim=0)
        assert torch.allclose(own, torch.tensor(code["mean"]), atol=1e-3)


def test_photographs_of_ones_own_train_super_resolution(tmp_path, monkeypatch):
    """By few patches."""
    usual = superres.VARIANTS["superres-x2"]
    few = replace(usual, recipe=replace(usual.recipe, patches=32))
    monkeypatch.setitem(superres.VARIANTS, "superres-x2", few)
    words = ["--epochs", "1", "--photos", str(PHOTOS), "--output", str(tmp_path)]
    assert train_here(["superres-x2", *words]) == 0
    names = {path.name for path in (tmp_path / "superres-x2").iterdir()}
    assert {"example-bicubic.png", "example-network.png"} < names
    assert load_model("superres-x2", tmp_path).factor == 2


def test_missing_photographs_are_answered_with_a_sentence(tmp_path, capsys):
    words = ["--photos", str(tmp_path / "nowhere"), "--output", str(tmp_path)]
    assert train_here(["superres-x2", *words]) == 1
    assert capsys.readouterr().err == (
        f"train.py: There are no photographs in {tmp_path / 'nowhere'}. "
        "Name a folder: --photos DIR\n"
    )


def test_evaluate_is_part_of_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["train.py", "evaluate", "--help"])
    with pytest.raises(SystemExit) as ended:
        run_path(str(ROOT / "train.py"), run_name="__main__")
    assert ended.value.code == 0
    output = capsys.readouterr().out
    assert "usage: train.py evaluate" in output and "--benchmarks" in output


def test_unknown_variant_is_answered_with_the_known_ones(capsys):
    with pytest.raises(SystemExit) as ended:
        train_here(["alexnet"])
    assert ended.value.code == 2
    complaints = capsys.readouterr().err
    assert "alexnet" in complaints and "superres-x4" in complaints

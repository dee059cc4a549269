import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from PIL import Image

from aedemo import load_model
from aedemo.data.digits import mnist_split
from aedemo.places import PHOTOS, WEIGHTS

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}
DENSE = ["dense", "--epochs", "60"]


def start(*arguments, launcher=()):
    """Begins ``python train.py``, its output kept."""
    command = [sys.executable, *launcher, "train.py", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def train(*arguments, launcher=()):
    """Exit code, output and complaints of a run."""
    process = start(*arguments, launcher=launcher)
    output, complaints = process.communicate(timeout=300)
    return process.returncode, output, complaints


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
    assert config["training"]["command"] == "python train.py dense --epochs 60 --seed 0"
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
    process = start(*arguments)
    # On a busy machine the training must not be over before this is seen.
    os.setpriority(os.PRIO_PROCESS, process.pid, 5)
    while not checkpoint.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    output, complaints = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "Stopped. The same command goes on from the last finished epoch." in output
    assert "Traceback" not in complaints
    assert [path.name for path in checkpoint.parent.glob("*")] == ["checkpoint.pt"]
    code, output, complaints = train(*arguments)
    assert code == 0, complaints
    assert "dense 1/60" not in output
    resumed, whole = weights(tmp_path), weights(finished)
    assert all(torch.equal(tensor, resumed[name]) for name, tensor in whole.items())


def test_two_processes_learn_as_one_does(finished, mnist, tmp_path):
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    code, _, complaints = train(*DENSE, "--data", mnist, "--output", tmp_path, launcher=launcher)
    assert code == 0, complaints
    assert error(tmp_path) == pytest.approx(error(finished), rel=0.01)


def test_linear_leaves_pca_beside_it(mnist, tmp_path):
    code, _, complaints = train("linear", "--epochs", 1, "--data", mnist, "--output", tmp_path)
    assert code == 0, complaints
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
    """All ten by one command; the same seed gives the same weights."""
    for output in ("once", "again"):
        code, _, complaints = train(
            "one-class", "--epochs", 1, "--data", mnist, "--output", tmp_path / output
        )
        assert code == 0, complaints
    (images, labels), _ = mnist_split(mnist)
    for digit in range(10):
        once, again = (tmp_path / output / f"digit-{digit}" for output in ("once", "again"))
        assert (once / "model.safetensors").read_bytes() == (
            again / "model.safetensors"
        ).read_bytes()
        training = json.loads((once / "config.json").read_text())["training"]
        assert training["command"] == f"python train.py digit-{digit} --epochs 1 --seed 0"
        code = json.loads((once / "config.json").read_text())["code"]
        model = load_model(f"digit-{digit}", tmp_path / "once")
        own = model.encode(images[labels == digit]).mean(dim=0)
        assert torch.allclose(own, torch.tensor(code["mean"]), atol=1e-3)


def test_photographs_of_ones_own_train_super_resolution(tmp_path):
    code, _, complaints = train(
        "superres-x2", "--epochs", 1, "--photos", PHOTOS, "--output", tmp_path
    )
    assert code == 0, complaints
    names = {path.name for path in (tmp_path / "superres-x2").iterdir()}
    assert {"example-bicubic.png", "example-network.png"} < names
    assert load_model("superres-x2", tmp_path).factor == 2


def test_missing_photographs_are_answered_with_a_sentence(tmp_path):
    code, output, complaints = train(
        "superres-x2", "--photos", tmp_path / "nowhere", "--output", tmp_path
    )
    assert code == 1
    assert complaints == (
        f"train.py: There are no photographs in {tmp_path / 'nowhere'}. "
        "Name a folder: --photos DIR\n"
    )


def test_evaluate_is_part_of_the_command_line():
    code, output, _ = train("evaluate", "--help")
    assert code == 0
    assert "usage: train.py evaluate" in output and "--benchmarks" in output


def test_unknown_variant_is_answered_with_the_known_ones():
    code, _, complaints = train("alexnet")
    assert code == 2
    assert "alexnet" in complaints and "superres-x4" in complaints
    assert "Traceback" not in complaints

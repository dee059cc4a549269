"""What the page saves of a network is what ``train.py lab`` writes, and is read like it."""

from __future__ import annotations

import json
import subprocess

import pytest
import torch

from aedemo import load_model
from aedemo.data.digits import TEST_IMAGES, sample_in
from aedemo.lab import description
from aedemo.training.export import export_lab
from aedemo.training.lab import Training
from tests.conftest import ROOT

STEPS = 3
DIGITS = 5
SMALL = {"digits": 200, "batch": 50, "epochs": 2}
RUNS = [
    {"hidden": [16], "code": 4},
    {"hidden": [], "code": 1024, "sparsity": "top-k", "active": 9},
    {"hidden": [20, 12], "code": 1, "tied": True, "batch_norm": True, "dropout": 0.2},
    {"hidden": [16], "code": 2, "variational": True, "activation": "leaky_relu", "output": "none"},
    {"network": "convolutional", "channels": [3, 5], "code": 7, "batch_norm": True},
    {"network": "convolutional", "channels": [4], "kernel": 4, "code": 3, "variational": True},
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """By number of the run: the folder that the page saved, and the digits it rebuilds."""
    folder = tmp_path_factory.mktemp("saved")
    asked = {"folder": str(folder), "steps": STEPS, "digits": DIGITS}
    done = subprocess.run(
        ["node", ROOT / "tests" / "js" / "lab" / "saved.js"],
        input=json.dumps({**asked, "runs": [{**SMALL, **run} for run in RUNS]}),
        capture_output=True,
        check=True,
        text=True,
    )
    return [(folder / str(at), each) for at, each in enumerate(json.loads(done.stdout))]


def close(found, stored) -> bool:
    """Whether two values of JSON are the same, numbers nearly."""
    if isinstance(stored, dict):
        return found.keys() == stored.keys() and all(
            close(found[key], stored[key]) for key in stored
        )
    if isinstance(stored, list):
        return len(found) == len(stored) and all(map(close, found, stored))
    return found == stored or found == pytest.approx(stored, rel=1e-3, abs=2e-3)


@pytest.mark.parametrize("at", range(len(RUNS)), ids=lambda at: str(RUNS[at]))
def test_the_folder_is_read_and_rebuilds_what_the_page_does(saved, at):
    folder, rebuilt = saved[at]
    model = load_model(folder)
    x = sample_in(TEST_IMAGES)[:DIGITS]
    expected = torch.tensor(rebuilt).view_as(x)
    torch.testing.assert_close(model(x), expected, rtol=0, atol=1e-5)
    assert model.description == description({**SMALL, **RUNS[at]})


@pytest.mark.parametrize("at", range(len(RUNS)), ids=lambda at: str(RUNS[at]))
def test_the_configuration_is_that_of_the_command(saved, at, tmp_path):
    training = Training(description({**SMALL, **RUNS[at]}), sample_in(TEST_IMAGES))
    told = list(training.tell(STEPS))[-1]
    export_lab(training, told, tmp_path)
    found, expected = (
        json.loads((folder / "config.json").read_text(encoding="utf-8"))
        for folder in (saved[at][0], tmp_path)
    )
    del expected["training"]["torch"]  # which the page has not
    assert list(found) == list(expected)
    assert close(found, expected)

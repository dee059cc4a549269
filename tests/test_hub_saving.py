"""Weights and configurations as they are written."""

import json
import math

import pytest
import torch
from safetensors.torch import load_file

from aedemo import load_model, stored
from aedemo.failures import Failure
from aedemo.hub import save_weights, write_config
from aedemo.models.dense import Dense
from aedemo.models.recipe import Recipe, Variant
from aedemo.places import WEIGHTS

MEGABYTE = 10**6


@pytest.mark.parametrize("number", [math.nan, math.inf, 70_000.0])
def test_weights_that_are_not_finite_in_half_precision_are_not_written(number, tmp_path):
    model = Dense()
    with torch.no_grad():
        model.decoder[0].bias[0] = number
    with pytest.raises(Failure, match=r"decoder\.0\.bias is not finite"):
        save_weights(model, tmp_path / "dense")
    assert not (tmp_path / "dense").exists()


def test_configuration_with_a_number_that_is_none_is_not_written(tmp_path):
    write_config(tmp_path, {"old": 1})
    with pytest.raises(Failure, match="no finite number"):
        write_config(tmp_path, {"held_out": {"reconstruction": math.nan}})
    assert json.loads((tmp_path / "config.json").read_text()) == {"old": 1}


class Tied(Dense):
    """Two of its layers are one."""

    def __init__(self):
        super().__init__()
        self.again = self.encoder[1]


def test_tied_weights_are_saved_and_loaded(tmp_path, monkeypatch):
    """Both names are in the file, and are one parameter again afterwards."""
    description = Variant(Tied, Recipe(epochs=1))
    monkeypatch.setattr(stored, "variant", lambda name: description)
    model = Tied()
    save_weights(model, tmp_path / "dense")
    write_config(tmp_path / "dense", {"arguments": {}})
    loaded = load_model("dense", tmp_path)
    assert loaded.again.weight is loaded.encoder[1].weight
    assert torch.equal(loaded.again.weight, model.again.weight)


def test_saved_model_is_what_is_loaded_again(tmp_path):
    """Rounded to half precision in the file and in memory alike."""
    model = Dense()
    save_weights(model, tmp_path / "dense")
    write_config(tmp_path / "dense", {"arguments": {}})
    loaded = load_model("dense", tmp_path).state_dict()
    assert all(torch.equal(tensor, loaded[name]) for name, tensor in model.state_dict().items())
    stored = load_file(tmp_path / "dense" / "model.safetensors")
    assert {tensor.dtype for tensor in stored.values()} == {torch.float16}


def test_configuration_is_written_as_it_was_given(tmp_path):
    config = {"arguments": {}, "numbers": [1, -2.5, 3e-05], "text": "‖J‖ [1,\n 2]", "empty": []}
    write_config(tmp_path, config)
    assert json.loads((tmp_path / "config.json").read_text(encoding="utf-8")) == config


def test_weights_are_small():
    """Five megabytes a file, twenty-eight together; the page fetches them."""
    files = [path for path in WEIGHTS.rglob("*") if path.is_file() and path.suffix != ".pt"]
    sizes = [path.stat().st_size for path in files]
    assert max(sizes) <= 5 * MEGABYTE
    assert sum(sizes) <= 28 * MEGABYTE

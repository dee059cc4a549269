import json
import shutil

import pytest
import torch
from safetensors.torch import load_file

from aedemo import load_model, variants
from aedemo.hub import WeightsError, save_weights, write_config
from aedemo.models.dense import Dense
from aedemo.places import WEIGHTS

MEGABYTE = 10**6


@pytest.fixture
def weights(tmp_path):
    """A weights folder of one's own, with the dense network in it."""
    shutil.copytree(WEIGHTS / "dense", tmp_path / "dense")
    return tmp_path


def refusal(name, weights):
    """The sentence that comes instead of a network."""
    with pytest.raises(WeightsError) as caught:
        load_model(name, weights)
    return str(caught.value)


@pytest.mark.parametrize("name", variants())
def test_model_comes_ready_to_use(name):
    model = load_model(name)
    assert not any(module.training for module in model.modules())
    assert not any(parameter.requires_grad for parameter in model.parameters())


def test_missing_folder_is_named(tmp_path):
    message = refusal("dense", tmp_path)
    assert str(tmp_path / "dense") in message
    assert "python train.py dense" in message


@pytest.mark.parametrize("file", ["config.json", "model.safetensors"])
def test_missing_file_is_named(file, weights):
    (weights / "dense" / file).unlink()
    assert str(weights / "dense" / file) in refusal("dense", weights)


def cut(folder):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])


def cut_in_the_header(folder):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:50])


def empty(folder):
    (folder / "model.safetensors").write_bytes(b"")


def of_another_network(folder):
    shutil.copy(WEIGHTS / "vae" / "model.safetensors", folder)


def with_the_configuration_of_another_network(folder):
    shutil.copy(WEIGHTS / "denoising" / "config.json", folder)


def with_unknown_arguments(folder):
    (folder / "config.json").write_text('{"arguments": {"colour": 3}}')


def without_arguments(folder):
    (folder / "config.json").write_text("{}")


def with_a_configuration_that_is_a_list(folder):
    (folder / "config.json").write_text("[]")


def with_a_cut_configuration(folder):
    (folder / "config.json").write_text('{"variant": "den')


@pytest.mark.parametrize(
    "spoil",
    [
        cut,
        cut_in_the_header,
        empty,
        of_another_network,
        with_the_configuration_of_another_network,
        with_unknown_arguments,
        without_arguments,
        with_a_configuration_that_is_a_list,
        with_a_cut_configuration,
    ],
)
def test_unusable_weights_are_answered_with_a_sentence(spoil, weights):
    spoil(weights / "dense")
    message = refusal("dense", weights)
    assert str(weights / "dense") in message
    assert "\n" not in message and "Error" not in message and "Traceback" not in message


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
    """Five megabytes a file, twenty-five together; the page fetches them."""
    files = [path for path in WEIGHTS.rglob("*") if path.is_file() and path.suffix != ".pt"]
    sizes = [path.stat().st_size for path in files]
    assert max(sizes) <= 5 * MEGABYTE
    assert sum(sizes) <= 25 * MEGABYTE

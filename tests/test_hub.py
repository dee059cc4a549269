import json
import math
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from aedemo import hub, load_model, variants
from aedemo.hub import PCA, WeightsError, load_network
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


def respelled(folder, change):
    """The weights with ``change`` made to their {name: tensor}."""
    path = folder / "model.safetensors"
    tensors = load_file(path)
    change(tensors)
    save_file(tensors, path)


def with_a_number_that_is_none(folder):
    respelled(folder, lambda tensors: tensors["decoder.0.bias"].__setitem__(3, math.nan))


def with_an_infinite_number(folder):
    respelled(folder, lambda tensors: tensors["encoder.1.weight"][5].__setitem__(3, -math.inf))


def in_whole_numbers(folder):
    respelled(folder, lambda tensors: tensors.update({k: v.int() for k, v in tensors.items()}))


def in_double_precision(folder):
    """Which the page does not read."""
    respelled(folder, lambda tensors: tensors.update({k: v.double() for k, v in tensors.items()}))


def without_a_tensor(folder):
    respelled(folder, lambda tensors: tensors.pop("decoder.2.bias"))


def with_a_tensor_too_many(folder):
    respelled(folder, lambda tensors: tensors.update(extra=torch.zeros(3)))


def with_a_tensor_lying_down(folder):
    name = "decoder.0.weight"
    respelled(folder, lambda tensors: tensors.update({name: tensors[name].T.contiguous()}))


def with_offsets(folder, move):
    """The weights with where one of its tensors lies changed in the header."""
    path = folder / "model.safetensors"
    content = path.read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    place = header["decoder.0.bias"]
    place["data_offsets"] = move(*place["data_offsets"])
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + content[8 + length :])


def with_tensors_that_overlap(folder):
    with_offsets(folder, lambda start, end: [start - 8, end - 8])


def with_a_tensor_outside(folder):
    with_offsets(folder, lambda start, end: [start + 10**9, end + 10**9])


def of_an_absurd_size(folder):
    (folder / "config.json").write_text('{"variant": "dense", "arguments": {"code": 1000000000}}')


def of_absurd_sizes_that_are_small_enough_alone(folder):
    """A hundred million weights between two layers, fifty times: nothing is allocated."""
    arguments = json.dumps({"hidden": [10_000] * 50})
    (folder / "config.json").write_text(f'{{"variant": "dense", "arguments": {arguments}}}')


def with_a_figure_that_is_none(folder):
    path = folder / "config.json"
    path.write_text(path.read_text().replace('"seconds":', '"seconds": NaN, "was":'))


def with_a_figure_too_large(folder):
    path = folder / "config.json"
    path.write_text(path.read_text().replace('"seconds":', '"seconds": 1e999, "was":'))


def nested_without_end(folder):
    (folder / "config.json").write_text("[" * 100_000)


def with_a_folder_for_a_file(folder):
    (folder / "model.safetensors").unlink()
    (folder / "model.safetensors").mkdir()


def with_unknown_arguments(folder):
    (folder / "config.json").write_text('{"arguments": {"colour": 3}}')


def without_arguments(folder):
    (folder / "config.json").write_text("{}")


def with_a_configuration_that_is_a_list(folder):
    (folder / "config.json").write_text("[]")


def with_a_cut_configuration(folder):
    (folder / "config.json").write_text('{"variant": "den')


WEIGHTS_SPOILT = [
    cut,
    cut_in_the_header,
    empty,
    of_another_network,
    with_a_number_that_is_none,
    with_an_infinite_number,
    in_whole_numbers,
    in_double_precision,
    without_a_tensor,
    with_a_tensor_too_many,
    with_a_tensor_lying_down,
    with_tensors_that_overlap,
    with_a_tensor_outside,
    with_a_folder_for_a_file,
    of_absurd_sizes_that_are_small_enough_alone,
]
CONFIGURATION_SPOILT = [
    with_the_configuration_of_another_network,
    with_unknown_arguments,
    without_arguments,
    with_a_configuration_that_is_a_list,
    with_a_cut_configuration,
    of_an_absurd_size,
    with_a_figure_that_is_none,
    with_a_figure_too_large,
    nested_without_end,
]


@pytest.mark.parametrize("spoil", [*WEIGHTS_SPOILT, *CONFIGURATION_SPOILT])
def test_unusable_weights_are_answered_with_a_sentence(spoil, weights):
    """That names the file."""
    spoil(weights / "dense")
    message = refusal("dense", weights)
    file = "model.safetensors" if spoil in WEIGHTS_SPOILT else "config.json"
    assert f"cannot be used. {weights / 'dense' / file}: " in message
    assert message.endswith("Restore them, or train them with: python train.py dense")
    assert "\n" not in message and "Error" not in message and "Traceback" not in message


def test_damaged_yardstick_is_answered_with_a_sentence(tmp_path):
    shutil.copytree(WEIGHTS / PCA, tmp_path / PCA)
    cut(tmp_path / PCA)
    with pytest.raises(WeightsError, match=r"of pca-32 cannot.*safetensors.*train\.py linear$"):
        load_network(PCA, tmp_path)


@pytest.mark.parametrize("name", ["mine", "with a space", "Übung", "数据"])
def test_folder_of_a_network_is_loaded_by_its_path(name, tmp_path, monkeypatch):
    """However it is written, also where the Hub could have a repository of that name."""
    expected = load_model("dense").state_dict()["encoder.1.weight"]
    folder = tmp_path / name / "dense"
    shutil.copytree(WEIGHTS / "dense", folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(hub, "_load_from_hub", None)
    ways = [folder, str(folder), f"./{name}/dense", f"{name}/dense", f"~/{name}/dense/"]
    ways += [Path(name, "dense"), f"{name}/../{name}/dense"]
    for way in ways:
        assert torch.equal(load_model(way).state_dict()["encoder.1.weight"], expected)
    assert torch.equal(load_model("dense", name).state_dict()["encoder.1.weight"], expected)


@pytest.mark.parametrize("name", ["../nowhere", "/no/where", "dense/", "~nobody-/x", Path("no")])
def test_folder_that_is_not_there_is_named(name):
    with pytest.raises(WeightsError) as caught:
        load_model(name)
    assert str(caught.value) == f"There is no folder {Path(name)}."


def test_folder_of_several_networks_says_which(weights):
    with pytest.raises(WeightsError, match="Name one of its folders: dense$"):
        load_model(f"{weights}/")


def test_revision_is_asked_of_the_hub_even_where_there_is_a_folder(tmp_path, monkeypatch):
    shutil.copytree(WEIGHTS / "dense", tmp_path / "mine" / "dense")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(hub, "_load_from_hub", lambda *asked: asked)
    assert load_model("mine/dense", revision="v1") == ("mine/dense", "v1")

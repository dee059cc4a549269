"""The command that trains a description of the lab."""

import json

import pytest
import torch
from safetensors.torch import load_file, save_file

from aedemo import load_model
from aedemo.commands.lab import lab
from aedemo.data.digits import TEST_IMAGES
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.files import unzip
from aedemo.lab import description
from aedemo.training.lab import Training

TINY = {"digits": 200, "batch": 50, "epochs": 2, "hidden": [13], "code": 5, "seed": 4294967295}


@pytest.fixture
def described(tmp_path):
    """Writes a description, and gives the words that name it and where the network goes."""

    def write(values):
        text = values if isinstance(values, str) else json.dumps(values)
        (tmp_path / "mine.json").write_text(text)
        return [str(tmp_path / "mine.json"), "--output", str(tmp_path / "trained")]

    return write


NETWORKS = [
    {"tied": True, "batch_norm": True, "dropout": 0.2, "sparsity": "top-k", "active": 2},
    {"variational": True, "noise": "gaussian"},
    {"network": "convolutional", "channels": [3, 4], "kernel": 4, "batch_norm": True},
]


@pytest.mark.parametrize("values", NETWORKS, ids=str)
def test_what_is_written_is_the_network_that_was_trained(values, described, tmp_path, capsys):
    values = {**TINY, **values}
    assert lab(described(values)) == 0
    run = Training(description(values), shipped_digits()[0])
    lines = [
        " ".join(f"{term} {value:.9g}" for term, value in told.items()).removeprefix("step ")
        for told in run.tell()
    ]
    assert capsys.readouterr().out.splitlines() == lines
    run.network.half().float()  # as weights are stored
    loaded, x = load_model(tmp_path / "trained"), shipped_digits()[0][:20]
    with torch.no_grad():
        torch.testing.assert_close(loaded(x), run.network(x))
    assert loaded.description == run.description
    config = json.loads((tmp_path / "trained" / "config.json").read_text())
    assert description(config["arguments"]) == run.description
    assert config["code"]["size"] == 5 and config["training"]["step"] == 8


def test_fewer_steps_of_digits_in_a_folder_are_the_first_of_the_shipped_ones(
    described, tmp_path, capsys
):
    words = described(TINY)
    assert lab(words) == 0
    all_steps = capsys.readouterr().out.splitlines()
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "t10k-images-idx3-ubyte").write_bytes(unzip(TEST_IMAGES.read_bytes()))
    assert lab([*words, "--data", str(tmp_path / "data"), "--steps", "3"]) == 0
    assert capsys.readouterr().out.splitlines() == all_steps[:3]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"code": 2', "mine.json is damaged (it is cut, or no JSON). Save one in the lab"),
        ('{"rate": NaN}', "mine.json is damaged (NaN is no finite number)"),
        ("[2]", "mine.json is no description: it has to be an object"),
        ({"codes": 2}, "mine.json: There is no field called codes."),
        ({"code": 0}, "mine.json: code has to be a whole number from 1 to 1024."),
    ],
    ids=str,
)
def test_a_file_that_is_no_description_gets_a_sentence(
    content, sentence, described, tmp_path, capsys
):
    assert lab(described(content)) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "trained").exists()


def test_missing_files_and_other_digits_get_a_sentence(described, tmp_path, mnist, capsys):
    words = described(TINY)
    assert lab([str(tmp_path / "other.json")]) == 1
    assert "There is no " in capsys.readouterr().err
    assert lab([*words, "--data", str(tmp_path)]) == 1
    assert "t10k-images-idx3-ubyte. Name the folder that holds MNIST" in capsys.readouterr().err
    assert lab([*words, "--data", str(mnist)]) == 1
    assert "those are not MNIST's 10,000 test digits" in capsys.readouterr().err


def test_a_training_that_went_wrong_says_so_and_writes_nothing(described, tmp_path, capsys):
    values = {**TINY, "optimiser": "sgd", "rate": 100, "output": "none", "l2_weights": 1}
    assert lab(described({**values, "epochs": 50})) == 1
    said = capsys.readouterr()
    assert "no finite number any more, at step" in said.err
    assert said.out.splitlines()[-1].endswith(("nan", "inf"))
    assert not (tmp_path / "trained").exists()


def test_what_the_page_stores_is_read_too(described, tmp_path):
    """It does not count the batches that batch normalisation has seen."""
    assert lab(described({**TINY, "batch_norm": True})) == 0
    file, x = tmp_path / "trained" / "model.safetensors", shipped_digits()[0][:20]
    before = load_model(tmp_path / "trained")
    tensors = {name: each.float() for name, each in load_file(file).items() if each.dim()}
    assert len(tensors) < len(load_file(file))
    save_file(tensors, file)
    assert torch.equal(load_model(tmp_path / "trained")(x), before(x))


def test_another_network_is_not_replaced(described, tmp_path, capsys):
    words = [*described(TINY), "--steps", "1"]
    assert lab(words) == 0 and lab(words) == 0
    before = (tmp_path / "trained" / "model.safetensors").read_bytes()
    described({**TINY, "code": 6})
    for content in (None, "[]", '{"variant": "dense", "arguments": {}}', "{"):
        if content:
            (tmp_path / "trained" / "config.json").write_text(content)
        assert lab(words) == 1
        assert "Name another folder (--output), or delete that one." in capsys.readouterr().err
        assert (tmp_path / "trained" / "model.safetensors").read_bytes() == before


def changed(folder, change):
    config = json.loads((folder / "config.json").read_text())
    change(config["arguments"])
    (folder / "config.json").write_text(json.dumps(config))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.update(code=6), "not as the network has it"),
        (lambda d: d.update(code=10**9), "code has to be a whole number from 1 to 1024."),
        (lambda d: d.update(hidden={"a": 1}), "hidden have to be 0 to 5 whole numbers"),
        (lambda d: d.update(codes=1), "There is no field called codes."),
        (lambda d: d.update(tied=True), "decoder.2.weight is not the transposed weight"),
    ],
    ids=["another", "absurd", "nonsense", "unknown", "not tied"],
)
def test_a_folder_of_another_network_is_refused_in_a_sentence(
    change, sentence, described, tmp_path
):
    assert lab([*described(TINY), "--steps", "1"]) == 0
    changed(tmp_path / "trained", change)
    with pytest.raises(RuntimeError) as caught:
        load_model(tmp_path / "trained")
    assert sentence in str(caught.value)

import json
import re
import shutil

import pytest
import yaml
from huggingface_hub import ModelCard

from aedemo import load_model, variants
from aedemo.evaluation.card import write_card
from aedemo.evaluation.figure import Figure
from aedemo.evaluation.words import words
from aedemo.models.registry import ONE_CLASS
from aedemo.places import WEIGHTS


def shipped(name):
    """(configuration, model card)"""
    config = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
    return config, (WEIGHTS / name / "README.md").read_text(encoding="utf-8")


NAMES = [*variants(), *ONE_CLASS]


@pytest.mark.parametrize("name", NAMES)
def test_shipped_card_gives_the_figures_of_the_configuration(name):
    config, card = shipped(name)
    assert config["figures"]
    for figure in config["figures"]:
        assert Figure(**figure).row in card
    assert config["measured"]["date"] in card and config["measured"]["machine"] in card
    assert config["training"]["command"] in card
    assert f"{config['training']['schedule']} learning rate up to" in card
    assert f"{config['parameters']:,} parameters" in card
    for value in config["training"]["held_out"].values():
        assert f"{value:.4g}" in card


@pytest.mark.parametrize("name", NAMES)
def test_card_says_what_is_equal_to_what_stands_beside_a_figure(name):
    config, card = shipped(name)
    lines = [each for each in card.splitlines() if each.startswith("- ")]
    for figure in config["figures"]:
        said = words(name, figure["id"])
        company = f". Equal: {said['equal']}. Not equal: {said['unequal']}."
        (line,) = (each for each in lines if figure["measure"] in each.partition(company)[0])
        assert line.endswith(company)


@pytest.mark.parametrize("name", NAMES)
def test_the_hub_shows_every_measured_figure_with_what_it_was_measured_on(name):
    config, _ = shipped(name)
    shown = ModelCard.load(WEIGHTS / name / "README.md").data.eval_results
    assert {each.metric_type: each.metric_value for each in shown} == {
        each["id"]: each["value"] for each in config["figures"] if each["value"] is not None
    }
    for each in shown:
        named = re.search(r" on (Set5|Set14|the shipped photographs)$", each.metric_name)
        if named:
            assert each.dataset_name == named[1]
        elif name.startswith("superres"):
            assert each.dataset_name in {"pictures of one grey", "80×80 pixels"}
        else:
            assert (each.dataset_name, each.dataset_split) == ("MNIST", "test")


@pytest.mark.parametrize("name", variants())
def test_card_can_be_read_by_the_hub(name, tmp_path):
    """YAML first, no placeholder left, and every picture beside it."""
    write_card(tmp_path, shipped(name)[0])
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    _, front, text = card.split("---\n", 2)
    metadata = yaml.safe_load(front)
    assert metadata["license"] == "mit" and metadata["library_name"] == "aedemo"
    enlarges = name.startswith("superres")
    assert metadata["pipeline_tag"] == "image-to-image"
    assert metadata["tags"] == ["aedemo", "super-resolution" if enlarges else "autoencoder"]
    assert metadata.get("datasets") == (None if enlarges else ["ylecun/mnist"])
    assert "$" not in text
    for part in text.split("](")[1:]:
        target = part.split(")")[0]
        assert (WEIGHTS / name / target).is_file(), target


def test_card_before_the_figures_are_measured_says_so(tmp_path):
    config, _ = shipped("dense")
    del config["figures"]
    write_card(tmp_path, config)
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "Not measured yet: `python train.py evaluate` does it." in card


@pytest.mark.parametrize("name", ["vae", "superres-x2"])
def test_programs_of_the_card_load_the_network(name, tmp_path, monkeypatch):
    """With aedemo, and with safetensors alone."""
    write_card(tmp_path, shipped(name)[0])
    for file in ("config.json", "model.safetensors"):
        shutil.copy(WEIGHTS / name / file, tmp_path)
    monkeypatch.chdir(tmp_path)
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    ours, others = re.findall(r"```python\n(.+?)```", card, re.DOTALL)
    with_aedemo, without = {}, {}
    exec(ours, with_aedemo)
    exec(others, without)
    expected = load_model(name).state_dict()
    assert with_aedemo["model"].state_dict().keys() == expected.keys()
    assert all(without["tensors"][key].equal(tensor.half()) for key, tensor in expected.items())
    assert without["config"] == shipped(name)[0]

import json

import pytest
import yaml

from aedemo import variants
from aedemo.evaluation.card import write_card
from aedemo.evaluation.figure import Figure
from aedemo.hub import WEIGHTS


def shipped(name):
    """(configuration, model card)"""
    config = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
    return config, (WEIGHTS / name / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", variants())
def test_shipped_card_gives_the_figures_of_the_configuration(name):
    config, card = shipped(name)
    assert config["figures"]
    for figure in config["figures"]:
        assert Figure(**figure).row in card
    assert config["measured"]["date"] in card and config["measured"]["machine"] in card
    assert config["training"]["command"] in card
    assert f"{config['parameters']:,} parameters" in card
    for value in config["training"]["held_out"].values():
        assert f"{value:.4g}" in card


@pytest.mark.parametrize("name", variants())
def test_card_can_be_read_by_the_hub(name, tmp_path):
    """YAML first, no placeholder left, and every picture beside it."""
    write_card(tmp_path, shipped(name)[0])
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    _, front, text = card.split("---\n", 2)
    metadata = yaml.safe_load(front)
    assert metadata["license"] == "mit" and metadata["library_name"] == "aedemo"
    assert ("datasets" in metadata) == (not name.startswith("superres"))
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

import json

import pytest
import yaml

from aedemo import variants
from aedemo.evaluation.card import write_card
from aedemo.hub import WEIGHTS


def shipped(name):
    """(configuration, model card)"""
    config = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
    return config, (WEIGHTS / name / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", variants())
def test_shipped_card_gives_the_figures_of_the_configuration(name):
    config, card = shipped(name)
    for figure in config["figures"]:
        assert f"| {figure['name']} | {figure['value']:.4g} |" in card
        for reference, value in figure["references"].items():
            assert f"{reference}: {value:.4g}" in card
    assert config["training"]["command"] in card
    assert f"{config['parameters']:,} parameters" in card


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

"""The first lines of the README are what a Space is built by: huggingface.co/docs/hub/
spaces-config-reference."""

import re
from importlib.metadata import metadata

import pytest
from huggingface_hub import SpaceCard
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from aedemo.places import WEIGHTS
from aedemo.push.repository import space_repository
from tests.conftest import ROOT

COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
REQUIREMENTS = [
    Requirement(line) for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
]
NAMES = [requirement.name for requirement in REQUIREMENTS]


@pytest.fixture(scope="module")
def card():
    return SpaceCard.load(ROOT / "README.md").data


def test_gradio_is_the_one_that_is_required(card):
    """The builder installs ``sdk_version`` beside the requirements: another could not be."""
    assert card.sdk == "gradio"
    [gradio] = [each for each in REQUIREMENTS if each.name == "gradio"]
    assert str(gradio.specifier) == f"=={card.sdk_version}"


def test_application_is_among_the_files_that_are_published(card):
    assert card.app_file in space_repository("me/aedemo", ROOT, WEIGHTS).files


def test_python_is_the_one_of_the_tests(card):
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8")
    assert re.findall(r'python-version: "(.*)"', workflow) == [card.python_version]


@pytest.mark.parametrize("name", NAMES)
def test_every_requirement_runs_on_that_python(name, card):
    assert card.python_version in SpecifierSet(metadata(name)["Requires-Python"])


def test_the_rest_is_what_the_hub_accepts(card):
    assert {card.colorFrom, card.colorTo} <= COLOURS
    assert len(card.short_description) <= 60
    assert card.header in {"mini", "default"}
    assert card.license == "mit" and "MIT" in (ROOT / "LICENSE").read_text("utf-8")
    assert card.fullWidth is True and card.disable_embedding is False

"""The trainings that the page is held to are those of PyTorch still, and leave nothing out."""

import json

import pytest

from aedemo.lab import FIELDS, description
from tests.js.fixtures import FOLDER
from tests.js.lab_fixtures import DESCRIPTIONS, LONG, STEPS, apart, case, losses

STORED = json.loads((FOLDER / "lab.json").read_text(encoding="utf-8"))
CURVES = json.loads((FOLDER / "lab-curves.json").read_text(encoding="utf-8"))


def close(found, stored, **tolerance):
    """Whether two values of JSON are the same, numbers within a tolerance."""
    if isinstance(stored, dict):
        return found.keys() == stored.keys() and all(
            close(found[key], stored[key], **tolerance) for key in stored
        )
    if isinstance(stored, list):
        return len(found) == len(stored) and all(
            close(*pair, **tolerance) for pair in zip(found, stored, strict=True)
        )
    return found == stored or found == pytest.approx(stored, **tolerance)


# If this fails since what is computed has changed: python -m tests.js.lab_fixtures
@pytest.mark.parametrize("number", range(len(DESCRIPTIONS)))
def test_they_are_what_is_computed(number):
    found, stored = case(number, DESCRIPTIONS[number]), STORED[number]
    assert found["description"] == stored["description"]
    for what in ("weights", "terms", "gradients"):
        assert close(found[what], stored[what], rel=1e-6, abs=1e-8), what
    assert close(found["told"], stored["told"], rel=1e-3)


@pytest.mark.parametrize("name", LONG)
def test_long_ones_begin_as_what_is_computed(name):
    stored = CURVES[name]
    assert stored["description"] == LONG[name]
    assert apart(losses(LONG[name], STEPS), stored["losses"][:STEPS]) <= 1e-3


def test_every_choice_is_in_one_of_them():
    found = [description(each["description"]) for each in STORED]
    for name, field in FIELDS.items():
        for value in field.get("values", [True, False] if field["kind"] == "flag" else []):
            assert value in [each[name] for each in found], f"{name} {value}"
    assert {each["kernel"] for each in found} == {2, 3, 4, 5, 6}
    numbers = ("dropout", "contraction", "l1_weights", "l2_weights", "clip")
    assert all(any(each[name] > 0 for each in found) for name in numbers)

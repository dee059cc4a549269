"""What the sources of numbers in lessons have in common."""

import json
from functools import cache

from aedemo import facts
from aedemo.places import WEIGHTS


@cache
def stored(name: str) -> dict:
    return json.loads((WEIGHTS / name).read_text(encoding="utf-8"))


def size(name: str) -> int:
    """How many numbers the code of a network has."""
    return stored(f"{name}/config.json")["code"]["size"]


def figure(name: str, id: str, reference: str | None = None) -> float:
    """A stored figure, or what stands beside it."""
    (found,) = (each for each in stored(f"{name}/config.json")["figures"] if each["id"] == id)
    return found["references"][reference] if reference else found["value"]


def condition(lesson: str, page: str, of: str) -> dict:
    """What a task wants of what the tool says."""
    (found,) = (each for each in facts.read(f"course/{lesson}")[page]["done"] if each["of"] == of)
    return found


def labels(feature: str, count: int) -> dict:
    """From so many labels: mean, std and draws of the accuracy in per cent."""
    measured = stored("uses/labels.json")
    features = {**measured["features"], "sparse-l1-twin": measured["twin"]}
    return features[feature]["plain"][measured["sizes"].index(count)]

"""One description gives one curve: in the page, by the command, and by the exported script."""

from __future__ import annotations

import random
import warnings
from typing import Any

import pytest

from aedemo import facts
from aedemo.data.digits import TEST_IMAGES, sample_in
from aedemo.lab import description
from aedemo.training.lab import Training
from tests.lab.curves import NORMED, ROUNDING, SPREADS, apart, nudged, of_the_page, of_the_script
from tests.lab.drawings import some_drawings

STEPS = 20
MOST_LINES = 150


def some(name: str, field: dict[str, Any], chance: random.Random) -> Any:
    """A value of a field, small enough for a test."""
    match field["kind"]:
        case "choice":
            return chance.choice(field["values"])
        case "flag":
            return chance.random() < 0.5
        case "sizes":
            count = chance.randint(field.get("fewest", 0), field["limit"])
            return [chance.randint(3, 12) for _ in range(count)]
        case "drawings":
            return some_drawings(3)
    if field.get("scale") == "log":
        return chance.choice([0, 1e-4, 1e-3, 1e-2] if field["least"] == 0 else [1e-3, 1e-2, 1])
    if field.get("step") == 1:
        most = field["most"] if isinstance(field["most"], int) else 99
        return chance.randint(field["least"], min(most, field["least"] + 8))
    return field["least"]


def drawn(seed: int) -> dict[str, Any]:
    """A description by chance."""
    chance = random.Random(seed)
    fields = facts.read("lab")["fields"]
    values = {name: some(name, field, chance) for name, field in fields.items()}
    values |= {"digits": 200, "batch": 16, "epochs": 2, "seed": seed}
    values |= {"rate": 1e-3, "gain": 1, "active": min(values["active"], values["code"])}
    if values["sparsity"] == "kl":
        values["code_activation"] = "sigmoid"
    return values


@pytest.mark.parametrize("first", range(0, 24, 6))
def test_page_script_and_command_give_one_curve(first, tmp_path, digits):
    descriptions = [drawn(seed) for seed in range(first, first + 6)]
    for values, page in zip(descriptions, of_the_page(descriptions, STEPS), strict=True):
        assert len(page["script"].splitlines()) <= MOST_LINES
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            script = of_the_script(page["script"], tmp_path, digits, STEPS)
        command = list(Training(description(values), sample_in(TEST_IMAGES)).tell(STEPS))
        distance = max(apart(page["curve"], script), apart(command, script))
        if distance > (NORMED if values["batch_norm"] else ROUNDING):
            other = of_the_script(nudged(page["script"]), tmp_path, digits, STEPS)
            assert distance < SPREADS * apart(other, script), values

"""One description gives one curve: in the page, by the command, and by the exported script."""

from __future__ import annotations

import gzip
import io
import json
import random
import runpy
import subprocess
import warnings
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from aedemo import facts
from aedemo.data.digits import TEST_IMAGES, sample_in
from aedemo.lab import description
from aedemo.places import DATA
from aedemo.training.lab import Training
from tests.conftest import ROOT

STEPS = 20
MOST_LINES = 150
SPREADS = 10  # of PyTorch from itself


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


@pytest.fixture(scope="session")
def digits(tmp_path_factory) -> Path:
    """A folder as torchvision has it, of which only the test digits are there."""
    raw = tmp_path_factory.mktemp("data") / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in ("images-idx3-ubyte", "labels-idx1-ubyte"):
        (raw / f"train-{name}").touch()
        packed = (DATA / f"t10k-{name}.gz").read_bytes()
        (raw / f"t10k-{name}").write_bytes(gzip.decompress(packed))
    return raw.parents[1]


def of_the_page(descriptions: list[dict]) -> list[dict]:
    """What the page makes of descriptions: their curves and scripts."""
    asked = json.dumps({"steps": STEPS, "runs": descriptions})
    command = ["node", "tests/js/lab/curves.js"]
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def of_the_script(script: str, folder: Path, digits: Path) -> list[dict[str, float]]:
    """What a script prints, by step."""
    path = folder / "lab.py"
    path.write_text(script, encoding="utf-8")
    words = [str(path), "--data", str(digits), "--steps", str(STEPS)]
    with patch("sys.argv", words), redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(path), run_name="__main__")
    lines = [line.split() for line in printed.getvalue().splitlines()]
    return [
        {"step": int(step), **dict(zip(terms[::2], map(float, terms[1::2]), strict=True))}
        for step, *terms in lines
    ]


def apart(page: list[dict], script: list[dict]) -> float:
    """The largest relative difference between two curves of the same terms."""
    assert [list(told) for told in page] == [list(told) for told in script]
    return max(
        abs(one[name] - other[name]) / max(abs(other[name]), 1e-6)
        for one, other in zip(page, script, strict=True)
        for name in one
    )


def nudged(script: str) -> str:
    """The script with its first weights off by their last digit, to see how far PyTorch is apart
    from itself where it has to round otherwise."""
    begun = "per_epoch, total ="
    assert script.count(begun) == 1
    nudge = "for each in network.parameters():\n    each.data.mul_(1 + 1e-7)\n"
    return script.replace(begun, nudge + begun)


@pytest.mark.parametrize("first", range(0, 24, 6))
def test_page_script_and_command_give_one_curve(first, tmp_path, digits):
    descriptions = [drawn(seed) for seed in range(first, first + 6)]
    for values, page in zip(descriptions, of_the_page(descriptions), strict=True):
        assert len(page["script"].splitlines()) <= MOST_LINES
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            script = of_the_script(page["script"], tmp_path, digits)
        command = list(Training(description(values), sample_in(TEST_IMAGES)).tell(STEPS))
        distance = max(apart(page["curve"], script), apart(command, script))
        if distance > 1e-6:
            other = of_the_script(nudged(page["script"]), tmp_path, digits)
            assert distance < SPREADS * apart(other, script), values

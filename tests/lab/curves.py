"""Curves of one training by those who compute it: the page, the exported script, the command."""

from __future__ import annotations

import io
import json
import math
import runpy
import subprocess
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aedemo.commands.lab import lab
from tests.conftest import ROOT

Curve = list[dict[str, float]]  # of each step its number, and its terms by name

ROUNDING = 1e-6  # a relative difference that rounding explains anywhere
NORMED = 1e-3  # and within some steps of batch norm, which divides by what may be nearly 0
SPREADS = 10  # of PyTorch from itself


def of_the_page(
    descriptions: list[dict[str, Any]], steps: int, kind: str = "wasm"
) -> list[dict[str, Any]]:
    """What the page makes of descriptions: of each its ``curve``, and what is exported of it,
    ``script`` and ``notebook``. ``kind``: of kernels, "wasm" or "script"."""
    asked = json.dumps({"steps": steps, "kind": kind, "runs": descriptions})
    command = ["node", "tests/js/lab/curves.js"]
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for each in told:
        each["curve"] = [{name: float(v) for name, v in step.items()} for step in each["curve"]]
    return told


def printed(text: str) -> Curve:
    """The curve of which the script and the command print a line for each step."""
    lines = [line.split() for line in text.splitlines()]
    return [
        {"step": int(step), **dict(zip(terms[::2], map(float, terms[1::2]), strict=True))}
        for step, *terms in lines
    ]


def run(script: str, folder: Path, digits: Path, steps: int) -> None:
    """Runs a script as a person does. ``folder``: where it may lie; ``digits``: where MNIST is."""
    path = folder / "script.py"
    path.write_text(script, encoding="utf-8")
    words = [str(path), "--data", str(digits), "--steps", str(steps)]
    with patch("sys.argv", words):
        runpy.run_path(str(path), run_name="__main__")


def of_the_script(script: str, folder: Path, digits: Path, steps: int) -> Curve:
    """What ``run`` prints, also of a training that diverges, at which the script stops."""
    with redirect_stdout(io.StringIO()) as output, suppress(SystemExit):
        run(script, folder, digits, steps)
    return printed(output.getvalue())


def of_the_command(values: dict[str, Any], folder: Path, steps: int) -> Curve:
    """``python train.py lab`` of a file with these values; ``folder``: where it may write."""
    path = folder / "description.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    with redirect_stdout(io.StringIO()) as output:
        code = lab([str(path), "--steps", str(steps), "--output", str(folder / "trained")])
    curve = printed(output.getvalue())
    assert code == (0 if math.isfinite(curve[-1]["loss"]) else 1)
    return curve


def apart(one: Curve, other: Curve) -> float:
    """The largest relative difference between two curves of the same terms. What is no finite
    number is so in both, or infinitely far."""
    assert [list(told) for told in one] == [list(told) for told in other]
    return max(
        difference(mine[name], its[name])
        for mine, its in zip(one, other, strict=True)
        for name in mine
    )


def difference(one: float, other: float) -> float:
    if math.isfinite(one) and math.isfinite(other):
        return abs(one - other) / max(abs(other), 1e-6)
    return math.inf if math.isfinite(one) or math.isfinite(other) else 0


def nudged(script: str) -> str:
    """The script with its first weights off by their last digit, to see how far PyTorch is apart
    from itself where it has to round otherwise."""
    begun = "per_epoch, total ="
    assert script.count(begun) == 1
    nudge = "for each in network.parameters():\n    each.data.mul_(1 + 1e-7)\n"
    return script.replace(begun, nudge + begun)

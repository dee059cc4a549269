"""What codes are good for, as the command measures and writes it."""

import json
import shutil

import pytest

from aedemo.commands.evaluate import evaluate
from aedemo.evaluation.uses import USES
from aedemo.places import WEIGHTS


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped weights."""
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    return tmp_path / "weights"


def test_what_is_missing_is_said_and_what_was_written_stays(folder, tmp_path, capsys):
    words = [*USES, "--weights", str(folder), "--data", str(tmp_path / "data")]
    assert evaluate([*words, "--json"]) == 0
    missing = {"missing": "MNIST's training part is not there (--data DIR)"}
    assert json.loads(capsys.readouterr().out)["uses"] == dict.fromkeys(USES, missing)
    for name in USES:
        stored = folder / "uses" / f"{name}.json"
        assert stored.read_bytes() == (WEIGHTS / "uses" / stored.name).read_bytes()
    assert evaluate(words[-5:]) == 0
    assert capsys.readouterr().out == f"{USES[-1]}: missing: {missing['missing']}\n"


def test_what_is_measured_is_printed_written_and_reported(folder, mnist, capsys):
    assert evaluate(["search", "--weights", str(folder), "--data", str(mnist)]) == 0
    written = json.loads((folder / "uses" / "search.json").read_text(encoding="utf-8"))
    assert written["measured"]["full"] is False and written["database"] == 512
    printed = capsys.readouterr().out.strip()
    assert printed.startswith("### Search\n\n1,000 test digits are the queries, all 512 digits")
    report = (folder / "REPORT.md").read_text(encoding="utf-8")
    assert printed in report and "`python train.py evaluate`, " in report

import json
import shutil
import subprocess
import sys

import pytest

from aedemo.commands.evaluate import evaluate
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.figure import HEADER
from aedemo.evaluation.material import Material
from aedemo.evaluation.uses import USES
from aedemo.places import PHOTOS, WEIGHTS
from tests.conftest import ROOT


@pytest.fixture
def arguments(tmp_path, monkeypatch):
    """A copy of the shipped weights is measured by some of the test digits, and nothing else is
    there."""
    monkeypatch.setattr(Material, "test", tuple(part[:1000] for part in shipped_digits()))
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    folders = {"--weights": "weights", "--data": "data", "--cache": "cache"}
    return [word for key, folder in folders.items() for word in (key, str(tmp_path / folder))]


def test_named_variant_is_measured_printed_and_written(arguments, tmp_path, capsys):
    assert evaluate(["linear", *arguments]) == 0
    printed = capsys.readouterr().out
    header, _, first, *others = printed.splitlines()
    assert header == HEADER.splitlines()[0]
    assert first.startswith("| `linear` | squared error per pixel | 0.0")
    assert len(others) == 2 and all("missing: MNIST's training part" in row for row in others)
    folder = tmp_path / "weights"
    config = json.loads((folder / "linear" / "config.json").read_text(encoding="utf-8"))
    assert len(config["figures"]) == 3
    assert set(config["measured"]) == {"date", "machine", "full"}
    assert first in (folder / "linear" / "README.md").read_text(encoding="utf-8")
    assert first in (folder / "REPORT.md").read_text(encoding="utf-8")
    assert (folder / "report" / "reconstruction.png").stat().st_size > 10_000
    assert not (tmp_path / "data").exists() and not (tmp_path / "cache").exists()


def test_stored_figures_are_written_again_and_nothing_is_measured(arguments, tmp_path, capsys):
    """A card that was changed by hand is as it should be again, of the same day."""
    card = tmp_path / "weights" / "dense" / "README.md"
    shipped = card.read_bytes()
    card.write_text("changed", encoding="utf-8")
    assert evaluate(["--stored", *arguments]) == 0
    assert card.read_bytes() == shipped
    assert capsys.readouterr().out.strip() == ""


def test_json_says_the_same(arguments, capsys):
    assert evaluate(["linear", "--json", *arguments]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["measured"]["full"] is False
    first, *others = result["figures"]
    assert (first["variant"], first["id"]) == ("linear", "squared-error")
    assert [figure["value"] for figure in others] == [None, None]


def test_missing_package_is_answered_with_a_sentence():
    """A site that was installed without what the tests need."""
    lines = (
        "import sys",
        "sys.modules['sklearn'] = None",
        "from aedemo.commands.evaluate import evaluate",
        "sys.exit(evaluate([]))",
    )
    command = [sys.executable, "-c", "\n".join(lines)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert process.returncode == 1
    assert process.stderr == (
        "train.py: sklearn is not installed: pip install -r requirements-dev.txt\n"
    )


def test_missing_weights_are_answered_with_a_sentence(arguments, tmp_path, capsys):
    shutil.rmtree(tmp_path / "weights" / "linear")
    assert evaluate(["linear", *arguments]) == 1
    assert "train.py: The weights of linear are missing" in capsys.readouterr().err


def test_unknown_variant_is_answered_with_the_known_ones(capsys):
    with pytest.raises(SystemExit):
        evaluate(["alexnet"])
    assert "'alexnet'; choose from linear" in capsys.readouterr().err


def test_what_is_missing_is_said_and_what_was_written_stays(arguments, tmp_path, capsys):
    words = [*USES, *arguments]
    assert evaluate([*words, "--json"]) == 0
    missing = {"missing": "MNIST's training part is not there (--data DIR)"}
    assert json.loads(capsys.readouterr().out)["uses"] == dict.fromkeys(USES, missing)
    for name in USES:
        stored = tmp_path / "weights" / "uses" / f"{name}.json"
        assert stored.read_bytes() == (WEIGHTS / "uses" / stored.name).read_bytes()
    assert evaluate(words[len(USES) - 1 :]) == 0
    assert capsys.readouterr().out == f"{USES[-1]}: missing: {missing['missing']}\n"


def test_what_is_measured_is_printed_written_and_reported(arguments, mnist, tmp_path, capsys):
    assert evaluate(["search", *arguments, "--data", str(mnist)]) == 0
    folder = tmp_path / "weights"
    written = json.loads((folder / "uses" / "search.json").read_text(encoding="utf-8"))
    assert written["measured"]["full"] is False and written["database"] == 512
    printed = capsys.readouterr().out.strip()
    assert printed.startswith("### Search\n\n1,000 test digits are the queries, all 512 digits")
    report = (folder / "REPORT.md").read_text(encoding="utf-8")
    assert printed in report and "`python train.py evaluate`, " in report


@pytest.fixture
def measured(monkeypatch):
    """The names that were begun to be measured."""
    names = []
    monkeypatch.setattr("aedemo.evaluation.report.evaluate", lambda _, chosen: names.extend(chosen))
    return names


def spoil_configuration(folder):
    (folder / "weights" / "dense" / "config.json").write_bytes(b'{"variant": "den')
    return "dense/config.json"


def spoil_a_network_that_a_use_needs(folder):
    (folder / "weights" / "vae" / "model.safetensors").write_bytes(b"")
    return "vae/model.safetensors"


def cut_a_benchmark_picture(folder):
    place = folder / "benchmarks" / "Set5" / "x2"
    place.mkdir(parents=True)
    for kind in ("HR", "LR"):
        shutil.copy(PHOTOS / "chelsea.png", place / f"cat_{kind}.png")
    (place / "cat_LR.png").write_bytes((PHOTOS / "chelsea.png").read_bytes()[:5000])
    return "x2/cat_LR.png"


def lack_a_benchmark_picture(folder):
    name = cut_a_benchmark_picture(folder)
    (folder / "benchmarks" / "Set5" / name).unlink()
    return name


def have_no_benchmarks(folder):
    return "benchmarks"


def have_a_file_for_the_report(folder):
    shutil.rmtree(folder / "weights" / "report")
    (folder / "weights" / "report").write_text("mine")
    return "report/.trial"


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_configuration,
        spoil_a_network_that_a_use_needs,
        cut_a_benchmark_picture,
        lack_a_benchmark_picture,
        have_no_benchmarks,
        have_a_file_for_the_report,
    ],
)
def test_what_would_end_it_in_the_middle_is_said_at_the_start(
    spoil, arguments, measured, tmp_path, capsys
):
    if spoil not in (cut_a_benchmark_picture, lack_a_benchmark_picture, have_no_benchmarks):
        (tmp_path / "benchmarks").mkdir()
    file = spoil(tmp_path)
    words = ["dense", "superres-x2", "search", "--benchmarks", str(tmp_path / "benchmarks")]
    assert evaluate([*words, *arguments]) == 1
    complaint = capsys.readouterr().err
    assert complaint.startswith("train.py: ") and file in complaint
    assert not measured

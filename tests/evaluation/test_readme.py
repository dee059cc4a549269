"""README's tables say what was measured."""

import shutil
from dataclasses import replace

import pytest

from aedemo import variants
from aedemo.commands import evaluate
from aedemo.evaluation.readme import HEADLINES, between_markers, by_feature, write
from aedemo.hub import write_config
from aedemo.places import WEIGHTS
from tests.conftest import ROOT

README = ROOT / "README.md"


def test_tables_are_what_the_shipped_figures_make(nothing, tmp_path):
    written = tmp_path / "README.md"
    written.write_text(emptied(README.read_text(encoding="utf-8")), encoding="utf-8")
    write(written, nothing)
    assert written.read_bytes() == README.read_bytes()


def emptied(text):
    """README without the tables."""
    for name in ("variants", "uses"):
        text = between_markers(text, name, "")
    assert "PCA-32" not in text
    return text


def test_what_was_not_measured_yet_has_no_row(nothing, tmp_path):
    """A network whose training was interrupted, one that was trained anew, and a use."""
    weights, written = tmp_path / "weights", tmp_path / "README.md"
    shutil.copytree(WEIGHTS, weights)
    (weights / "linear" / "config.json").unlink()
    config = nothing.config("dense")
    del config["figures"]
    write_config(weights / "dense", config)
    (weights / "uses" / "labels.json").unlink()
    old = README.read_text(encoding="utf-8")
    written.write_text(old, encoding="utf-8")
    write(written, replace(nothing, weights=weights))
    gone = ("| `linear` |", "| `dense` |")
    kept = [line for line in old.splitlines() if not line.startswith(gone)]
    assert written.read_text(encoding="utf-8").splitlines() == kept


def test_best_is_one_of_those_that_were_measured():
    sizes = {"pixels": 784, "pca-32": 32, "dense": 1024, "vae": 40}
    figures = {"features": {name: {"size": size} for name, size in sizes.items()}}
    cells = by_feature(figures, lambda row: f"{row['size']:.1f}")
    assert cells == ["`dense` (1,024 numbers) 1024.0", "PCA-32 32.0", "pixels 784.0"]


def test_every_variant_has_a_row():
    assert {variant for variant, _ in HEADLINES} == {*variants()}


def test_the_rest_stays_as_it_is():
    text = "Before.\n\n<!-- figures: uses -->\n\nold\n\n<!-- end of figures -->\n\n| a | b |\n"
    assert between_markers(text, "uses", "new \\1") == text.replace("old", "new \\1")
    assert between_markers(text, "variants", "new") == text


@pytest.mark.parametrize("elsewhere", [False, True])
def test_command_writes_them_unless_other_weights_are_measured(elsewhere, tmp_path, monkeypatch):
    weights, copy = tmp_path / "weights", tmp_path / "README.md"
    shutil.copytree(WEIGHTS, weights)
    old = emptied(README.read_text(encoding="utf-8"))
    copy.write_text(old, encoding="utf-8")
    monkeypatch.setattr(evaluate, "README", copy)
    if not elsewhere:
        monkeypatch.setattr(evaluate, "WEIGHTS", weights)
    data = str(tmp_path / "data")  # is not there, so nothing is measured anew
    assert evaluate.evaluate(["search", "--weights", str(weights), "--data", data]) == 0
    written = copy.read_text(encoding="utf-8")
    assert written == (old if elsewhere else README.read_text(encoding="utf-8"))

"""No figure stands without its company."""

import dataclasses
import shutil

import pytest

from aedemo.evaluation import company
from aedemo.evaluation.company import WORDS, words
from aedemo.evaluation.figure import Figure
from aedemo.evaluation.material import Material
from aedemo.evaluation.record import stored_configs
from aedemo.evaluation.report import ROWS, USES
from aedemo.facts import tabs
from aedemo.places import WEIGHTS

SAID = [*WORDS["measures"].values(), *WORDS["uses"].values()]


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measured")
    shutil.copytree(WEIGHTS, folder, dirs_exist_ok=True)
    return Material(folder, folder, None, folder, False)


def test_every_measure_has_words_and_none_is_left_over():
    used = [words(row.variant, row.id) for row in ROWS]
    assert [said for said in WORDS["measures"].values() if said not in used] == []
    assert WORDS["uses"].keys() == USES.keys()
    for said in SAID:
        assert said["equal"] and said["unequal"]
        assert {*said["page"]} <= {tab["name"] for tab in tabs()}


def test_every_stored_figure_is_in_the_table_beside_what_it_is_compared_with(material):
    company.write(material)
    text = (material.weights / "FIGURES.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    figures = [Figure(**each) for config in stored_configs(material) for each in config["figures"]]
    assert len(rows) == len(figures) > 50
    for row, figure in zip(rows, figures, strict=True):
        assert row.startswith(f"| `{figure.variant}`: {figure.measure} |")
        assert all(name in row for name in figure.references)
    assert text == (WEIGHTS / "FIGURES.md").read_text(encoding="utf-8"), (
        "train.py evaluate --stored"
    )


def test_a_measure_that_nothing_is_said_of_is_refused():
    row = dataclasses.replace(ROWS[0], id="unheard-of")
    with pytest.raises(LookupError, match="unheard-of"):
        words(row.variant, row.id)

"""No figure stands without its company."""

import dataclasses
import re
import shutil

import pytest

from aedemo.course import lessons
from aedemo.evaluation import company
from aedemo.evaluation.figure import Figure
from aedemo.evaluation.material import Material
from aedemo.evaluation.record import stored_configs
from aedemo.evaluation.report import ROWS, USES
from aedemo.evaluation.words import COMPANY, words
from aedemo.facts import tabs
from aedemo.models.registry import ONE_CLASS
from aedemo.places import WEIGHTS
from tests import test_lesson_numbers
from tests.conftest import ROOT
from tests.course import constrain, enlarge, generate, learn, squeeze, use
from tests.evaluation import claims

PLACES = {
    "README",
    "REPORT.md",
    "cards",
    "docs/embedding.md",
    *(f"tab {tab['name']}" for tab in tabs()),
    *(f"lesson {name}" for name in lessons()),
}
SECTIONS = ("width", "anomaly", "search", "labels", "seeds")  # of the report
COURSE = (squeeze, learn, constrain, generate, use, enlarge)


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measured")
    shutil.copytree(WEIGHTS, folder, dirs_exist_ok=True)
    return Material(folder, folder, None, folder, False)


def test_every_measure_has_words_and_none_is_left_over():
    used = [*(words(row.variant, row.id) for row in ROWS), words(ONE_CLASS[0], "auroc")]
    assert [said for said in COMPANY["measures"].values() if said not in used] == []
    assert company.LEDGERS.keys() == USES.keys() <= COMPANY["tables"].keys()
    for said in [*COMPANY["measures"].values(), *COMPANY["tables"].values()]:
        assert said["equal"] and said["unequal"]
        assert {*said["page"]} <= PLACES


def test_every_stored_figure_is_in_the_table_beside_what_it_is_compared_with(material):
    company.write(material)
    text = (material.weights / "FIGURES.md").read_text(encoding="utf-8")
    networks, *tables = text.split("\n\n## ")[1:]
    rows = [line for line in networks.splitlines() if line.startswith("| `")]
    figures = [Figure(**each) for config in stored_configs(material) for each in config["figures"]]
    assert len(rows) == len(figures) > 50
    for row, figure in zip(rows, figures, strict=True):
        assert row.startswith(f"| `{figure.variant}`: {figure.measure} |")
        assert all(name in row for name in [*figure.references, *figure.elsewhere])
    assert {table.splitlines()[0] for table in tables} == {
        said["title"] for said in COMPANY["tables"].values()
    }
    assert text == (WEIGHTS / "FIGURES.md").read_text(encoding="utf-8"), (
        "train.py evaluate --stored"
    )


@pytest.mark.parametrize("name", SECTIONS)
def test_every_number_in_a_table_of_the_report_has_its_row(name):
    """It has as many decimals there, or more."""
    title = COMPANY["tables"][name]["title"].partition(":")[0].partition(",")[0]
    written, known = (numbers(section(file, title)) for file in ("REPORT.md", "FIGURES.md"))
    assert len(written) > 10
    for number in written:
        near = 10.0 ** -len(number.partition(".")[2])
        assert any(abs(float(number) - float(value)) <= near for value in known), number


def section(file: str, title: str) -> str:
    """What stands under a heading, up to the next."""
    text = (WEIGHTS / file).read_text(encoding="utf-8")
    return re.split(r"\n##+ ", re.split(rf"\n##+ {title}", text)[1])[0]


def numbers(text: str) -> set[str]:
    """The numbers with decimals in its tables."""
    rows = "\n".join(line for line in text.splitlines() if line.startswith("| "))
    return {*re.findall(r"(?<![\d.])-?\d+\.\d+", rows)}


def used(module, monkeypatch, numbers) -> set[tuple[str, str]]:
    """The figures, by variant and measure, that the sources of numbers ask for."""
    asked = set()
    real = module.figure

    def figure(variant, measure, *reference):
        asked.add((variant, measure))
        return real(variant, measure, *reference)

    monkeypatch.setattr(module, "figure", figure)
    for number in numbers:
        number()
    return asked


def texts():
    """Place, module of the sources, and the sources, of all texts that name figures."""
    for name, sources in test_lesson_numbers.SOURCES.items():
        yield f"tab {name.split('.')[0]}", test_lesson_numbers, sources.values()
    for name, said in claims.CLAIMS.items():
        yield f"tab {name.split('/')[1]}", claims, [claim.numbers for claim in said]
    for module in COURSE:
        if hasattr(module, "figure"):
            place = f"lesson {module.__name__.rpartition('.')[2]}"
            yield place, module, module.NUMBERS.values()


@pytest.mark.parametrize(("place", "module", "numbers"), [*texts()])
def test_where_a_text_names_a_figure_the_table_says_so(place, module, numbers, monkeypatch):
    for variant, measure in used(module, monkeypatch, numbers):
        assert place in words(variant, measure)["page"], (variant, measure)


@pytest.mark.parametrize("cost", COMPANY["costs"], ids=lambda cost: cost["figure"])
def test_time_and_size_are_those_that_are_told(cost):
    assert cost["value"] in (ROOT / cost["place"]).read_text(encoding="utf-8")


def test_a_measure_that_nothing_is_said_of_is_refused():
    row = dataclasses.replace(ROWS[0], id="unheard-of")
    with pytest.raises(LookupError, match="unheard-of"):
        words(row.variant, row.id)

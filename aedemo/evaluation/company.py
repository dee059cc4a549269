"""Every figure beside what it has to be compared with: what is equal, what is not, and where it
comes from. A table of which all figures have the same company has its words once."""

from __future__ import annotations

from collections.abc import Iterable

from aedemo import files
from aedemo.evaluation import choices, enlargers, ledger, seeds
from aedemo.evaluation.figure import LEGEND, Figure, line, number
from aedemo.evaluation.material import Material
from aedemo.evaluation.readme import HEADLINES
from aedemo.evaluation.record import stored_configs, stored_figures, stored_uses
from aedemo.evaluation.report import ROWS
from aedemo.evaluation.uses import anomaly
from aedemo.evaluation.words import COMPANY, words

TITLE = f"""# Every figure, and its company

Written by `python train.py evaluate`, as REPORT.md is. Figures of networks stand on their cards,
most of all in REPORT.md; "stands in" says where else. What a page computes at a visitor's digit is
none of these, and how many minutes a training took, as cards say, is of the machine and what else
it did. That texts name these figures rightly, and where each other number of a text comes from, is
in `tests/test_lesson_numbers.py` and `tests/evaluation/claims.py` for the tabs, in `tests/course`
and, statement by statement, in `docs/statements` for the course.

{LEGEND}

## Networks

| figure | value | beside it | equal | not equal | stands in | comes from |
|---|---|---|---|---|---|---|"""
LEDGERS = {
    "width": ledger.width,
    "anomaly": ledger.anomalies,
    "search": ledger.search,
    "labels": ledger.labels,
}


def write(material: Material) -> None:
    """``FIGURES.md``, of all that was measured."""
    parts = [TITLE, *map(_row, stored_figures(stored_configs(material)))]
    for name, figures in stored_uses(material).items():
        parts += _table(name, LEDGERS[name](figures))
    parts += _table("enlargers", ledger.enlargers(enlargers.costs()))
    parts += _table("choices", ledger.candidates(choices.kept(material.weights)))
    parts += _table("seeds", ledger.seeds(seeds.compared(material.weights)))
    costs = ((each["figure"], each["value"], each["beside"]) for each in COMPANY["costs"])
    parts += _table("costs", costs)
    files.write(material.weights / "FIGURES.md", "\n".join(parts) + "\n")


def _row(figure: Figure) -> str:
    said = words(figure.variant, figure.id)
    in_readme = (figure.variant, figure.id) in HEADLINES
    cells = (
        f"`{figure.variant}`: {figure.measure}",
        number(figure.value, zeros=True),
        figure.beside(),
        said["equal"],
        said["unequal"],
        ", ".join(["README"] * in_readme + said["page"]),
        _source(figure),
    )
    return line(cells)


def _table(name: str, entries: Iterable[ledger.Entry]) -> list[str]:
    """Figures that have the same company: its words, and a row of each."""
    said = COMPANY["tables"][name]
    return [
        "",
        f"## {said['title']}",
        "",
        f"- Equal: {said['equal']}",
        f"- Not equal: {said['unequal']}",
        f"- Stands in: {', '.join(said['page'])}",
        f"- Comes from: {said['source']}",
        "",
        "| figure | value | beside it |",
        "|---|---|---|",
        *map(line, entries),
    ]


def _source(figure: Figure) -> str:
    """The module that measures it: the part of the report, or the use that networks are for."""
    for row in ROWS:
        if (row.variant, row.id) == (figure.variant, figure.id):
            return _module(getattr(row.compute, "func", row.compute).__module__)
    return _module(anomaly.__name__)


def _module(name: str) -> str:
    return f"`{name.replace('.', '/')}.py`"

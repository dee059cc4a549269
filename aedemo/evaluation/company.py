"""Every figure beside what it has to be compared with: what is equal, what is not, and where it
comes from. The words are in ``company.json``, by the ids of measures; where a variant stands beside
company of its own, by ``VARIANT/ID``; what several ids begin with stands for all of them."""

from __future__ import annotations

import json
from pathlib import Path

from aedemo import files
from aedemo.evaluation.figure import Figure, line, number
from aedemo.evaluation.material import Material
from aedemo.evaluation.readme import HEADLINES, TABLED
from aedemo.evaluation.record import stored_configs, stored_figures, stored_uses
from aedemo.evaluation.report import ROWS, USES

WORDS = json.loads(Path(__file__).with_name("company.json").read_text(encoding="utf-8"))
TITLE = """# Every figure, and its company

Written by `python train.py evaluate`, as REPORT.md is. Each figure stands in REPORT.md and, if it
is of a network, on that network's card; "stands in" says where else. What a page computes at a
visitor's digit is none of these. Numbers in lessons are held to these by
`tests/test_lesson_numbers.py`.

| figure | value | beside it | equal | not equal | stands in | comes from |
|---|---|---|---|---|---|---|"""


def words(variant: str, id: str) -> dict:
    """What is said of a figure's company; ``LookupError`` if nothing is."""
    known = WORDS["measures"]
    own = known.get(f"{variant}/{id}") or known.get(id)
    several = [said for begin, said in known.items() if id.startswith(f"{begin}-")]
    if not (own or several):
        raise LookupError(f"{variant}/{id}: company.json does not say what it stands beside.")
    return own or several[0]


def write(material: Material) -> None:
    """``FIGURES.md``, of all networks and uses that were measured."""
    figures = stored_figures(stored_configs(material))
    rows = [*map(_row, figures), *map(_use, stored_uses(material))]
    files.write(material.weights / "FIGURES.md", "\n".join([TITLE, *rows]) + "\n")


def _row(figure: Figure) -> str:
    said = words(figure.variant, figure.id)
    known = {**figure.references, **figure.published, **figure.elsewhere}
    source = next(row for row in ROWS if (row.variant, row.id) == (figure.variant, figure.id))
    compute = getattr(source.compute, "func", source.compute)
    cells = (
        f"`{figure.variant}`: {figure.measure}",
        number(figure.value, zeros=True),
        ", ".join(f"{name} {number(value)}" for name, value in known.items()),
        said["equal"],
        said["unequal"],
        _places((figure.variant, figure.id) in HEADLINES, said["page"]),
        _module(compute.__module__),
    )
    return line(cells)


def _use(name: str) -> str:
    said = WORDS["uses"][name]
    places = _places(name in TABLED, said["page"])
    values = "REPORT.md, “Codes put to work”"
    module = _module(USES[name].__name__)
    cells = (name, values, said["beside"], said["equal"], said["unequal"], places, module)
    return line(cells)


def _places(in_readme: bool, tabs: list[str]) -> str:
    return ", ".join(["README"] * in_readme + [f"tab {tab}" for tab in tabs])


def _module(name: str) -> str:
    return f"`{name.replace('.', '/')}.py`"

"""Measures every variant, and writes configurations, model cards and ``REPORT.md``."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from tqdm import tqdm

from aedemo import files
from aedemo.evaluation import choices, enlargers, seeds
from aedemo.evaluation.card import measured
from aedemo.evaluation.figure import Figure, table
from aedemo.evaluation.floors import counted
from aedemo.evaluation.material import Material, Missing
from aedemo.evaluation.record import (
    renew,
    stored_configs,
    stored_figures,
    stored_uses,
    write,
    write_use,
)
from aedemo.evaluation.uses import anomaly, labels, search, width
from aedemo.evaluation.variants import (
    contraction,
    denoising,
    enlargement,
    likelihood,
    order,
    plane,
    reconstruction,
    samples,
    sparsity,
)
from aedemo.figures import png
from aedemo.models.registry import digit_variants

PARTS = (
    reconstruction,
    denoising,
    sparsity,
    contraction,
    order,
    likelihood,
    samples,
    plane,
    enlargement,
)
# Each has evaluate(material) → figures that JSON can hold, and section(figures) → the same in
# Markdown under a heading of the third level.
USES = {"width": width, "anomaly": anomaly, "search": search, "labels": labels}
ROWS = [row for part in PARTS for row in part.ROWS]
TEMPLATE = Path(__file__).with_name("report.md")
MOST = 4  # of what stands beside a figure; the rest is in FIGURES.md
PICTURE = re.compile(r"^!\[.*\]\((.+)\)$", re.MULTILINE)


def evaluate(material: Material, names: list[str]) -> list[Figure]:
    """Measures the named variants, writes each as soon as it is done, and draws the pictures."""
    figures = []
    rows = [row for name in names for row in ROWS if row.variant == name]
    with tqdm(rows) as bar:
        for name in names:
            own = []
            for row in rows:
                if row.variant == name:
                    bar.set_description(f"{name}: {row.id}")
                    own.append(row.figure(material))
                    bar.update()
            write(material, name, own)
            figures += own
    draw(material, names)
    write_report(material)
    return figures


def evaluate_uses(material: Material, names: list[str]) -> dict[str, dict]:
    """Measures what the codes are good for; where material is missing, ``{"missing": what}``."""
    results = {}
    for name in names:
        try:
            results[name] = write_use(material, name, USES[name].evaluate(material))
        except Missing as error:
            results[name] = {"missing": str(error)}
    write_report(material)
    return results


def rewrite(material: Material) -> None:
    """Configurations, cards and report from what is stored; nothing is measured."""
    renew(material)
    write_report(material)


def sections(results: dict[str, dict]) -> list[str]:
    """The results of uses in Markdown."""
    return [
        f"{name}: missing: {figures['missing']}"
        if "missing" in figures
        else USES[name].section(figures)
        for name, figures in results.items()
    ]


def draw(material: Material, names: list[str]) -> None:
    """The pictures of the parts that measure any of the named variants."""
    folder = material.weights / "report"
    for part in PARTS:
        if not any(row.variant in names for row in part.ROWS):
            continue
        for file, picture in part.PICTURES.items():
            (folder / file).unlink(missing_ok=True)
            try:
                files.write(folder / file, png(picture(material)))
            except Missing:
                continue


def write_report(material: Material) -> None:
    """``REPORT.md`` from all configurations and pictures that are there."""
    configs = stored_configs(material)
    figures = stored_figures(configs)

    def stored(group: list[str]) -> list[Figure]:
        return [figure for figure in figures if figure.variant in group]

    def shown(picture: re.Match) -> str:
        there = (material.weights / picture[1]).is_file()
        return picture[0] if there else f"*Not drawn, for want of material: {picture[1]}.*"

    enlarged = stored([*enlargement.FACTORS])
    put_to_use = stored_uses(material)
    known = [*configs, *put_to_use.values()]
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        floors=counted(figures),
        measured=measured(*known),
        digits=table(stored(digit_variants()), MOST),
        superres=table(enlarged, MOST),
        enlargers=enlargers.compared(enlarged),
        uses="\n\n".join(sections(put_to_use)),
        choices=choices.table(choices.kept(material.weights)),
        seeds=seeds.table(material.weights),
    )
    files.write(material.weights / "REPORT.md", PICTURE.sub(shown, text))

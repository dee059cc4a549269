"""What the networks for super-resolution cost and were trained on, beside how near they come."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from aedemo.evaluation.figure import REFERENCES, Figure, line
from aedemo.evaluation.variants.enlargement import FACTORS, multiply_adds, weights
from aedemo.models import registry

# By the name that a network has among the references: ``multiply_adds`` for each of the factors;
# ``null`` is what is not known.
OTHERS = json.loads(Path(__file__).with_name("enlargers.json").read_text(encoding="utf-8"))
SET5 = "psnr-set5"
PHOTOGRAPHS = "472 (BSDS500's train and test parts and T91, less every 25th)"
HEADER = """| network | weights | multiply-adds a pixel of the small picture, {factors} | \
trained on so many photographs | PSNR on Set5, dB, {factors} | source |
|---|---|---|---|---|---|"""


def listed(values: Iterable[float | None] | None, form: str) -> str:
    """One for each factor, or one for all."""
    if values is None:
        return "unknown"
    return " / ".join("unknown" if value is None else f"{value:{form}}" for value in values)


def compared(figures: Iterable[Figure]) -> str:
    """The table: the project's own networks with their measured figures, then the others."""
    measured = {each.variant: each.value for each in figures if each.id == SET5}
    own, *others = costs()
    rows = [(*own, listed(map(measured.get, FACTORS), ".2f"), "measured here")]
    for (reference, known), cost in zip(OTHERS.items(), others, strict=True):
        published = (REFERENCES[name][SET5]["published"][reference] for name in FACTORS)
        rows.append((*cost, listed(published, ".2f"), known["source"]))
    header = HEADER.format(factors=" / ".join(f"×{factor}" for factor in FACTORS.values()))
    return "\n".join([header, *map(line, rows)])


def costs() -> list[tuple[str, str, str, str]]:
    """Network, weights, multiply-adds and training photographs: the project's own first."""
    models = [registry.variant(name).build() for name in FACTORS]
    counted = (listed(map(weights, models), ","), listed(map(multiply_adds, models), ","))
    others = (
        (
            known["network"],
            listed([known["weights"]], ","),
            listed(known["multiply_adds"], ","),
            known["trained_on"] or "unknown",
        )
        for known in OTHERS.values()
    )
    return [("`superres-…`", *counted, PHOTOGRAPHS), *others]

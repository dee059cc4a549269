"""What the networks were asked for, and where they fall short of it."""

from __future__ import annotations

from collections.abc import Iterable

from aedemo.evaluation.figure import Figure, line, number


def counted(figures: Iterable[Figure]) -> str:
    """How many floors are reached, and a table of those that are not, in Markdown."""
    asked = [figure for figure in figures if figure.reach is not None]
    missed = [figure for figure in asked if figure.missed]
    cells = (
        (f"`{figure.variant}`", figure.measure, number(figure.value), number(figure.reach))
        for figure in missed
    )
    head = [line(["missed by", "measure", "value", "floor"]), "|---|---|---|---|"]
    said = f"Of {len(asked)} floors {len(asked) - len(missed)} are reached."
    return "\n".join([said, "", *head, *map(line, cells)])

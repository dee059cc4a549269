"""What the networks were asked for, and where they fall short of it."""

from __future__ import annotations

from collections.abc import Iterable

from aedemo.evaluation.figure import Figure, number


def counted(figures: Iterable[Figure]) -> str:
    """How many floors are reached, and a list of those that are not, in Markdown."""
    asked = [figure for figure in figures if figure.reach is not None]
    missed = [figure for figure in asked if figure.missed]
    lines = [
        f"- `{figure.variant}`, {figure.measure}: {number(figure.value)},"
        f" where {number(figure.reach)} was asked for"
        for figure in missed
    ]
    reached = len(asked) - len(missed)
    return "\n".join([f"Of {len(asked)} floors {reached} are reached. Missed:", "", *lines])

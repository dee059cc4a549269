"""One measured number beside what it has to be compared with, and the table of many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aedemo import facts
from aedemo.evaluation.material import Material, Missing

REFERENCES = json.loads(
    Path(__file__).with_name("references.json").read_text(encoding="utf-8")
)  # variant → id of the measure → what it is compared with and what it has to reach

LEGEND = """† Not measured under this protocol: for orientation, not for a verdict."""
HEADER = """| variant | measure | value | beside it | floor | aim | verdict |
|---|---|---|---|---|---|---|"""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """``value`` is ``None`` where something to measure with was missing; then ``missing`` says
    what. ``references`` were measured with it, one without a value was missing, too;
    ``published`` are under the same protocol; what stands ``elsewhere`` is not, or not like it."""

    id: str = ""  # of the measure; configurations from before there were ids have none
    variant: str
    measure: str
    value: float | None
    references: dict[str, float | None]
    reach: float | None = None
    aim: float | None = None
    lower_is_better: bool = False
    missing: str = ""
    published: Mapping[str, float] = field(default_factory=dict)
    elsewhere: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        variant: str,
        id: str,
        value: float | None,
        references: Mapping[str, float | None],
        missing: str = "",
    ) -> Figure:
        """A value beside the references that were measured with it, and all else that is known
        about it: published references and the target only where there are any."""
        measure = facts.read("measures")[id]
        known = REFERENCES.get(variant, {}).get(id, {})
        return cls(
            id=id,
            variant=variant,
            measure=measure["title"],
            value=value,
            references=dict(references),
            published=known.get("published", {}),
            elsewhere=known.get("elsewhere", {}),
            reach=known.get("reach"),
            aim=known.get("aim"),
            lower_is_better=measure["better"] == "lower",
            missing=missing,
        )

    def renewed(self) -> Figure:
        """The same measurement beside what is known about it now."""
        return Figure.of(self.variant, self.id, self.value, self.references, self.missing)

    @property
    def verdict(self) -> str:
        """Whether it reaches what it has to, or how much it falls short."""
        if self.value is None:
            return f"missing: {self.missing}"
        if self.aim is not None and self._falls_short(self.value, self.aim) <= 0:
            return "aim reached"
        target, kind = (self.aim, " of the aim") if self.reach is None else (self.reach, "")
        if target is None:
            return ""
        gap = self._falls_short(self.value, target)
        return "reached" if gap <= 0 else f"short{kind} by {gap:.2g}"

    @property
    def missed(self) -> bool:
        """Whether it has a floor and does not reach it."""
        if self.reach is None:
            return False
        return self.value is None or self._falls_short(self.value, self.reach) > 0

    def _falls_short(self, value: float, target: float) -> float:
        return value - target if self.lower_is_better else target - value

    @property
    def row(self) -> str:
        """A line of the table under ``HEADER``."""
        return self.short_row()

    def short_row(self, most: int | None = None) -> str:
        """The same, with at most so many of what stands beside it."""
        cells = (
            f"`{self.variant}`",
            self.measure,
            number(self.value, zeros=True),
            self.beside(most),
            "" if self.reach is None else number(self.reach),
            "" if self.aim is None else number(self.aim),
            self.verdict,
        )
        return line(cells)

    def beside(self, most: int | None = None) -> str:
        """What it is compared with, at most so many; what is not under this protocol is marked."""
        marked = {f"{name} †": value for name, value in self.elsewhere.items()}
        known = {**self.references, **self.published, **marked}
        shown = [f"{name} {number(value)}" for name, value in known.items()]
        return ", ".join(shown[:most] + ["…"] * (len(shown) > len(shown[:most])))


@dataclass(frozen=True)
class Row:
    """A figure to be measured, by the id of its measure: ``compute`` gives its value and the
    references that are measured with it; published ones and the target are in
    ``references.json``."""

    variant: str
    id: str
    compute: Callable[[Material, str], tuple[float, dict[str, float | None]]]

    def figure(self, material: Material) -> Figure:
        """The measured figure, or which material is missing for it."""
        try:
            value, references = self.compute(material, self.variant)
        except Missing as error:
            return Figure.of(self.variant, self.id, None, {}, str(error))
        return Figure.of(self.variant, self.id, value, references)


def line(cells: Iterable[str]) -> str:
    """A line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def number(value: float | None, zeros: bool = False) -> str:
    """Four digits, as in the tables; with ``zeros`` also where they are 0. Counts as they are."""
    if value is None:
        return "missing"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:#.4g}".rstrip(".") if zeros else f"{value:.4g}"


def table(figures: list[Figure], most: int | None = None) -> str:
    """The figures in Markdown, each with at most so many of what stands beside it, and below them
    what a mark in them means."""
    rows = "\n".join([HEADER, *(figure.short_row(most) for figure in figures)])
    return f"{rows}\n\n{LEGEND}" if any(figure.elsewhere for figure in figures) else rows

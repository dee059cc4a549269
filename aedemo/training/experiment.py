"""The one description of an experiment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from aedemo.models.recipe import Recipe, Variant
from aedemo.models.registry import variant


@dataclass(frozen=True)
class Experiment:
    """Which variant is trained, on what, for how long, and where the result goes.

    ``changes``, by name, of its recipe and of the arguments that build it, make it one of the
    candidates that its settings are chosen from. ``initial`` is where the network lies that its
    recipe starts from, if not where the result goes.
    """

    name: str
    data: Path
    output: Path
    photos: Path | None = None
    epochs: int | None = None
    seed: int = 0
    device: str = "cpu"
    changes: Mapping[str, Any] = field(default_factory=dict)
    initial: Path | None = None

    @property
    def variant(self) -> Variant:
        known = variant(self.name)
        of_recipe = {each.name for each in fields(Recipe)} & self.changes.keys()
        others = self.changes.keys() - of_recipe
        return replace(
            known,
            recipe=replace(known.recipe, **{name: self.changes[name] for name in of_recipe}),
            arguments={**known.arguments, **{name: self.changes[name] for name in others}},
        )

    @property
    def recipe(self) -> Recipe:
        recipe = self.variant.recipe
        return recipe if self.epochs is None else replace(recipe, epochs=self.epochs)

    @property
    def settings(self) -> dict[str, Any]:
        """What decides the weights, by name, beside the digits or photographs themselves."""
        return {**asdict(self.recipe), **self.variant.arguments, "seed": self.seed}

    @property
    def folder(self) -> Path:
        return self.output / self.name

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    @property
    def command(self) -> str:
        """The command that repeats this experiment."""
        photos = " --photos DIR" if self.photos and self.recipe.data == "photos" else ""
        epochs = "" if self.epochs is None else f" --epochs {self.epochs}"
        return f"python train.py {self.name}{photos}{epochs} --seed {self.seed}"

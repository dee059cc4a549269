"""The one description of an experiment."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from aedemo.models.recipe import Recipe
from aedemo.models.registry import variant


@dataclass(frozen=True)
class Experiment:
    """Which variant is trained, on what, for how long, and where the result goes."""

    name: str
    data: Path
    output: Path
    photos: Path | None = None
    epochs: int | None = None
    seed: int = 0
    device: str = "cpu"

    @property
    def recipe(self) -> Recipe:
        recipe = variant(self.name).recipe
        return recipe if self.epochs is None else replace(recipe, epochs=self.epochs)

    @property
    def settings(self) -> dict[str, Any]:
        """What decides the weights, by name, beside the digits or photographs themselves."""
        chosen = variant(self.name)
        return {**asdict(self.recipe), **chosen.arguments, "seed": self.seed}

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

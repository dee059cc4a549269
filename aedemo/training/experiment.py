"""The one description of an experiment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

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
        return replace(recipe, epochs=self.epochs) if self.epochs else recipe

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
        epochs = f" --epochs {self.epochs}" if self.epochs else ""
        return f"python train.py {self.name}{photos}{epochs} --seed {self.seed}"

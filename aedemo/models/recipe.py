"""What a variant is: a network, the arguments that build it, and the recipe that trains it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Recipe:
    """How a variant is trained: by Adam, under a one-cycle learning rate or a constant one.

    An epoch over digits is one pass; over photos it is ``patches`` random crops. ``digit``: the
    only class that is trained on. ``starts_from`` names the trained variant whose convolutions it
    takes over.
    """

    epochs: int
    batch_size: int = 128
    learning_rate: float = 4e-3
    schedule: Literal["one-cycle", "constant"] = "one-cycle"
    data: str = "digits"
    patches: int = 0
    starts_from: str | None = None
    digit: int | None = None


@dataclass(frozen=True)
class Variant:
    """One trainable, loadable network."""

    network: Callable[..., Any]
    recipe: Recipe
    arguments: Mapping[str, object] = field(default_factory=dict)

    def build(self) -> Any:
        """A freshly initialised network, of its own class."""
        return self.network(**self.arguments)

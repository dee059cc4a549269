"""The one training loop, for what ships and for what a visitor trains live."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel
from torch.optim import Optimizer
from torch.optim.lr_scheduler import ConstantLR, LRScheduler, OneCycleLR

from aedemo.failures import Diverged
from aedemo.models.recipe import Recipe

SPOILT = (
    "Nothing of it was kept; the last epoch before it is. Look for a learning rate that is too "
    "large, and for what the loss divides by or takes the logarithm or the root of."
)


class Data(Protocol):
    """Batches in memory: ``Digits`` or ``Patches``."""

    def __len__(self) -> int: ...
    def epoch(
        self, generator: torch.Generator, rank: int, world: int
    ) -> Iterator[tuple[Tensor, ...]]: ...


@dataclass
class State:
    """All that a run needs to go on from where it stopped."""

    epoch: int = 0
    model: dict[str, Any] = field(default_factory=dict)
    optimizer: dict[str, Any] = field(default_factory=dict)
    schedule: dict[str, Any] = field(default_factory=dict)
    history: list[dict[str, float]] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True)
class Step:
    """One optimiser step: where it stands, the terms of its loss, and the state after an epoch."""

    epoch: int
    step: int
    terms: dict[str, Tensor]
    state: State | None = None


def is_first_process() -> bool:
    """Whether this process is the one that writes and talks."""
    return not distributed.is_initialized() or distributed.get_rank() == 0


class _Loss(nn.Module):
    """The loss as a forward pass, which is what DistributedDataParallel hooks into."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model: Any = model  # has a method ``loss``

    def forward(self, *batch: Tensor) -> dict[str, Tensor]:
        return self.model.loss(*batch)


def train(
    model: nn.Module, data: Data, recipe: Recipe, seed: int = 0, resume: State | None = None
) -> Iterator[Step]:
    """Trains ``model`` in place and yields after every optimiser step.

    A model with a method ``constrain`` is asked before every step to restore what has to hold of
    its weights.

    The randomness of an epoch depends on the seed and the epoch alone, so a run that was
    interrupted and resumed ends at the same weights. Under ``torchrun`` every process takes its
    share of each batch and gradients are averaged.

    Raises ``Diverged`` at the first loss that is no finite number, before a step is taken by it.
    """
    rank, world = 0, 1
    if distributed.is_initialized():
        rank, world = distributed.get_rank(), distributed.get_world_size()
    loss: nn.Module = _Loss(model)
    if world > 1:
        loss = DistributedDataParallel(loss)
    weights = getattr(model, "loss_weights", {})
    constrain = getattr(model, "constrain", lambda: None)
    optimizer = torch.optim.Adam(model.parameters(), recipe.learning_rate, fused=True)
    schedule = _schedule(optimizer, recipe, recipe.epochs * len(data))
    history: list[dict[str, float]] = []
    start, began = 0, time.perf_counter()
    if resume:
        model.load_state_dict(resume.model)
        optimizer.load_state_dict(resume.optimizer)
        schedule.load_state_dict(resume.schedule)
        history, start = list(resume.history), resume.epoch
        began -= resume.seconds
    model.train()
    for epoch in range(start, recipe.epochs):
        generator = torch.Generator().manual_seed(seed * 1_000_003 + epoch)
        torch.manual_seed((seed * 1_000_003 + epoch) * world + rank)
        sums: dict[str, Tensor] = {}
        for number, batch in enumerate(data.epoch(generator, rank, world), start=1):
            constrain()
            terms = loss(*batch)
            total = total_loss(terms, weights)
            if not torch.isfinite(total):
                raise Diverged(f"{_spoilt(terms)} in epoch {epoch + 1}, step {number}. {SPOILT}")
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            optimizer.step()
            schedule.step()
            terms = {name: term.detach() for name, term in terms.items()}
            for name, term in terms.items():
                sums[name] = sums[name] + term if name in sums else term
            state = None
            if number == len(data):
                # A gradient may be spoilt where the loss is not: in the very last step, nothing
                # else would tell.
                if not all(torch.isfinite(each).all() for each in model.state_dict().values()):
                    raise Diverged(
                        f"A weight is no finite number after epoch {epoch + 1}. {SPOILT}"
                    )
                if world > 1:
                    for term in sums.values():
                        distributed.all_reduce(term)
                history.append({name: term.item() / number / world for name, term in sums.items()})
                state = State(
                    epoch + 1,
                    model.state_dict(),
                    optimizer.state_dict(),
                    schedule.state_dict(),
                    list(history),
                    time.perf_counter() - began,
                )
            yield Step(epoch, number, terms, state)
    model.eval()


def _schedule(optimizer: Optimizer, recipe: Recipe, steps: int) -> LRScheduler:
    """Of the learning rate over all steps."""
    if recipe.schedule == "constant":
        return ConstantLR(optimizer, factor=1)
    return OneCycleLR(optimizer, recipe.learning_rate, total_steps=steps)


def _spoilt(terms: Mapping[str, Tensor]) -> str:
    """What the loss consists of where it is no finite number."""
    values = ", ".join(f"{name} {term.item():.4g}" for name, term in terms.items())
    return f"The loss is no finite number: {values}"


def total_loss(terms: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """Σ weight · term; a term without a weight counts once."""
    parts = (term * weights[name] if name in weights else term for name, term in terms.items())
    return functools.reduce(torch.add, parts)

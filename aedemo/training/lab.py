"""A training in the lab, step by step: the same description gives the same curve in the page, whose
``web/engine/learning/trainer.js`` is the twin of this file."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import SGD, Adam, AdamW, Optimizer, RMSprop
from torch.optim.lr_scheduler import LambdaLR, LRScheduler, OneCycleLR

from aedemo.data.noise import SeededRandom, corrupt
from aedemo.data.pcg32 import Pcg32
from aedemo.failures import Failure
from aedemo.lab import Description, sentence
from aedemo.models.autoencoder import IMAGE, PIXELS
from aedemo.models.laboratory import Laboratory, VariationalLaboratory, laboratory
from aedemo.models.layers import Dropout
from aedemo.training.initial import initialise

HELD_OUT = 1000  # digits, the last of the sample
STREAMS = ("init", "order", "noise", "dropout", "posterior", "data", "held")


def streams(seed: int) -> dict[str, Pcg32]:
    """All that is drawn by chance, each from a stream of its own."""
    seeds = Pcg32(seed).uniform(len(STREAMS)) * 2**32
    return {name: Pcg32(int(each)) for name, each in zip(STREAMS, seeds, strict=True)}


def shuffled(count: int, random: Pcg32) -> Tensor:
    """The numbers below ``count`` in an order drawn by chance (Fisher & Yates)."""
    order = list(range(count))
    for i, u in zip(range(count - 1, 0, -1), random.uniform(count - 1).tolist(), strict=True):
        j = int(u * (i + 1))
        order[i], order[j] = order[j], order[i]
    return torch.tensor(order)


def drawn(texts: Sequence[str]) -> Tensor:
    """Drawings (n, 1, 28, 28) from 0 to 1, of their texts in a description."""
    bits = b"".join(base64.urlsafe_b64decode(text + "==") for text in texts)
    packed = np.frombuffer(bits, np.uint8)
    levels = np.stack([packed >> shift & 3 for shift in (0, 2, 4, 6)], 1)
    return torch.from_numpy(levels * 85).view(-1, *IMAGE).float() / 255


class Training:
    """A network and what it is trained on; ``tell`` trains it."""

    def __init__(self, chosen: Description, images: Tensor, dtype: torch.dtype = torch.float32):
        """``images``: the sample, MNIST's 10,000 test digits (10000, 1, 28, 28)."""
        self.description = chosen
        self.random = streams(chosen["seed"])
        self.network: Laboratory = laboratory(**chosen)
        initialise(self.network, self.random["init"])
        self.network.to(dtype)
        for layer in self.network.modules():
            if isinstance(layer, Dropout):
                layer.random = SeededRandom(self.random["dropout"])
            if isinstance(layer, VariationalLaboratory):
                layer.random = SeededRandom(self.random["posterior"])
        learned, held_out = self._material(images)
        self.learned, self.held_out = learned, held_out.to(dtype)
        self.held_out_seen = self._seen(held_out, "held").to(dtype)
        self.dtype = dtype
        self.steps_an_epoch = chosen["digits"] // chosen["batch"]
        self.steps = chosen["epochs"] * self.steps_an_epoch
        self._order = torch.empty(0)

    def _material(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """What is learned from, and what is held out."""
        count = self.description["digits"]
        if self.description["pictures"] == "random":
            return self._drawn("data", count), self._drawn("held", HELD_OUT)
        order = shuffled(len(images), Pcg32(0))  # the same for every seed
        if self.description["pictures"] == "own":
            own = drawn(self.description["own"])
            return own[torch.arange(count) % len(own)], images[order[-HELD_OUT:]]
        return images[order[:count]], images[order[-HELD_OUT:]]

    def _drawn(self, stream: str, count: int) -> Tensor:
        numbers = self.random[stream].uniform(count * PIXELS).astype(np.float32)
        return torch.from_numpy(numbers).view(count, *IMAGE)

    def _seen(self, x: Tensor, stream: str) -> Tensor:
        """With the noise of the description on it."""
        noise, level = self.description["noise"], self.description["level"]
        return x if noise == "none" else corrupt(x, noise, level, SeededRandom(self.random[stream]))

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """The digits of a step, counted from 0, and as the network sees them; each is asked for
        once, one after the other."""
        size, at = self.description["batch"], step % self.steps_an_epoch
        if at == 0:
            self._order = shuffled(self.description["digits"], self.random["order"])
        x = self.learned[self._order[at * size : (at + 1) * size]]
        return x.to(self.dtype), self._seen(x, "noise").to(self.dtype)

    def terms(self, step: int) -> dict[str, Tensor]:
        """The terms of the loss of a step's batch, with their weighted sum ``loss`` as the last."""
        terms = self.network.loss(*self.batch(step))
        weights = self.network.loss_weights
        weighted = [weights.get(name, 1) * term for name, term in terms.items()]
        return {**terms, "loss": torch.stack(weighted).sum()}

    def tell(self, steps: int | None = None) -> Iterator[dict[str, float]]:
        """Takes all steps, or the first ``steps``; after each yields its number ``step``, counted
        from 1, and the terms of the loss as they were before it. The last step of an epoch has
        ``held_out`` besides, the error of the held-out digits after it.

        Raises ``Failure`` once a loss that is no finite number has been told.
        """
        network = self.network.train()
        optimiser = _optimiser(self.description, network)
        schedule = _schedule(self.description, optimiser, self.steps)
        for step in range(self.steps if steps is None else min(steps, self.steps)):
            terms = self.terms(step)
            told = {"step": step + 1, **{name: term.item() for name, term in terms.items()}}
            if not math.isfinite(told["loss"]):
                yield told
                raise Failure(sentence("spoilt", step=step + 1))
            self.learn(terms["loss"], optimiser)
            if schedule:
                schedule.step()
            if (step + 1) % self.steps_an_epoch == 0:
                told["held_out"] = self.held_out_error()
            yield told
        network.eval()

    def learn(self, loss: Tensor, optimiser: Optimizer) -> None:
        """Takes one step of the optimiser along the gradient of a loss."""
        optimiser.zero_grad()
        loss.backward()
        if self.description["clip"] > 0:
            nn.utils.clip_grad_norm_(self.network.parameters(), self.description["clip"])
        optimiser.step()

    @torch.no_grad()
    def held_out_error(self) -> float:
        """The error of the held-out digits as the network is now."""
        self.network.eval()
        error = self.network.error(self.network(self.held_out_seen), self.held_out).item()
        self.network.train()
        return error


def _optimiser(chosen: Description, network: nn.Module) -> Optimizer:
    parameters, rate = network.parameters(), chosen["rate"]
    match chosen["optimiser"]:
        case "sgd":
            return SGD(parameters, rate)
        case "momentum":
            return SGD(parameters, rate, momentum=chosen["momentum"])
        case "rmsprop":
            return RMSprop(parameters, rate)
        case "adam":
            return Adam(parameters, rate)
        case _:
            return AdamW(parameters, rate, weight_decay=chosen["weight_decay"])


def _schedule(chosen: Description, optimiser: Optimizer, steps: int) -> LRScheduler | None:
    """How the rate changes, if it does."""
    if chosen["schedule"] == "cosine":
        return LambdaLR(optimiser, lambda step: (1 + math.cos(math.pi * step / steps)) / 2)
    if chosen["schedule"] == "one-cycle":
        return OneCycleLR(optimiser, chosen["rate"], total_steps=steps, cycle_momentum=False)
    return None

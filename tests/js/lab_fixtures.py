"""Trainings of the lab as PyTorch does them, for the page's engine to come to: written to
``fixtures/lab.json``, and long ones to ``fixtures/lab-curves.json``. Once what is computed has
changed on purpose, run

python -m tests.js.lab_fixtures

``weights``: of each tensor its sum and length, and every so-manieth number. ``terms`` and
``gradients``: of the first step, in float64. ``told``: of the first steps, in float32. ``spread``:
by which share of it a number of these is apart from that in float64, at most.

Of long ones, ``losses``: of each step, as PyTorch has it; ``spread``: by which share of it one is
apart, at most, if PyTorch begins with weights that are off by their last digit; ``page``: what the
page's engine told when this was written, by the kinds of its kernels.
"""

import json
from typing import Any

import torch
from torch import Tensor

from aedemo.data.digits import test_digits
from aedemo.lab import description
from aedemo.training.lab import Training
from tests.js.fixtures import FOLDER
from tests.lab.curves import of_the_page
from tests.lab.drawings import some_drawings

STEPS = 20
SOME = 24  # numbers of a tensor, at most

# Together they have every layer, activation, loss, term, optimiser, schedule, kind of pictures and
# of noise.
DESCRIPTIONS: list[dict[str, Any]] = [
    {"hidden": [13, 7], "code": 5},
    {"hidden": [13], "code": 5, "activation": "leaky_relu", "code_activation": "sigmoid",
     "loss": "cross-entropy", "optimiser": "sgd", "rate": 0.5, "schedule": "cosine",
     "noise": "masking"},
    {"hidden": [], "code": 7, "output": "none", "optimiser": "momentum", "rate": 0.02,
     "momentum": 0.8, "initialisation": "xavier", "noise": "gaussian", "l2_weights": 1e-4},
    {"hidden": [13, 7, 6], "code": 5, "activation": "tanh", "code_activation": "tanh",
     "output": "tanh", "optimiser": "rmsprop", "rate": 0.001,
     "initialisation": "he", "gain": 0.7, "clip": 0.1},
    {"hidden": [13, 7], "code": 5, "tied": True, "activation": "sigmoid", "loss": "l1",
     "optimiser": "adamw", "weight_decay": 0.1, "rate": 0.003, "schedule": "one-cycle",
     "l1_weights": 1e-5, "l2_weights": 1e-4},
    {"hidden": [13], "code": 9, "sparsity": "kl", "code_activation": "relu", "activity": 0.1,
     "sparsity_weight": 0.01, "pictures": "random"},
    {"hidden": [], "code": 31, "sparsity": "top-k", "active": 4, "code_activation": "leaky_relu",
     "noise": "salt-and-pepper", "level": 0.2, "tied": True, "initialisation": "he"},
    {"hidden": [], "code": 11, "contraction": 0.05, "code_activation": "sigmoid", "sparsity": "l1",
     "sparsity_weight": 0.01, "activation": "none"},
    {"hidden": [13], "code": 3, "variational": True, "beta": 2, "loss": "cross-entropy",
     "dropout": 0.2, "noise": "gaussian", "level": 0.1},
    {"hidden": [13, 7], "code": 5, "batch_norm": True, "dropout": 0.3, "activation": "leaky_relu",
     "optimiser": "sgd", "rate": 0.3},
    {"network": "convolutional", "channels": [3, 5], "kernel": 3, "code": 5},
    {"network": "convolutional", "channels": [3], "kernel": 2, "code": 7, "batch_norm": True,
     "activation": "tanh", "loss": "l1", "optimiser": "momentum", "rate": 0.1},
    {"network": "convolutional", "channels": [3, 5], "kernel": 4, "code": 5, "variational": True,
     "batch_norm": True, "dropout": 0.25, "loss": "cross-entropy", "initialisation": "xavier",
     "schedule": "cosine"},
    {"network": "convolutional", "channels": [4, 3], "kernel": 5, "code": 9, "sparsity": "l1",
     "code_activation": "relu", "activation": "leaky_relu", "output": "none", "l2_weights": 1e-3,
     "initialisation": "he", "optimiser": "adamw", "clip": 0.5},
    {"network": "convolutional", "channels": [5], "kernel": 6, "code": 6, "sparsity": "top-k",
     "active": 2, "activation": "sigmoid", "optimiser": "rmsprop", "dropout": 0.1,
     "l1_weights": 1e-4},
    {"hidden": [], "code": 11, "contraction": 0.05, "code_activation": "tanh", "output": "none",
     "noise": "masking"},
    {"hidden": [], "code": 3, "variational": True, "beta": 0.5},  # nothing learns before its heads
    # Where logarithms are cut off, gradients reach 10⁷, and larger steps tell the rounding alone.
    {"hidden": [], "code": 5, "output": "none", "loss": "cross-entropy", "optimiser": "sgd",
     "rate": 1e-5},
    {"hidden": [], "code": 6, "pictures": "own", "own": some_drawings(4)},
]  # fmt: skip
LONG_STEPS = 200
NUDGE = 1e-7
NUDGES = 10
# Ordinary trainings, whose curves are held to PyTorch's for long.
LONG: dict[str, dict[str, Any]] = {
    "dense": {"batch": 64, "epochs": 10},
    "cross-entropy": {"batch": 64, "epochs": 10, "loss": "cross-entropy"},
    "batch norm": {"network": "convolutional", "channels": [8, 16], "batch_norm": True}
    | {"batch": 32, "epochs": 10},
}
# Steps of the page's engine: JavaScript alone takes long for them.
PAGE_STEPS = {"wasm": LONG_STEPS, "script": STEPS}
TINY = {"digits": 200, "batch": 16, "epochs": 2, "seed": 7}


def some(tensor: Tensor) -> dict[str, Any]:
    """The sum of a tensor, its length, and so-manieth numbers of it."""
    numbers = tensor.detach().double().ravel()
    every = -(-len(numbers) // SOME)
    return {
        "sum": rounded(numbers.sum()),
        "length": rounded(numbers.norm()),
        "every": every,
        "numbers": [rounded(each) for each in numbers[::every]],
    }


def rounded(value: Tensor | float) -> float:
    return float(f"{float(torch.as_tensor(value).detach()):.9g}")


def case(number: int, values: dict[str, Any]) -> dict[str, Any]:
    """One description, with odd batches too."""
    values = {**TINY, "batch": 10 + number % 7, **values}
    chosen, images = description(values), test_digits()[0]
    exact = Training(chosen, (255 * images.double()).round() / 255, torch.float64)
    weights = {name: some(each) for name, each in exact.network.named_parameters()}
    terms = exact.terms(0)
    terms["loss"].backward()
    gradients = {name: some(each.grad) for name, each in exact.network.named_parameters()}
    told = [*Training(chosen, images).tell(STEPS)]
    exactly = [*Training(chosen, images, torch.float64).tell(STEPS)]
    return {
        "description": values,
        "weights": weights,
        "terms": {name: rounded(term) for name, term in terms.items()},
        "gradients": gradients,
        "told": [{name: rounded(value) for name, value in each.items()} for each in told],
        "spread": max(
            abs(value / exactly[at][name] - 1)
            for at, each in enumerate(told)
            for name, value in each.items()
        ),
    }


def cases() -> list[dict[str, Any]]:
    torch.set_num_threads(1)
    return [case(number, values) for number, values in enumerate(DESCRIPTIONS)]


def losses(values: dict[str, Any], steps: int, nudged_by: int | None = None) -> list[float]:
    """Of the first steps; with ``nudged_by``, a seed, of weights that begin a little off."""
    training = Training(description(values), test_digits()[0])
    if nudged_by is not None:
        random = torch.Generator().manual_seed(nudged_by)
        for each in training.network.parameters():
            each.data *= 1 + NUDGE * torch.randn(each.shape, generator=random)
    return [rounded(told["loss"]) for told in training.tell(steps)]


def apart(some: list[float], others: list[float]) -> float:
    """The largest relative difference."""
    return max(abs(one / other - 1) for one, other in zip(some, others, strict=True))


def curves() -> dict[str, dict[str, Any]]:
    torch.set_num_threads(1)
    found = {name: {"description": values} for name, values in LONG.items()}
    for each in found.values():
        values = each["description"]
        each["losses"] = losses(values, LONG_STEPS)
        nudged = [losses(values, LONG_STEPS, seed) for seed in range(NUDGES)]
        each["spread"] = rounded(max(apart(some, each["losses"]) for some in nudged))
        each["page"] = {}
    for kind, steps in PAGE_STEPS.items():
        told = of_the_page([*LONG.values()], steps, kind)
        for each, page in zip(found.values(), told, strict=True):
            each["page"][kind] = [step["loss"] for step in page["curve"]]
    return found


if __name__ == "__main__":
    long = (f"{json.dumps(name)}: {json.dumps(each)}" for name, each in curves().items())
    (FOLDER / "lab-curves.json").write_text("{\n" + ",\n".join(long) + "\n}\n", encoding="utf-8")
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in cases())
    (FOLDER / "lab.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")

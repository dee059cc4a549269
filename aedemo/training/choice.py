"""How settings are chosen: candidates are trained alike and measured on what was held out of
training. Nothing else is looked at.

``candidates.json`` says of some ``networks`` for how many ``epochs`` a candidate is trained; ``by``
which terms it is measured, whose sum has to be small, or large where ``better`` is "higher";
``within`` how many times a term of the first candidate that term may be; by which share, its
``margin``, another has to be better than the first, since by less another seed of the same settings
differs (``weights/seeds.json``); why the first is ``kept`` whatever is found; and what each of the
``candidates`` changes of the recipe and of the arguments that build the network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from aedemo.failures import Diverged
from aedemo.files import parse_json, read
from aedemo.stored import FILES
from aedemo.training.experiment import Experiment
from aedemo.training.loop import Step
from aedemo.training.run import run

RULES: dict[str, dict] = {
    name: {key: value for key, value in rule.items() if key != "networks"}
    for rule in json.loads(Path(__file__).with_name("candidates.json").read_text(encoding="utf-8"))
    for name in rule["networks"]
}
Told = Callable[[Step, int], None]  # a step, and how many an epoch has


def choose(
    experiment: Experiment,
    cache: Path,
    on_step: Callable[[Experiment], Told],
) -> dict[str, Any]:
    """Trains and measures every candidate of a network; the record, with what is chosen.

    All that are better than the first after so few epochs have to be so at full length, too: short
    runs like large steps.

    ``on_step`` gives what is told the steps of a candidate. Candidates lie in ``cache``: what was
    interrupted goes on, and what is there is not trained again.
    """
    rule = RULES[experiment.name]

    def attempt(changes: dict[str, Any], epochs: int | None) -> dict[str, Any]:
        candidate = replace(experiment, epochs=epochs, changes=changes)
        candidate = replace(candidate, output=cache / fingerprint(candidate))
        if not (candidate.folder / FILES[0]).is_file():
            try:
                run(candidate, on_step(candidate))
            except Diverged:
                return {"changes": changes, "held_out": None}
        config = read(candidate.folder / FILES[0], parse_json, "Delete it, and it is tried anew.")
        training = config["training"]
        return {"changes": changes} | {key: training[key] for key in ("held_out", "seconds")}

    record = {key: value for key, value in rule.items() if key != "candidates"}
    record |= {"seed": experiment.seed, "device": experiment.device, "torch": torch.__version__}
    tried = [attempt(changes, rule["epochs"]) for changes in rule["candidates"]]
    record["tried"] = tried
    found = best(rule, tried)
    ended = [each for each in tried if each["held_out"]]
    rivals = [each["changes"] for each in ended if better(rule, ended, each)]
    if "margin" in rule and rivals and rule["epochs"] < experiment.recipe.epochs:
        finals = [rule["candidates"][0], *rivals]
        record["finals"] = [attempt(changes, None) for changes in finals]
        found = best(rule, record["finals"])
    return record | {"chosen": found}


def best(rule: dict, tried: list[dict]) -> dict[str, Any]:
    """The changes of the candidate that the rule prefers; ``held_out`` of one that came to nothing
    is ``None``."""
    first, *_ = tried = [each for each in tried if each["held_out"]]
    limits = {
        term: factor * first["held_out"][term] for term, factor in rule.get("within", {}).items()
    }
    allowed = [
        each
        for each in tried
        if all(each["held_out"][term] <= limit for term, limit in limits.items())
    ]
    found = max(allowed, key=lambda each: gain(rule, tried, each))
    return (found if better(rule, tried, found) else first)["changes"]


def better(rule: dict, tried: list[dict], each: dict) -> bool:
    """Whether it is so much better than the first as no other seed makes it."""
    return each is not tried[0] and gain(rule, tried, each) >= rule.get("margin", 0)


def gain(rule: dict, tried: list[dict], each: dict) -> float:
    """By which share it is better than the first."""
    sign = -1 if rule.get("better") == "higher" else 1
    before = measured(rule, tried[0])
    return sign * (before - measured(rule, each)) / abs(before)


def measured(rule: dict, each: dict) -> float:
    """What a candidate is judged by."""
    return sum(each["held_out"][term] for term in rule["by"])


def fingerprint(experiment: Experiment) -> str:
    """Of all settings that decide its weights."""
    settings = json.dumps(experiment.settings, sort_keys=True)
    return hashlib.sha256(settings.encode()).hexdigest()[:16]

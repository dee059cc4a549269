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

    One that is better than the first after so few epochs has to be so at full length, too: short
    runs like large steps.

    ``on_step`` gives what is told the steps of a candidate. Candidates lie in ``cache``: what was
    interrupted goes on, and what is there is not trained again.
    """
    rule = RULES[experiment.name]

    def attempt(changes: dict[str, Any], epochs: int | None) -> dict[str, Any]:
        candidate = replace(experiment, epochs=epochs, changes=changes)
        candidate = replace(candidate, output=cache / fingerprint(candidate))
        if not (candidate.folder / FILES[0]).is_file():
            run(candidate, on_step(candidate))
        config = read(candidate.folder / FILES[0], parse_json, "Delete it, and it is tried anew.")
        training = config["training"]
        return {"changes": changes} | {key: training[key] for key in ("held_out", "seconds")}

    record = {key: value for key, value in rule.items() if key != "candidates"}
    record |= {"seed": experiment.seed, "device": experiment.device, "torch": torch.__version__}
    tried = [attempt(changes, rule["epochs"]) for changes in rule["candidates"]]
    first, found = rule["candidates"][0], best(rule, tried)
    record["tried"] = tried
    short = rule["epochs"] < experiment.recipe.epochs
    if "margin" in rule and found != first and short and "kept" not in rule:
        record["finals"] = [attempt(changes, None) for changes in (first, found)]
        found = best(rule, record["finals"])
    return record | {"chosen": found}


def best(rule: dict, tried: list[dict]) -> dict[str, Any]:
    """The changes of the candidate that the rule prefers."""
    first, *_ = tried
    limits = {
        term: factor * first["held_out"][term] for term, factor in rule.get("within", {}).items()
    }
    allowed = [
        each
        for each in tried
        if all(each["held_out"][term] <= limit for term, limit in limits.items())
    ]
    sign = -1 if rule.get("better") == "higher" else 1
    found = min(allowed, key=lambda each: sign * measured(rule, each))
    before = measured(rule, first)
    gain = sign * (before - measured(rule, found)) / abs(before)
    return (first if gain < rule.get("margin", 0) else found)["changes"]


def measured(rule: dict, each: dict) -> float:
    """What a candidate is judged by."""
    return sum(each["held_out"][term] for term in rule["by"])


def fingerprint(experiment: Experiment) -> str:
    """Of all settings that decide its weights."""
    settings = json.dumps(experiment.settings, sort_keys=True)
    return hashlib.sha256(settings.encode()).hexdigest()[:16]

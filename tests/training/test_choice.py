"""Settings are those that the rule chooses by what was held out."""

import inspect
import json
from dataclasses import asdict
from statistics import mean

import pytest

from aedemo.evaluation.choices import keep, kept, table
from aedemo.failures import Diverged
from aedemo.hub import write_config
from aedemo.models.registry import ONE_CLASS, variant
from aedemo.places import WEIGHTS
from aedemo.training import choice
from aedemo.training.choice import RULES, best, choose, measured
from aedemo.training.experiment import Experiment

RULE = {"by": ["error", "cost"], "within": {"error": 1.5}}
TRIED = [
    {"changes": {"weight": 0}, "held_out": {"error": 1.0, "cost": 9.0}},
    {"changes": {"weight": 1}, "held_out": {"error": 1.4, "cost": 3.0}},
    {"changes": {"weight": 2}, "held_out": {"error": 1.6, "cost": 1.0}},
]


def test_the_least_sum_wins_of_those_that_stay_within_the_limits():
    assert best(RULE, TRIED) == {"weight": 1}
    assert best({"by": ["error", "cost"]}, TRIED) == {"weight": 2}
    assert best({"by": ["cost"], "better": "higher"}, TRIED) == {"weight": 0}


def test_the_first_stays_unless_another_is_better_by_more_than_seeds_differ():
    rule = {"by": ["error"], "margin": 0.05}
    tried = [{"changes": {"rate": n}, "held_out": {"error": e}} for n, e in enumerate((100, 96))]
    assert best(rule, tried) == {"rate": 0}
    assert best({**rule, "margin": 0.03}, tried) == {"rate": 1}
    higher = {**rule, "better": "higher"}
    assert best(higher, tried[::-1]) == {"rate": 1}
    assert best({**higher, "margin": 0.03}, tried[::-1]) == {"rate": 0}


def test_candidates_are_trained_as_they_say_and_not_again(tmp_path, mnist, monkeypatch):
    rule = {
        "epochs": 1,
        "by": ["reconstruction"],
        "candidates": [{"learning_rate": 1e-5}, {"learning_rate": 1e-2, "code": 3}],
    }
    monkeypatch.setitem(RULES, "dense", rule)
    experiment, trained = Experiment("dense", mnist, tmp_path / "unused"), []

    def told(candidate):
        trained.append(candidate)
        return lambda step, steps: None

    record = choose(experiment, tmp_path / "cache", told)
    assert [each.recipe.learning_rate for each in trained] == [1e-5, 1e-2]
    assert [each.settings["epochs"] for each in trained] == [1, 1]
    assert [each["changes"] for each in record["tried"]] == rule["candidates"]
    assert (
        record["chosen"] == min(record["tried"], key=lambda each: measured(rule, each))["changes"]
    )
    stored = json.loads((trained[1].folder / "config.json").read_text(encoding="utf-8"))
    assert stored["code"]["size"] == 3
    assert choose(experiment, tmp_path / "cache", told) == record
    assert len(trained) == 2
    assert not (tmp_path / "unused").exists()


def chosen_among(candidates, folder, monkeypatch):
    """The record of candidates for `dense`, of one epoch each; a margin of 1 %."""
    rule = {"epochs": 1, "by": ["reconstruction"], "margin": 0.01, "candidates": candidates}
    monkeypatch.setitem(RULES, "dense", rule)
    experiment = Experiment("dense", folder, folder)
    return choose(experiment, folder / "cache", lambda _: lambda *step: None)


@pytest.mark.parametrize(
    ("at_length", "chosen"), [((2.0, 1.0, 3.0), 1), ((1.0, 2.0, 2.0), 0), ((2.0, 3.0, 1.0), 2)]
)
def test_what_wins_a_short_run_has_to_win_a_long_one(tmp_path, monkeypatch, at_length, chosen):
    candidates = [{"learning_rate": rate} for rate in (1e-3, 1e-2, 3e-2, 1e-4)]
    errors = {1: (2.0, 1.0, 1.5, 3.0), 40: at_length}

    def run(candidate, told):
        at = candidates.index(candidate.changes)
        held_out = {"reconstruction": errors[candidate.recipe.epochs][at]}
        write_config(candidate.folder, {"training": {"held_out": held_out, "seconds": 1}})

    monkeypatch.setattr(choice, "run", run)
    record = chosen_among(candidates, tmp_path, monkeypatch)
    assert [each["changes"] for each in record["finals"]] == candidates[:3]
    assert record["chosen"] == candidates[chosen]
    assert "At full length: " in table({"dense": record})
    best_first = [candidates[1], candidates[0], candidates[3]]
    record = chosen_among(best_first, tmp_path, monkeypatch)
    assert "finals" not in record and record["chosen"] == candidates[1]


def test_a_candidate_that_comes_to_nothing_is_recorded_and_never_chosen(tmp_path, monkeypatch):
    candidates = [{"learning_rate": rate} for rate in (1e-3, 10.0)]

    def run(candidate, told):
        if candidate.recipe.learning_rate > 1:
            raise Diverged("The loss is no finite number.")
        held_out = {"reconstruction": 2.0}
        write_config(candidate.folder, {"training": {"held_out": held_out, "seconds": 1}})

    monkeypatch.setattr(choice, "run", run)
    record = chosen_among(candidates, tmp_path, monkeypatch)
    assert record["tried"][1] == {"changes": candidates[1], "held_out": None}
    assert record["chosen"] == candidates[0] and "finals" not in record
    assert "learning rate 10: diverged" in table({"dense": record})


def test_records_are_kept_beside_one_another(tmp_path):
    assert kept(tmp_path) == {}
    for name in ("one", "two", "one"):
        keep({"of": name}, name, tmp_path)
    assert kept(tmp_path) == {"one": {"of": "one"}, "two": {"of": "two"}}


def test_the_table_says_what_was_tried_and_which_is_chosen():
    record = {**RULE, "epochs": 5, "seed": 0, "tried": TRIED, "chosen": {"weight": 1}}
    row = table({"contractive": record}).splitlines()[-1]
    assert row == (
        "| `contractive` | 5 | least error + cost, error at most 1.5 times the first one's | "
        "weight 0: 10, error 1; **weight 1: 4.4, error 1.4**; weight 2: 2.6, error 1.6 |"
    )


@pytest.mark.parametrize("name", RULES)
def test_what_ships_is_what_the_record_chose(name):
    """By the rule, of the candidates as they stand; and the record is of them."""
    record, rule = kept(WEIGHTS)[name], RULES[name]
    assert [each["changes"] for each in record["tried"]] == rule["candidates"]
    assert record["chosen"] == best(rule, record.get("finals", record["tried"]))
    known = variant(name)
    defaults = inspect.signature(known.network).parameters
    built = {key: each.default for key, each in defaults.items()} | dict(known.arguments)
    settings = built | asdict(known.recipe)
    shipped = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
    kept_all_the_same = rule["candidates"][0] if "kept" in rule else record["chosen"]
    assert record.get("kept") == rule.get("kept")
    for key, value in kept_all_the_same.items():
        assert settings[key] == value
        assert shipped["training"].get(key, value) == value


def test_networks_of_one_digit_share_the_recipe_that_is_best_in_their_mean():
    """Which is why three of them keep it though another has a better one."""
    tried = [kept(WEIGHTS)[name]["tried"] for name in ONE_CLASS]
    means = [mean(each["held_out"]["AUROC"] for each in row) for row in zip(*tried, strict=True)]
    assert max(means) == means[0]


@pytest.mark.parametrize("name", RULES)
def test_no_row_of_candidates_ends_at_the_chosen_one(name):
    """Where they differ by one number alone: better ones might lie beyond."""
    rule, record = RULES[name], kept(WEIGHTS)[name]
    if "kept" in rule:
        return  # which says why no better one was looked for
    for key in {key for each in rule["candidates"] for key in each}:
        rest = {k: v for k, v in record["chosen"].items() if k != key}
        row = sorted(
            each[key]
            for each in rule["candidates"]
            if key in each and {k: v for k, v in each.items() if k != key} == rest
        )
        if len(row) > 1 and key in record["chosen"]:
            assert record["chosen"][key] not in (row[0], row[-1])

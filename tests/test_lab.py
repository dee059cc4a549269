"""Descriptions of the lab: filled in, or refused in a sentence."""

import pytest

from aedemo import facts
from aedemo.failures import Failure
from aedemo.lab import FIELDS, description


def test_what_is_left_out_has_its_start_and_nothing_can_be_changed():
    found = description({"code": 2, "hidden": [5.0, 3]})
    assert (found["code"], found["hidden"]) == (2, (5, 3))
    rest = set(FIELDS) - {"code", "hidden", "channels", "own"}  # numbers in a tuple, or texts
    assert all(found[name] == FIELDS[name]["start"] for name in rest)
    with pytest.raises(TypeError):
        found["code"] = 3  # type: ignore[index]
    assert description(found) == found


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"noise": "none", "level": 0.5}, "level"),
        ({"variational": False, "beta": 5}, "beta"),
        ({"variational": True, "sparsity": "l1"}, "sparsity"),
        ({"variational": True, "sparsity": "kl", "activity": 0.2}, "activity"),
        ({"variational": True, "code_activation": "tanh"}, "code_activation"),
        ({"network": "convolutional", "tied": True}, "tied"),
        ({"network": "dense", "kernel": 5}, "kernel"),
        ({"hidden": [8], "contraction": 1}, "contraction"),
    ],
    ids=str,
)
def test_a_field_that_does_not_apply_has_its_start(values, field):
    assert description(values)[field] == FIELDS[field]["start"]


def test_a_field_that_applies_keeps_its_value():
    values = {"hidden": [], "contraction": 1, "tied": True, "noise": "masking", "level": 0.5}
    found = description(values)
    assert {name: found[name] for name in values} == {**values, "hidden": ()}


LARGEST = facts.read("constants")["largest_seed"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"codes": 3}, "There is no field called codes."),
        ({"code": 0}, "code has to be a whole number from 1 to 1024."),
        ({"code": 2.5}, "code has to be a whole number from 1 to 1024."),
        ({"code": "32"}, "code has to be a whole number from 1 to 1024."),
        ({"code": True}, "code has to be a whole number from 1 to 1024."),
        ({"digits": 250.5}, "digits has to be a whole number from 200 to 8000."),
        ({"rate": float("nan")}, "rate has to be a number from 1e-05 to 100."),
        ({"rate": None}, "rate has to be a number from 1e-05 to 100."),
        ({"level": 2}, "level has to be a number from 0.05 to 1."),  # though it does not apply
        ({"seed": -1}, f"seed has to be a whole number from 0 to {LARGEST}."),
        ({"loss": "huber"}, "loss has to be one of: mse, cross-entropy, l1."),
        ({"loss": ["mse"]}, "loss has to be one of: mse, cross-entropy, l1."),
        ({"tied": 1}, "tied has to be one of: true, false."),
        ({"hidden": 64}, "hidden have to be 0 to 5 whole numbers from 1 to 1024"),
        ({"hidden": "64"}, "hidden have to be 0 to 5 whole numbers from 1 to 1024"),
        ({"hidden": [8] * 6}, "hidden have to be 0 to 5 whole numbers from 1 to 1024"),
        ({"hidden": [8, "8"]}, "hidden have to be 0 to 5 whole numbers from 1 to 1024"),
        ({"channels": []}, "channels have to be 1 to 2 whole numbers from 1 to 64"),
        ({"batch": 300, "digits": 200}, "batch size may not exceed the number of training digits"),
        ({"sparsity": "top-k", "active": 9, "code": 8}, "more active units than numbers"),
        ({"sparsity": "kl", "code_activation": "tanh"}, "take sigmoid or ReLU"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_with_the_field_and_its_range(values, sentence):
    with pytest.raises(Failure) as caught:
        description(values)
    assert sentence in str(caught.value)


DRAWING = "A" * 262  # a blank one


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_its_ends_and_nothing_beyond(name):
    """Of each the values at the edges are taken, and those next to them are not."""
    field = FIELDS[name]
    if field["kind"] == "drawings":
        inside = [[DRAWING], [DRAWING] * field["limit"]]
        beyond = [[DRAWING] * (field["limit"] + 1), [DRAWING[1:]], ["=" * 262], DRAWING]
    elif field["kind"] in ("choice", "flag"):
        inside = field.get("values", [True, False])
        beyond = ["", None, 7]
    else:
        least, most = field["least"], {"largest_seed": LARGEST}.get(field["most"], field["most"])
        inside, beyond = [least, most], [least - 1, most + 1]
    if field["kind"] == "sizes":
        inside, beyond = ([[each] for each in values] for values in (inside, beyond))
    rest = {"own": [DRAWING], "digits": 8000, "code": 1024, "code_activation": "relu"}
    for value in inside:
        description({**rest, "batch": 8, name: value, "active": value if name == "active" else 1})
    for value in beyond:
        with pytest.raises(Failure, match=f"^{name} ha(s|ve) to be "):
            description({name: value})

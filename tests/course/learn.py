"""Where the numbers of the lesson come from."""

from typing import Any

from aedemo import facts
from tests.course.sources import condition

FIELDS = facts.read("lab")["fields"]


def page(name: str) -> dict[str, Any]:
    return facts.read("course/learn")[name]


def setting(name: str, field: str, of: str = "tool") -> float:
    """What a page sets, or its worked answer."""
    return float(page(name)[of]["state"][field])


def steps() -> float:
    """Of an epoch, in the batches that the page takes once it is answered."""
    return FIELDS["digits"]["start"] / page("batch")["reveals"]["batch"]


NUMBERS = {
    "2000": lambda: FIELDS["digits"]["start"],
    "0.04": lambda: condition("learn", "watch", "held_out")["most"],
    "500": lambda: setting("batch", "batch"),
    "10": lambda: page("batch")["reveals"]["batch"],
    "200": steps,
    "0.065": lambda: condition("learn", "batch", "held_out")["most"],
    "0.01": lambda: setting("batch", "rate", "solution"),
    "0.001": lambda: setting("rate", "rate"),
    "100": lambda: setting("rate", "rate", "solution"),
    "0.055": lambda: condition("learn", "optimiser", "held_out")["most"],
    "50": lambda: setting("optimiser", "rate"),
    "0.9": lambda: FIELDS["momentum"]["start"],
    "0.2": lambda: condition("learn", "pixels", "held_out")["most"],
    "0.03": lambda: condition("learn", "unit", "held_out")["most"],
    "16": lambda: condition("learn", "contest", "code")["most"],
    "0.02": lambda: facts.read("constants")["close_error"],
    "256": lambda: setting("contest", "hidden", "solution"),
    "4000": lambda: setting("contest", "digits", "solution"),
    "32": lambda: setting("contest", "batch", "solution"),
    "0.004": lambda: setting("contest", "rate", "solution"),
}

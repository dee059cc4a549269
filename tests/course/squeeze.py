"""Where the numbers of the lesson come from."""

from aedemo import facts
from tests.course.sources import condition, size

NUMBERS = {
    "32": lambda: size("dense"),
    "392": lambda: 784 / 2,
    "196": lambda: 784 / 4,
    "55000": lambda: 60_000 - 60_000 // 12,
    "0.02": lambda: facts.read("constants")["close_error"],
    "0.04": lambda: condition("squeeze", "fails", "error")["least"],
    "0.05": lambda: condition("squeeze", "storage", "error")["least"],
}

"""Where the numbers of the lesson come from."""

from aedemo import facts
from tests.course.sources import condition, figure, size

PAGES = facts.read("course/generate")

NUMBERS = {
    "0.05": lambda: condition("generate", "between", "bend")["least"],
    "32": lambda: size("dense"),
    "15": lambda: condition("generate", "price", "nats")["most"],
    "40": lambda: size("vae"),
    "21": lambda: figure("vae", "dimensions-in-use"),
    "10": lambda: PAGES["beta"]["reveals"]["beta"],
    "16": lambda: float(PAGES["beta"]["tool"]["state"]["code"]),
    "30": lambda: condition("generate", "beta", "nats")["least"],
    "0.1": lambda: float(PAGES["beta"]["solution"]["state"]["beta"]),
    "143.3": lambda: figure("vae-gan", "negative-elbo"),
    "88.6": lambda: figure("vae", "negative-elbo"),
}

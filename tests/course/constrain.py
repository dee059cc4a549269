"""Where the numbers of the lesson come from."""

from aedemo import facts
from tests.course.sources import condition, figure, labels, size, stored

WITHOUT = "1,000 units without penalty (same network and recipe)"


def solved(page: str, name: str) -> float:
    """A setting that the worked answer of a page has."""
    return float(facts.read("course/constrain")[page]["solution"]["state"][name])


def one_up() -> float:
    """The level of noise that follows the one of the worked answer."""
    (denoise,) = (tab for tab in facts.tabs() if tab["name"] == "denoise")
    return solved("repair", "level") + denoise["settings"]["level"]["step"]


def rho() -> float:
    return stored("sparse-kl/config.json")["arguments"]["activation"]


def twenty() -> float:
    """What two tasks want: at most so many units, and at least so many per cent."""
    units = facts.read("course/constrain")["few"]["done"][-1]["most"]
    assert units == condition("constrain", "still", "contractive")["least"]
    return units


NUMBERS = {
    "800": lambda: facts.read("lab")["presets"]["overcomplete"]["base"]["code"],
    "1000": lambda: size("sparse-kl"),
    "32": lambda: size("dense"),
    "94.6": lambda: figure("sparse-l1", "active-units", WITHOUT),
    "3.6": lambda: figure("sparse-l1", "active-units"),
    "0.035": rho,
    "3.5": lambda: 100 * rho(),
    "7.5": lambda: figure("sparse-kl", "active-units"),
    "0.57": lambda: figure("contractive", "noise-ratio"),
    "1.39": lambda: figure("contractive", "squared-error-ratio"),
    "20": twenty,
    "10": lambda: solved("still", "radius"),
    "64": lambda: size("contractive"),
    "0.05": one_up,
    "100": lambda: facts.read("course/constrain")["worth"]["reveals"]["count"],
    "82.9": lambda: labels("sparse-kl", 100)["mean"],
    "79.2": lambda: labels("sparse-l1", 100)["mean"],
    "75.5": lambda: labels("pixels", 100)["mean"],
    "73.4": lambda: labels("sparse-l1-twin", 100)["mean"],
    "69.3": lambda: labels("contractive", 100)["mean"],
}

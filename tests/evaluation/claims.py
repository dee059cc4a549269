"""The numbers that lessons and texts name, each with the file it comes from.

A claim is a piece of a text, in each language, with ``{}`` wherever a number stands, and those
numbers as they are written, read from what is stored. ``test_claims.py`` fills them in and looks
for the piece; where a text is listed here, no number of it may be left without a claim.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from aedemo import facts
from aedemo.evaluation.uses import anomaly
from aedemo.places import WEIGHTS


@dataclass(frozen=True)
class Claim:
    """``numbers()``: what stands for each ``{}``, the same in both languages."""

    en: str
    zh: str
    numbers: Callable[[], tuple[object, ...]]


def stored(path: str) -> dict:
    """A file of ``weights/``."""
    return json.loads((WEIGHTS / path).read_text(encoding="utf-8"))


def use(name: str) -> dict:
    """What was measured of codes at work: ``labels``, ``anomaly`` or ``search``."""
    return stored(f"uses/{name}.json")


def figure(variant: str, measure: str) -> dict:
    """What was measured of a variant: ``value``, and ``references`` beside it."""
    figures = stored(f"{variant}/config.json")["figures"]
    return next(each for each in figures if each["id"] == measure)


def beside(variant: str, measure: str, reference: str) -> tuple[str, str]:
    """A figure and one of its references, to two decimals."""
    found = figure(variant, measure)
    return f"{found['value']:.2f}", f"{found['references'][reference]:.2f}"


def constant(name: str) -> object:
    """A number that Python and the page both compute with."""
    return facts.read("constants")[name]


def auroc(method: str, error: str = "shape") -> str:
    """Mean over the ten digits, in %."""
    return f"{use('anomaly')['methods'][method][error]['mean']:.2f}"


def of_nine() -> tuple[str, str]:
    """AUROC by squared error of one map of nine digits: mean, and with the 1 as the anomaly."""
    found = use("anomaly")["nine"]["squared"]
    return f"{found['mean']:.0f}", f"{found['digits'][1]:.0f}"


# A coin's AUROC, which is no measurement, and digits that are meant as such.
COIN = 50

# By the text: a lesson, lessons/LANGUAGE/NAME.md, or the texts of a tab, facts/texts/NAME.json.
CLAIMS: dict[str, list[Claim]] = {
    "lessons/map": [
        Claim(
            "t-SNE** (van der Maaten & Hinton {})",
            "t-SNE**（van der Maaten & Hinton {}）",
            lambda: (2008,),
        ),
        Claim(
            "name {} % of the test digits rightly. In the plane of **PCA** it is {} %",
            "{} % 的测试数字判对；在 **PCA** 的平面上是 {} %",
            lambda: beside("vae-2d", "plane-knn", "PCA-2"),
        ),
        Claim(
            "draw a {}, then give it the bar of a {}", "画一个 {}，再加一横变成 {}", lambda: (1, 7)
        ),
    ],
    "lessons/anomaly": [
        Claim(
            "has a mean AUROC of {} % by squared error, where a coin has {} %",
            "按平方误差平均 AUROC 只有 {} %，而抛硬币为 {} %",
            lambda: (of_nine()[0], COIN),
        ),
        Claim(
            "If the anomaly is the {0}, it is {1} %: a {0} it has never seen",
            "以 {0} 为异常时只有 {1} %：从未见过的 {0}",
            lambda: (1, of_nine()[1]),
        ),
        Claim(
            "with an AUROC of {} % against {} %",
            "AUROC 为 {} %，网络为 {} %",
            lambda: (auroc("neighbours"), auroc("one-class")),
        ),
        Claim("is normal, a {} is yours", "为正常，您的数字是 {}", lambda: (3,)),
    ],
    "texts/anomaly": [
        Claim("all {:,} test digits", "全部 {:,} 个测试数字", lambda: (use("anomaly")["tested"],)),
        Claim("one minus the cosine", "1 − 余弦", lambda: ()),
        Claim("{} nearest neighbours", "五个最近邻", lambda: (anomaly.NEIGHBOURS,)),
        Claim("a coin has {} %", "抛硬币为 {} %", lambda: (COIN,)),
    ],
}

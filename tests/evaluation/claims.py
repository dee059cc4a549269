"""The numbers that lessons and texts name, each with the file it comes from.

A claim is a piece of a text, in each language, with ``{}`` wherever a number stands, and those
numbers as they are written, read from what is stored. ``test_claims.py`` fills them in and looks
for the piece; where a text is listed here, no number of it may be left without a claim.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from statistics import mean, median

from aedemo import facts
from aedemo.evaluation.uses import anomaly
from aedemo.evaluation.uses import labels as few
from aedemo.places import WEIGHTS
from tests.course.use import nine_networks


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


def nine(method: str) -> str:
    """The same by the error of the shape with nine digits normal, each in turn the anomaly."""
    return f"{use('anomaly')['nine'][method]['shape']['mean']:.1f}"


def of_nine() -> tuple[str, str]:
    """AUROC by squared error of PCA-32 of nine digits: mean, and with the 1 as the anomaly."""
    found = use("anomaly")["nine"]["pca-32"]["squared"]
    return f"{found['mean']:.0f}", f"{found['digits'][1]:.0f}"


def of_feature(name: str) -> dict:
    """What a classifier makes of a feature, or of the twin."""
    labels = use("labels")
    return labels["twin"] if name == few.TWIN else labels["features"][name]


def wrong(name: str) -> str:
    """What it leaves wrong with all labels, in %."""
    return f"{100 - of_feature(name)['probe']['accuracy']:.2f}"


EQUALLY_WIDE = ("linear", "dense", "convolutional", "ordered")


def weights(unit: float) -> tuple[float, ...]:
    """How many of them those networks have; Chinese counts in ten thousands."""
    return tuple(stored(f"{name}/config.json")["parameters"] / unit for name in EQUALLY_WIDE)


def epochs(name: str) -> int:
    return stored(f"{name}/config.json")["training"]["epochs"]


def at(count: int) -> int:
    """The place of a number of labels."""
    return use("labels")["sizes"].index(count)


def gain(count: int) -> str:
    """By posterior samples as pictures, in points: the median over the features."""
    rows = use("labels")["features"].values()
    return f"{median(row['pictures'][at(count)]['gain']['mean'] for row in rows):.1f}"


def lead(name: str, other: str, count: int) -> str:
    """Of one feature over another, in points, draw by draw."""
    found = few.ahead(*(of_feature(each)["plain"][at(count)] for each in (name, other)))
    return f"{found['mean']:.1f} ± {found['std']:.1f}"


def twice_the_rate() -> tuple[str, str, str]:
    """By how much smaller, in %, the loss of the networks of one digit is in the mean, and the
    mean AUROC, in place of which one, all on held-out digits."""
    tried = [stored("choices.json")[f"digit-{digit}"]["tried"] for digit in range(10)]
    first, _, twice = ([each["held_out"] for each in column] for column in zip(*tried, strict=True))
    pairs = zip(first, twice, strict=True)
    less = mean(1 - fast["reconstruction"] / slow["reconstruction"] for slow, fast in pairs)
    areas = (mean(each["AUROC"] for each in found) for found in (twice, first))
    return f"{100 * less:.0f}", *(f"{area:.2f}" for area in areas)


COIN = 50  # its AUROC, in %, which is no measurement

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
            "where {:,} test digits lie",
            "{:,} 个测试数字各在何处",
            lambda: (10_000 // constant("sample_every"),),
        ),
    ],
    "lessons/anomaly": [
        Claim(
            "has a mean AUROC of {} % by the error of the shape, where nine networks of one digit "
            "each have {} % on the same task, with nine times the weights together and settings "
            "that were chosen with one digit normal; the nearest neighbours, which keep every "
            "digit, have {} %",
            "按形状误差平均 AUROC 为 {} %，而同样的任务交给九个各认一种数字的网络，则为 {} %"
            "（九个网络的权重合起来是它的九倍，设置也是以一种数字为正常选定的）；"
            "保存所有数字的最近邻为 {} %",
            lambda: (nine("one-class"), f"{nine_networks():.1f}", nine("neighbours")),
        ),
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
        Claim(
            "with an error that is smaller by {} % in the mean on held-out digits. But on those "
            "digits they tell others from them worse in the mean, with an AUROC of {} % in place "
            "of {} %",
            "在留出的数字上误差平均小 {0} %；可是在这些数字上区分异类反而更差，"
            "平均 AUROC 从 {2} % 降到 {1} %",
            twice_the_rate,
        ),
    ],
    "texts/anomaly": [
        Claim("all {:,} test digits", "全部 {:,} 个测试数字", lambda: (use("anomaly")["tested"],)),
        Claim("one minus the cosine", "1 − 余弦", lambda: ()),
        Claim("{} nearest neighbours", "五个最近邻", lambda: (anomaly.NEIGHBOURS,)),
        Claim("a coin has {} %", "抛硬币为 {} %", lambda: (COIN,)),
    ],
    "lessons/labels": [
        Claim(
            "With {0} labels the code of *sparse, L1*, {1:,} numbers, is {2} points ahead of the "
            "same network trained without its penalty",
            "{0} 个标签时，“稀疏（L1）”的编码有 {1:,} 个数，"
            "比去掉惩罚项训练的同样网络高 {2} 个百分点",
            lambda: (100, use("labels")["twin"]["size"], lead("sparse-l1", few.TWIN, 100)),
        ),
        Claim(
            "is {} points behind pixels",
            "却比像素低 {} 个百分点",
            lambda: (lead("pixels", few.TWIN, 100),),
        ),
        Claim(
            "the three leave {} %, {} % and {} % of the digits wrong",
            "三者分别错 {} %、{} % 和 {} %",
            lambda: tuple(map(wrong, ("sparse-l1", few.TWIN, "pixels"))),
        ),
        Claim(
            "With {0} labels the code of *contractive* is {1} points behind pixels, with {2:,} it "
            "is {3} ahead",
            "{0} 个标签时，“收缩”的编码比像素低 {1} 个百分点；{2:,} 个时反而高 {3} 个",
            lambda: (
                100,
                lead("pixels", "contractive", 100),
                1000,
                lead("contractive", "pixels", 1000),
            ),
        ),
        Claim(
            "codes of {} numbers *linear* leaves {} % wrong, *dense* {} %, *convolutional* {} % "
            "and *ordered* {} %",
            "同为 {} 个数的编码，“线性”错 {} %，“全连接”错 {} %，“卷积”错 {} %，“有序”错 {} %",
            lambda: (
                use("labels")["features"]["dense"]["size"],
                *map(wrong, EQUALLY_WIDE),
            ),
        ),
        Claim(
            "have {0:.0f}, {1:.0f}, {2:.0f} and {3:,.0f} thousand weights and were trained for "
            "{4}, {5}, {6} and {7} epochs",
            "依次有 {8:.1f} 万、{9:.1f} 万、{10:.1f} 万、{11:.1f} 万个权重，"
            "训练了 {4}、{5}、{6}、{7} 轮",
            lambda: (*weights(1e3), *map(epochs, EQUALLY_WIDE), *weights(1e4)),
        ),
        Claim(
            "they gain {} points with {} labels and {} with {:,}",
            "{1} 个标签时为 {0} 个百分点，{3:,} 个标签时为 {2} 个",
            lambda: (gain(30), 30, gain(1000), 1000),
        ),
        Claim(
            "From some {0} labels on pixels overtake PCA**: with {0} they are {1} points ahead of "
            "*PCA-32*, with {2:,} {3}, and with all labels they leave {4} % wrong and *PCA-32* "
            "{5} %",
            "大约从 {0} 个标签起，像素超过 PCA**：{0} 个标签时比 PCA-32 高 {1} 个百分点，"
            "{2:,} 个时高 {3} 个；用上全部标签时像素错 {4} %，PCA-32 错 {5} %",
            lambda: (
                300,
                lead("pixels", "pca-32", 300),
                1000,
                lead("pixels", "pca-32", 1000),
                wrong("pixels"),
                wrong("pca-32"),
            ),
        ),
        Claim(
            "With {1} labels and then with [{4:,}",
            "先用 {1} 个标签，再用 [{4:,}",
            lambda: constant("label_counts"),
        ),
    ],
    "texts/labels": [
        Claim(
            "\n{:,}\n{:,}\n{:,}\n{:,}\n{:,}\n",
            "\n{:,}\n{:,}\n{:,}\n{:,}\n{:,}\n",
            lambda: constant("label_counts"),
        ),
        Claim(
            "from {:,}, as many of each class",
            "从 {:,} 个数字中抽取",
            lambda: (use("anomaly")["trained"],),
        ),
        Claim(
            "on {:,} further digits",
            "在另外 {:,} 个数字上",
            lambda: (use("anomaly")["known"] - use("anomaly")["trained"],),
        ),
        Claim(
            "repeated {} times",
            "重复 {} 遍",
            lambda: (1 + constant("posterior_copies"),),
        ),
    ],
}

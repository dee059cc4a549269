"""What stands in tables of the report, one by one: what is measured of codes at work, of candidates
and of other seeds. Each entry is what was measured, its value, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from aedemo.evaluation.choices import outcome, ships
from aedemo.evaluation.figure import number
from aedemo.evaluation.uses import anomaly
from aedemo.evaluation.uses.features import SIMPLE
from aedemo.evaluation.uses.labels import TWIN, ahead

Entry = tuple[str, str, str]


def width(figures: dict) -> Iterator[Entry]:
    """The error by the first k numbers, beside PCA and, where there is one, a network of k."""
    for k, (own, pca) in enumerate(zip(figures["ordered"], figures["pca"], strict=True), start=1):
        alone = figures["separate"].get(str(k))
        beside = {"PCA": pca} | ({} if alone is None else {"a network of as many": alone})
        yield f"`ordered`: squared error, k = {k}", number(own), _listed(beside, number)


def anomalies(figures: dict) -> Iterator[Entry]:
    """Every AUROC of the networks, the means and digit by digit, beside those of the others."""
    for task, part in (("methods", "normal"), ("nine", "the anomaly")):
        methods = figures[task]
        for kind in anomaly.KINDS:
            for digit in (None, *range(10)):
                means = digit is None
                areas = {
                    anomaly.NAMES[method]: of[kind]["mean"] if means else of[kind]["digits"][digit]
                    for method, of in methods.items()
                }
                own = areas.pop(anomaly.NAMES[anomaly.NETWORKS])
                which = "mean of the ten digits" if means else f"the {digit}"
                yield f"{which}, alone {part}, {kind} error", f"{own:.2f}", _listed(areas, _percent)


def search(figures: dict) -> Iterator[Entry]:
    """Of each code the vote of the nearest and the precision, by either metric."""

    def scores(row: Mapping) -> str:
        return f"kNN {row['knn']:.2f}, precision {row['precision']:.2f}"

    def chosen(row: Mapping) -> str:
        return f"{scores(row['chosen'])} ({row['chosen']['metric']})"

    rows = figures["features"]
    for name, row in rows.items():
        others = {simple: rows[simple] for simple in SIMPLE if simple != name}
        for metric, said in (("Euclidean distance", scores), ("chosen metric", chosen)):
            yield f"`{name}` ({row['size']} numbers), {metric}", said(row), _listed(others, said)


def labels(figures: dict) -> Iterator[Entry]:
    """Of each code the accuracy with every number of labels, and what samples of a VAE add."""
    rows = {**figures["features"], TWIN: figures["twin"]}
    for name, row in rows.items():
        others = {simple: rows[simple] for simple in SIMPLE if simple != name}
        for at, size in enumerate(figures["sizes"]):
            own = row["plain"][at]
            drawn = {other: each["plain"][at] for other, each in others.items()}
            leads = {f"ahead of {other} by": ahead(own, each) for other, each in drawn.items()}
            yield f"`{name}`, {size:,} labels", _spread(own), _listed(drawn | leads, _spread)
        every = {other: each["probe"]["accuracy"] for other, each in (others | {name: row}).items()}
        own = f"{every.pop(name):.2f}"
        yield f"`{name}`, all {row['probe']['labels']:,} labels", own, _listed(every, _percent)
        for kind in ("pictures", "codes"):
            for size, each in zip(figures["sizes"], row.get(kind, ()), strict=False):
                gained = f"`{name}`, gained with {size:,} labels by samples as {kind}"
                yield gained, _spread(each["gain"]), "the same digits as often: 0"


def enlargers(costs: Iterable[tuple[str, str, str, str]]) -> Iterator[Entry]:
    """What the first of the networks costs and was trained on, beside each of the others."""
    (own, *names), *columns = zip(*costs, strict=True)
    quantities = ("weights", "multiply-adds a pixel of the small picture", "photographs")
    for quantity, (value, *others) in zip(quantities, columns, strict=True):
        beside = dict(zip(names, others, strict=True))
        yield f"{own}, ×2 / ×3 / ×4: {quantity}", value, _listed(beside, str)


def candidates(records: Mapping[str, dict]) -> Iterator[Entry]:
    """Of each network the candidate that ships, beside all others, by the lengths of the runs."""
    for name, record in records.items():
        for length, tried in {
            f"{record['epochs']} epochs": record["tried"],
            "full length": record.get("finals", []),
        }.items():
            own = "; ".join(outcome(record, each) for each in tried if ships(record, each))
            others = "; ".join(outcome(record, each) for each in tried if not ships(record, each))
            if tried:
                yield f"`{name}`, {length}", own.strip("*"), others


def seeds(compared: Iterable[tuple[str, str, str, str]]) -> Iterator[Entry]:
    """Of each network the terms of its loss by the shipped seed, beside those of the other."""
    for network, term, shipped, other in compared:
        yield f"{network}: {term}", shipped, f"other seed {other}"


def _listed(beside: Mapping[str, object], said: Callable) -> str:
    return ", ".join(f"{name} {said(value)}" for name, value in beside.items())


def _percent(value: float) -> str:
    return f"{value:.2f}"


def _spread(value: Mapping[str, float]) -> str:
    return f"{value['mean']:.1f} ± {value['std']:.1f}"

"""Runs that are compared take turns, so that what else the machine does falls on all of them."""

import statistics
from collections.abc import Callable


def medians(runs: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """What each run gives in the median of so many rounds."""
    given: dict[str, list[float]] = {kind: [] for kind in runs}
    for _ in range(rounds):
        for kind, run in runs.items():
            given[kind].append(run())
    return {kind: statistics.median(each) for kind, each in given.items()}

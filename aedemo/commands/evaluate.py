"""The command ``python train.py evaluate``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from aedemo.console import answered
from aedemo.evaluation.figure import table
from aedemo.evaluation.material import Material, Missing
from aedemo.evaluation.uses import USES
from aedemo.failures import Failure
from aedemo.files import as_json, try_to_write
from aedemo.hub import load_network
from aedemo.measures.superres import benchmark_pairs
from aedemo.models.registry import ONE_CLASS, digit_variants, variants
from aedemo.places import ROOT, WEIGHTS
from aedemo.stored import PCA

README = ROOT / "README.md"  # of a checkout


def arguments(words: list[str]) -> argparse.Namespace:
    known = [*variants(), *USES]
    parser = argparse.ArgumentParser(
        prog="train.py evaluate", description="Measure the stored networks beside their references."
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"which variants and uses of codes, all unless named: {', '.join(known)}",
    )
    parser.add_argument(
        "--data", type=Path, default=Path("data"), help="folder that holds MNIST's training part"
    )
    parser.add_argument("--benchmarks", type=Path, help="folder with Set5 and Set14")
    parser.add_argument(
        "--weights", type=Path, default=WEIGHTS, help="folder of the networks; figures go there"
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "aedemo-comparison",
        help="where networks that are trained for comparison are kept",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--full",
        action="store_true",
        help="all 10,000 test digits where otherwise fewer are taken, to be done sooner",
    )
    parser.add_argument(
        "--stored",
        action="store_true",
        help="measure nothing: write cards, report and tables anew from the stored figures",
    )
    options = parser.parse_args(words)
    for name in options.names:
        if name not in known:
            parser.error(
                f"there is no variant or use called {name!r}; choose from {', '.join(known)}"
            )
    return options


@answered
def evaluate(words: list[str]) -> int:
    """Measures, writes and prints; the exit code."""
    options = arguments(words)
    from aedemo.evaluation import company, readme, report

    material = Material(
        options.weights, options.data, options.benchmarks, options.cache, options.full
    )
    names = [] if options.stored else options.names or [*variants(), *USES]
    chosen = [name for name in names if name not in USES]
    shipped = options.weights.resolve() == WEIGHTS and README.is_file()
    check(material, chosen, len(chosen) < len(names), shipped)
    try:
        if options.stored:
            report.rewrite(material)
        figures = report.evaluate(material, chosen)
        uses = report.evaluate_uses(material, [name for name in names if name in USES])
        company.write(material)
        if shipped:
            readme.write(README, material)
    except KeyboardInterrupt:
        print("Stopped. The variants that were done are written.", file=sys.stderr)
        return 130
    if options.json:
        rows = [{**asdict(figure), "verdict": figure.verdict} for figure in figures]
        result = {"measured": material.measured, "figures": rows, "uses": uses}
        print(as_json(result))  # in ASCII, so that it is JSON in every code page
    else:
        print("\n\n".join([table(figures)] * bool(figures) + report.sections(uses)))
    return 0


def check(material: Material, chosen: list[str], uses: bool, shipped: bool) -> None:
    """Raises ``Failure`` for what would end the measuring in its middle, or lose its result.

    ``uses``: the codes of all networks are asked for; ``shipped``: the README is written, too.
    """
    for name in chosen:
        material.model(name)
        material.config(name)
        try_to_write(material.weights / name)
    if uses:
        for name in [*digit_variants(), *ONE_CLASS, PCA]:
            load_network(name, material.weights)
        try_to_write(material.weights / "uses")
    if material.benchmarks and not material.benchmarks.is_dir():
        raise Failure(f"There is no folder {material.benchmarks} (--benchmarks DIR).")
    if material.benchmarks and any(name.startswith("superres") for name in chosen):
        for photos in sorted(material.benchmarks.glob("Set*/x[234]")):
            benchmark_pairs(photos)
    with suppress(Missing):
        material.held_out  # noqa: B018  # reads MNIST
    try_to_write(material.weights / "report")
    try_to_write(material.cache)
    if shipped and not os.access(README, os.W_OK):
        raise Failure(f"{README} is not to be written. Give yourself the right to.")

"""The command ``python train.py evaluate``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from aedemo.evaluation.figure import table
from aedemo.evaluation.material import Material
from aedemo.evaluation.uses import USES
from aedemo.hub import WeightsError
from aedemo.models.registry import variants
from aedemo.places import ROOT, WEIGHTS

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


def evaluate(words: list[str]) -> int:
    """Measures, writes and prints; the exit code."""
    options = arguments(words)
    try:
        from aedemo.evaluation import readme, report
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        print(
            f"train.py: evaluate needs {package}: pip install -r requirements-dev.txt",
            file=sys.stderr,
        )
        return 1
    material = Material(
        options.weights, options.data, options.benchmarks, options.cache, options.full
    )
    names = [] if options.stored else options.names or [*variants(), *USES]
    try:
        if options.stored:
            report.rewrite(material)
        figures = report.evaluate(material, [name for name in names if name not in USES])
        uses = report.evaluate_uses(material, [name for name in names if name in USES])
        if options.weights.resolve() == WEIGHTS and README.is_file():
            readme.write(README, material)
    except WeightsError as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The variants that were done are written.", file=sys.stderr)
        return 130
    if options.json:
        rows = [{**asdict(figure), "verdict": figure.verdict} for figure in figures]
        result = {"measured": material.measured, "figures": rows, "uses": uses}
        print(json.dumps(result, indent=1, ensure_ascii=False))
    else:
        print("\n\n".join([table(figures)] * bool(figures) + report.sections(uses)))
    return 0

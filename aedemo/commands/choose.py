"""The command ``python train.py choose``: the settings of networks, by what is held out."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from aedemo.commands.train import ProgressBar, material
from aedemo.console import answered
from aedemo.evaluation.choices import keep, table
from aedemo.files import try_to_write
from aedemo.places import WEIGHTS
from aedemo.training.choice import RULES, choose
from aedemo.training.experiment import Experiment
from aedemo.training.start import check, usable


@answered
def choosing(words: list[str]) -> int:
    """Tries, writes and prints; the exit code."""
    parser = argparse.ArgumentParser(
        prog="train.py choose",
        parents=[material()],
        description="Try the candidates for the settings of networks, and write which is best on "
        "held-out digits or photographs. The settings themselves stay as they are.",
    )
    parser.add_argument("names", nargs="+", metavar="NAME", choices=RULES, help=", ".join(RULES))
    parser.add_argument(
        "--weights",
        type=Path,
        default=WEIGHTS,
        help="where the record goes, and networks lie that others start from",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "aedemo-candidates",
        help="where candidates are kept",
    )
    options = parser.parse_args(words)
    usable(options.device)
    experiments = [
        Experiment(
            name,
            options.data,
            options.cache,
            options.photos,
            None,
            options.seed,
            options.device,
            initial=options.weights,
        )
        for name in options.names
    ]
    check(experiments, fresh=True)
    try_to_write(options.weights)
    for experiment in experiments:
        record = choose(experiment, options.cache, ProgressBar)
        keep(record, experiment.name, options.weights)
        print(table({experiment.name: record}))
    return 0

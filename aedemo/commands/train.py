"""The command ``python train.py NAME…``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import torch
from torch import distributed
from tqdm import tqdm

from aedemo.console import answered
from aedemo.data.pcg32 import LARGEST_SEED
from aedemo.evaluation.card import write_card
from aedemo.failures import Failure
from aedemo.models.registry import ONE_CLASS, variants
from aedemo.places import WEIGHTS
from aedemo.training.experiment import Experiment
from aedemo.training.loop import Step, is_first_process
from aedemo.training.run import run
from aedemo.training.start import check, usable

GROUPS = {"one-class": ONE_CLASS, "all": [*variants(), *ONE_CLASS]}


def material() -> argparse.ArgumentParser:
    """What every command that trains is told of its material: the parent of their parsers."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("data"),
        help="folder that holds MNIST (as torchvision lays it out), or where it is downloaded to",
    )
    parser.add_argument(
        "--photos",
        type=Path,
        help="folder of photographs for super-resolution (without it, BSDS500 is downloaded)",
    )
    parser.add_argument("--seed", type=seed, default=0)
    parser.add_argument("--device", default="cpu", help="cpu, cuda, mps")
    return parser


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        parents=[material()],
        description="Train autoencoders and super-resolution networks.",
        epilog="See also, each with --help: train.py choose, seeds, lab, evaluate, push, static",
    )
    parser.add_argument(
        "names",
        nargs="+",
        metavar="NAME",
        choices=[*variants(), *ONE_CLASS, *GROUPS],
        help=f"which: {', '.join([*variants(), ONE_CLASS[0]])} … {ONE_CLASS[-1]}, "
        "one-class (all of the last), or all",
    )
    parser.add_argument("--epochs", type=positive, help="instead of the variant's own number")
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="where the folders go")
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="discard what a stopped run, or a network of other settings, left in the folder",
    )
    return parser.parse_args(words)


def positive(text: str) -> int:
    """A whole number above zero."""
    return whole(text, 1, 1_000_000)


def seed(text: str) -> int:
    """A whole number that PCG32 takes too."""
    return whole(text, 0, LARGEST_SEED)


def whole(text: str, least: int, most: int) -> int:
    """A whole number within limits."""
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"has to be a whole number from {least} to {most}")
    return number


class ProgressBar:
    """A bar an epoch, with the terms of the loss."""

    def __init__(self, experiment: Experiment):
        self.experiment = experiment
        self.bar: tqdm | None = None

    def __call__(self, step: Step, steps: int) -> None:
        if self.bar is None:
            name, epochs = self.experiment.name, self.experiment.recipe.epochs
            self.bar = tqdm(
                total=steps,
                desc=f"{name} {step.epoch + 1}/{epochs}",
                mininterval=0.5,
                disable=not is_first_process(),
                file=sys.stdout,
            )
        if step.step % 20 == 0 or step.state:
            terms = step.state.history[-1] if step.state else step.terms
            self.bar.set_postfix({k: f"{float(v):.4g}" for k, v in terms.items()}, refresh=False)
        self.bar.update()
        if step.state:
            self.bar.close()
            self.bar = None


@answered
def train(words: list[str]) -> int:
    """Trains and writes; the exit code."""
    options = arguments(words)
    names = list(dict.fromkeys(name for each in options.names for name in GROUPS.get(each, [each])))
    join(options)
    experiments = [
        Experiment(
            name,
            options.data,
            options.output,
            options.photos,
            options.epochs,
            options.seed,
            options.device,
        )
        for name in names
    ]
    left = list(names)
    try:
        if is_first_process():
            check(experiments, options.fresh)
        for experiment in experiments:
            config = run(experiment, ProgressBar(experiment), options.fresh)
            if config:
                write_card(experiment.folder, config)
            left.remove(experiment.name)
    except KeyboardInterrupt:
        print(f"\n{stopped(names, left, options.fresh)}")
        return 130
    finally:
        if distributed.is_initialized():
            distributed.destroy_process_group()
    return 0


def join(options: argparse.Namespace) -> None:
    """Finds the device, and the other processes if ``torchrun`` started several."""
    together = "RANK" in os.environ
    cuda = options.device.startswith("cuda")
    if together and cuda:
        options.device = f"cuda:{os.environ.get('LOCAL_RANK', 0)}"
    usable(options.device)
    if not together:
        return
    if cuda:
        torch.cuda.set_device(options.device)
    try:
        distributed.init_process_group("nccl" if cuda else "gloo")
    except (ValueError, RuntimeError) as error:
        raise Failure(
            "RANK is set, as by torchrun, but the other processes are not found. Start all of them "
            "with torchrun, or unset RANK."
        ) from error


def stopped(names: list[str], left: list[str], fresh: bool) -> str:
    """How to go on."""
    command = "The same command"
    if left != names:
        command += f", of what is left ({' '.join(left)}),"
    if fresh:
        command += " without --fresh"
    return f"Stopped. {command} goes on from the last finished epoch."

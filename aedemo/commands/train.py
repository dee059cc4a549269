"""The command ``python train.py NAME…``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import torch
from torch import distributed
from tqdm import tqdm

from aedemo.evaluation.card import write_card
from aedemo.models.registry import ONE_CLASS, variants
from aedemo.places import WEIGHTS
from aedemo.training.experiment import Experiment
from aedemo.training.loop import Step, is_first_process
from aedemo.training.run import run

GROUPS = {"one-class": ONE_CLASS, "all": [*variants(), *ONE_CLASS]}


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Train autoencoders and super-resolution networks.",
        epilog="See also: train.py evaluate --help, push --help, static --help",
    )
    parser.add_argument(
        "names",
        nargs="+",
        metavar="NAME",
        choices=[*variants(), *ONE_CLASS, *GROUPS],
        help=f"which: {', '.join([*variants(), ONE_CLASS[0]])} … {ONE_CLASS[-1]}, "
        "one-class (all of the last), or all",
    )
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
    parser.add_argument("--epochs", type=positive, help="instead of the variant's own number")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help="cpu, cuda, mps")
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="where the folders go")
    return parser.parse_args(words)


def positive(text: str) -> int:
    """A whole number above zero."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("has to be at least 1")
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


def train(words: list[str]) -> int:
    """Trains and writes; the exit code."""
    options = arguments(words)
    names = [name for each in options.names for name in GROUPS.get(each, [each])]
    if "RANK" in os.environ:
        cuda = options.device.startswith("cuda")
        if cuda:
            options.device = f"cuda:{os.environ['LOCAL_RANK']}"
            torch.cuda.set_device(options.device)
        distributed.init_process_group("nccl" if cuda else "gloo")
    try:
        for name in names:
            experiment = Experiment(
                name,
                options.data,
                options.output,
                options.photos,
                options.epochs,
                options.seed,
                options.device,
            )
            config = run(experiment, ProgressBar(experiment))
            if config:
                write_card(experiment.folder, config)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from the last finished epoch.")
        return 130
    except (OSError, ValueError, RuntimeError) as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    finally:
        if distributed.is_initialized():
            distributed.destroy_process_group()
    return 0

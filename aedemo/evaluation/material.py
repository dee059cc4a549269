"""What there is to measure with: the stored networks, the digits, the benchmark photographs."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from os import cpu_count
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from aedemo.data.digits import mnist_split, test_digits, training_files
from aedemo.files import parse_json, read
from aedemo.hub import load_model
from aedemo.stored import FILES

Value = TypeVar("Value")


class Missing(Exception):
    """Something to measure with is not there; the message says what."""


def unless_missing(compute: Callable[[], Value]) -> Value | None:
    """A reference beside a value that can be measured without it."""
    try:
        return compute()
    except Missing:
        return None


@dataclass(frozen=True)
class Material:
    """``data`` holds MNIST, ``benchmarks`` Set5 and Set14; ``cache`` is where networks that are
    trained for comparison are kept.

    ``full``: all test digits where the quick way takes some.
    """

    weights: Path
    data: Path
    benchmarks: Path | None
    cache: Path
    full: bool

    @property
    def measured(self) -> dict:
        """When and on what the figures are measured, as config.json keeps it."""
        processor = platform.processor() or platform.machine()
        return {
            "date": date.today().isoformat(),
            "machine": f"{processor}, {cpu_count()} cores, torch {torch.__version__}",
            "full": self.full,
        }

    @property
    def training(self) -> tuple[Tensor, Tensor]:
        """The 55,000 digits that are trained on, and their labels."""
        return self._mnist[0]

    @property
    def held_out(self) -> tuple[Tensor, Tensor]:
        """The 5,000 digits on which settings are chosen, and their labels."""
        return self._mnist[1]

    @cached_property
    def _mnist(self) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
        """Nothing is downloaded here."""
        if not all(path.is_file() for path in training_files(self.data)):
            raise Missing("MNIST's training part is not there (--data DIR)")
        return mnist_split(self.data)

    @cached_property
    def test(self) -> tuple[Tensor, Tensor]:
        """The 10,000 test digits and their labels. Nothing is chosen by them."""
        return test_digits()

    def benchmark(self, name: str, factor: int) -> Path:
        """The folder of Set5 or Set14 for one factor."""
        folder = self.benchmarks and self.benchmarks / name / f"x{factor}"
        if not folder or not folder.is_dir():
            raise Missing(f"{name} is not there (--benchmarks DIR)")
        return folder

    def config(self, name: str) -> dict:
        """The stored configuration of a variant."""
        path = self.weights / name / FILES[0]
        return read(path, parse_json, f"Restore it, or train it: python train.py {name}")

    def model(self, name: str) -> Any:
        """The stored network of a variant, of the variant's own class."""
        return _load_model(name, self.weights)


_load_model = cache(load_model)

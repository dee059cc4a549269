"""How long an epoch of `dense` takes: by our loop, by the usual tutorial loop, and bare.

    python -m tests.benchmarks.epoch --data DIR

The three take turns, seven times each (--rounds); medians are compared. Bare is nothing but
forward, backward and optimiser step on batches that are already cut.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import MNIST

from aedemo.data.digits import Digits, mnist_split
from aedemo.models.recipe import Recipe
from aedemo.models.registry import variant
from aedemo.training.loop import train

BATCH = 128


def ours(images: torch.Tensor) -> Callable[[], None]:
    recipe = Recipe(epochs=1, batch_size=BATCH)

    def epoch() -> None:
        for _ in train(variant("dense").build(), Digits(images, BATCH), recipe):
            pass

    return epoch


def tutorial(root: Path) -> Callable[[], None]:
    data = MNIST(root, train=True, transform=transforms.ToTensor())
    loader = DataLoader(data, batch_size=BATCH, shuffle=True)

    def epoch() -> None:
        model = variant("dense").build()
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        for images, _ in loader:
            loss = F.mse_loss(model(images), images)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()

    return epoch


def bare(images: torch.Tensor) -> Callable[[], None]:
    batches = images.split(BATCH)

    def epoch() -> None:
        model = variant("dense").build()
        optimizer = torch.optim.Adam(model.parameters(), fused=True)
        for batch in batches:
            loss = F.mse_loss(model(batch), batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()

    return epoch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    (images, _), _ = mnist_split(options.data)
    loops = {"ours": ours(images), "tutorial": tutorial(options.data), "bare": bare(images)}
    seconds: dict[str, list[float]] = {name: [] for name in loops}
    for _ in range(options.rounds):
        for name, epoch in loops.items():
            started = time.perf_counter()
            epoch()
            seconds[name].append(time.perf_counter() - started)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    for name, value in median.items():
        print(f"{name:9} {value:6.2f} s  {len(images) / value:8.0f} images a second")
    print(f"tutorial / ours: {median['tutorial'] / median['ours']:.2f}")
    print(f"ours / bare:     {median['ours'] / median['bare']:.2f}")


if __name__ == "__main__":
    main()

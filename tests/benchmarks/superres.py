"""What enlarging a picture in the page costs beside PyTorch on one thread, in processor time.

    python -m tests.benchmarks.superres

Ours is the whole way in Node, from bytes to bytes: by WebAssembly, and in JavaScript as where that
is refused. PyTorch's is what the server does, in its tiles. They take turns, nine times each
(--rounds); medians are compared.
"""

import argparse
import statistics
import subprocess
import time
from collections.abc import Callable

import numpy as np
import torch

from aedemo import load_model
from aedemo.models.tiles import upscale_in_tiles
from tests.conftest import ROOT

SIZES = [(170, 128), (500, 500)]  # width, height
KINDS = ("wasm", "script")
FACTOR = 3


def in_node(kind: str, width: int, height: int) -> Callable[[], float]:
    """Seconds of processor time of one enlargement in Node."""
    command = ["node", "tests/js/enlarging-speed.js", kind, *map(str, (width, height, FACTOR))]
    process = subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def seconds() -> float:
        assert process.stdin and process.stdout
        print(file=process.stdin, flush=True)
        return float(process.stdout.readline())

    return seconds


def theirs(width: int, height: int) -> Callable[[], float]:
    """The same of PyTorch."""
    model = load_model(f"superres-x{FACTOR}")
    picture = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)

    def seconds() -> float:
        started = time.process_time()
        upscale_in_tiles(model, picture)
        return time.process_time() - started

    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    torch.set_num_threads(1)
    for width, height in SIZES:
        runs = {"PyTorch": theirs(width, height)}
        runs |= {kind: in_node(kind, width, height) for kind in KINDS}
        for run in runs.values():
            for _ in range(3):
                run()  # to warm up
        times: dict[str, list[float]] = {kind: [] for kind in runs}
        for _ in range(options.rounds):
            for kind, run in runs.items():
                times[kind].append(run())
        median = {kind: statistics.median(each) for kind, each in times.items()}
        for kind, value in median.items():
            ratio = value / median["PyTorch"]
            print(f"{width}×{height} ×{FACTOR}  {kind:8} {1000 * value:6.0f} ms ({ratio:.2f})")


if __name__ == "__main__":
    main()

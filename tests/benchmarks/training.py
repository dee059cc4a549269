r"""How fast the lab trains beside PyTorch on one thread: digits a second of processor time.

    python -m tests.benchmarks.training
    npm install --prefix DIR @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 \
        convnetjs@0.3.0
    python -m tests.benchmarks.training --others DIR  # beside them

Ours is the whole step of the page, in Node, with the held-out digits at the end of each epoch: by
WebAssembly, and in JavaScript as where that is refused. PyTorch's is nothing but forward, backward
and optimiser step on batches that are already cut. They take turns, five times each (--rounds) for
two seconds (--seconds); medians are compared. TensorFlow.js and ConvNetJS take the same steps on
cut batches; ConvNetJS has no transposed convolution, and ends without a sigmoid.
"""

import argparse
import json
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch

from aedemo.data.digits import test_digits
from aedemo.lab import description
from aedemo.training.lab import Training
from tests.benchmarks.turns import medians
from tests.conftest import ROOT

SAME = {"digits": 8000, "batch": 128, "epochs": 100, "code": 32, "optimiser": "adam"}
NETWORKS = {
    "dense": {**SAME, "network": "dense", "hidden": [128, 64]},
    "convolutional": {**SAME, "network": "convolutional", "channels": [16, 32], "kernel": 3}
    | {"batch_norm": True},
}
KINDS = ("wasm", "script")
OTHERS = ("tfjs-wasm", "tfjs-cpu", "convnetjs")


def in_node(script: str, kind: str, values: dict[str, Any], *more: str) -> Callable[[float], float]:
    """Seconds → digits a second of processor time, of a trainer in Node."""
    command = ["node", script, kind, json.dumps(values), *more]
    pipe = subprocess.PIPE
    trainer = subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True
    )  # until we end

    def rate(seconds: float) -> float:
        assert trainer.stdin and trainer.stdout
        print(seconds, file=trainer.stdin, flush=True)
        return float(trainer.stdout.readline())

    return rate


def theirs(values: dict[str, Any]) -> Callable[[float], float]:
    """The same of PyTorch."""
    training = Training(description(values), test_digits()[0])
    network = training.network.train()
    optimiser = torch.optim.Adam(network.parameters(), training.description["rate"])
    batches = [training.batch(step) for step in range(training.steps_an_epoch)]
    steps = 0

    def rate(seconds: float) -> float:
        nonlocal steps
        first, started, end = steps, time.process_time(), time.perf_counter() + seconds
        while time.perf_counter() < end:
            terms = network.loss(*batches[steps % len(batches)])
            optimiser.zero_grad()
            terms["reconstruction"].backward()
            optimiser.step()
            steps += 1
        return (steps - first) * values["batch"] / (time.process_time() - started)

    return rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--others", type=Path, help="folder with TensorFlow.js and ConvNetJS")
    options = parser.parse_args()
    torch.set_num_threads(1)
    for name, values in NETWORKS.items():
        runs = {"PyTorch": theirs(values)}
        runs |= {kind: in_node("tests/js/training.js", kind, values) for kind in KINDS}
        if options.others:
            folder = str(options.others.resolve())
            runs |= {kind: in_node("tests/js/others.js", kind, values, folder) for kind in OTHERS}
        for run in runs.values():
            run(options.seconds / 2)  # to warm up
        whole = {kind: partial(run, options.seconds) for kind, run in runs.items()}
        median = medians(whole, options.rounds)
        for kind, value in median.items():
            ratio = value / median["PyTorch"]
            print(f"{name:14} {kind:9} {value:8.0f} digits a second ({ratio:.2f})")


if __name__ == "__main__":
    main()

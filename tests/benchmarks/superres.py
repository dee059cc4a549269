"""What enlarging a picture in the page costs beside PyTorch on one thread, in processor time.

    python -m tests.benchmarks.superres [--others DIR]

Ours is the whole way in Node, from bytes to bytes: by WebAssembly, and in JavaScript as where that
is refused. PyTorch's is what the server does, in its tiles. They take turns, nine times each
(--rounds); medians are compared. DIR has onnxruntime-web (``npm install --prefix DIR``) and onnx
(``pip install --target DIR``); ONNX Runtime Web then runs beside: only what the network adds to
luminance, without colours, bicubic and tiles, which is less than the others do.
"""

import argparse
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from aedemo import load_model
from aedemo.models.tiles import upscale_in_tiles
from tests.benchmarks.turns import medians
from tests.conftest import ROOT

SIZES = [(170, 128), (500, 500)]  # width, height
KINDS = ("wasm", "script")
FACTOR = 3


def in_node(*words: object) -> Callable[[], float]:
    """Seconds of processor time of one enlargement in Node."""
    command = ["node", *map(str, words)]
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


def onnx(folder: Path, width: int, height: int) -> Callable[[], float]:
    """What the network adds, by ONNX Runtime Web."""
    model = load_model(f"superres-x{FACTOR}")
    layer = model.deconvolution
    plain = torch.nn.ConvTranspose2d(
        layer.in_channels, 1, layer.kernel_size, layer.stride, layer.padding
    )
    plain.load_state_dict({"weight": layer.kernel(), "bias": layer.bias})
    height, width = (side + 2 * model.halo for side in (height, width))
    file = folder / f"superres-{width}-{height}.onnx"
    sys.path.append(str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of how it is exported: the newer way needs a package more
        torch.onnx.export(
            torch.nn.Sequential(model.features, plain),
            (torch.zeros(1, 1, height, width),),
            str(file),
            dynamo=False,
        )
    return in_node("tests/js/enlarging-others.js", folder, file, height, width)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--others", type=Path, metavar="DIR")
    options = parser.parse_args()
    torch.set_num_threads(1)
    for width, height in SIZES:
        runs = {"PyTorch": theirs(width, height)}
        sizes = (width, height, FACTOR)
        runs |= {kind: in_node("tests/js/enlarging-speed.js", kind, *sizes) for kind in KINDS}
        if options.others:
            runs["ONNX"] = onnx(options.others, width, height)
        for run in runs.values():
            for _ in range(3):
                run()  # to warm up
        median = medians(runs, options.rounds)
        for kind, value in median.items():
            ratio = value / median["PyTorch"]
            print(f"{width}×{height} ×{FACTOR}  {kind:8} {1000 * value:6.0f} ms ({ratio:.2f})")


if __name__ == "__main__":
    main()

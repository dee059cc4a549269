"""A running site and a small MNIST, for the tests that need one."""

import os
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from aedemo.data.digits import TEST_IMAGES, TEST_LABELS, read_idx

ROOT = Path(__file__).resolve().parent.parent
DIGITS = 512  # of the small MNIST, with which training takes seconds


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Returns when ``url`` answers; fails if the process ends or a minute passes first."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, "the site ended before it answered"
            time.sleep(0.2)
    raise AssertionError("the site did not answer")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the site, started as a visitor would: python app.py."""
    port = free_port()
    environment = {
        **os.environ,
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(tmp_path_factory.mktemp("gradio")),
    }
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def mnist(tmp_path_factory):
    """The folder that holds it, laid out as torchvision does."""
    root = tmp_path_factory.mktemp("mnist")
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        for source, kind in ((TEST_IMAGES, "images-idx3"), (TEST_LABELS, "labels-idx1")):
            array = read_idx(source)[:DIGITS]
            header = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
            (raw / f"{part}-{kind}-ubyte").write_bytes(header + array.tobytes())
    return root

"""A running site and a small MNIST, for the tests that need one."""

import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pytest

from aedemo.data.digits import TEST_IMAGES, TEST_LABELS, read_idx

ROOT = Path(__file__).resolve().parent.parent
DIGITS = 512  # of the small MNIST, with which training takes seconds
TOGETHER = "AEDEMO_TESTS"  # names the folder of all processes that run tests


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Returns when ``url`` answers; fails if the process ends or two minutes pass first."""
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, "the site ended before it answered"
            time.sleep(0.2)
    raise AssertionError("the site did not answer")


def start(folder: Path | None, output: IO | None = None, **more: str) -> dict:
    """Starts the site as a visitor would, python app.py; its address and its process.

    ``folder``: below which Gradio keeps files; without one the site chooses. ``more``: of the
    environment.
    """
    port = free_port()
    environment = {
        **os.environ,
        "GRADIO_SERVER_PORT": str(port),
        **({"GRADIO_TEMP_DIR": str(folder / "gradio")} if folder else {}),
        **more,
    }
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=output
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
    except BaseException:
        process.kill()
        raise
    return {"url": url, "process": process.pid}


def pytest_configure(config):
    """Makes a folder for all processes that run tests, and at the very end ends the site."""
    if TOGETHER in os.environ:
        return
    folder = TemporaryDirectory(ignore_cleanup_errors=True)
    os.environ[TOGETHER] = folder.name
    running = Path(folder.name) / "site.json"

    def end():
        if running.exists() and running.stat().st_size:
            with suppress(ProcessLookupError):
                os.kill(json.loads(running.read_text())["process"], signal.SIGTERM)
        folder.cleanup()

    config.add_cleanup(end)


@pytest.fixture(scope="session")
def site():
    """The address of the site, one for all processes that run tests: the first that needs it
    starts it."""
    folder = Path(os.environ[TOGETHER])
    with (folder / "site.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        running = file.read()
        if not running:
            running = json.dumps(start(folder))
            file.write(running)
    return json.loads(running)["url"]


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

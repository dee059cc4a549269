"""A Hub on this machine, and machines that know no other."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, free_port
from tests.hub.standin import TOKEN, Hub


@contextmanager
def running() -> Iterator[Hub]:
    with Hub() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def hub():
    """An empty one."""
    with running() as server:
        yield server


@dataclass
class Machine:
    """A computer with a cache of its own. ``token``: of who is logged in there."""

    home: Path
    endpoint: str
    token: str | None = TOKEN

    def run(self, *arguments: object) -> subprocess.CompletedProcess:
        """A script of this project, with all it prints, and without waiting between attempts."""
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("HF_")},
            "HF_HOME": str(self.home),
            "HF_ENDPOINT": self.endpoint,
            "NO_PROXY": "127.0.0.1",
            "HF_HUB_DISABLE_PROGRESS_BARS": "1",
            "OMP_NUM_THREADS": "1",
        }
        if self.token:
            environment["HF_TOKEN"] = self.token
        command = [sys.executable, "-m", "tests.hub.impatient", *map(str, arguments)]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
        )

    def push(self, *arguments: object) -> subprocess.CompletedProcess:
        """``python train.py push``"""
        return self.run("train.py", "push", *arguments)

    def load(self, *models: tuple[str, str | None]) -> list:
        """Of each (name, revision): the network's fingerprint, or the sentence instead of it."""
        process = self.run("tests/hub/loading.py", json.dumps(models))
        assert process.returncode == 0, process.stderr
        return json.loads(process.stdout)


@pytest.fixture
def machine(hub, tmp_path):
    return Machine(tmp_path / "home", hub.url)


@pytest.fixture
def nowhere():
    """The address of a Hub that is out of reach."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture(scope="session")
def publication(tmp_path_factory):
    """(a Hub after the first push of everything, what that push printed)"""
    with running() as server:
        process = Machine(tmp_path_factory.mktemp("publisher"), server.url).push(
            "--to", "me", "--space", "me/aedemo"
        )
        yield server, process


@pytest.fixture
def full_hub(hub, publication):
    """One that everything was pushed to."""
    published, _ = publication
    for stock in ("repositories", "large", "collections"):
        setattr(hub, stock, deepcopy(getattr(published, stock)))
    return hub

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aedemo.failures import Failure
from aedemo.ui.process import lost_files_are_named, sigterm_waits


@pytest.fixture
def heard():
    """Filled as SIGTERM arrives."""
    heard = []
    before = signal.signal(signal.SIGTERM, lambda *_: heard.append("at first"))
    yield heard
    signal.signal(signal.SIGTERM, before)


def test_sigterm_counts_after_the_block(heard):
    with sigterm_waits():
        signal.raise_signal(signal.SIGTERM)
        assert not heard
    assert heard == ["at first"]


def test_no_sigterm_no_end(heard):
    with sigterm_waits():
        pass
    assert not heard
    signal.raise_signal(signal.SIGTERM)
    assert heard == ["at first"]


def test_handler_set_in_the_block_is_the_one_that_hears(heard):
    with sigterm_waits():
        signal.raise_signal(signal.SIGTERM)
        signal.signal(signal.SIGTERM, lambda *_: heard.append("as Gradio wants it"))
    assert heard == ["as Gradio wants it"]


def test_what_cannot_be_shown_ends_the_start_with_its_sentence():
    with pytest.raises(SystemExit, match="^aedemo: no formula$"), lost_files_are_named():
        raise Failure("no formula")


LIVING = """import os, sys
from aedemo.ui.process import prepare
prepare()
print(os.environ["GRADIO_TEMP_DIR"], flush=True)
sys.stdin.read()"""


def test_the_next_start_removes_what_a_killed_process_left_and_nothing_else(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    environment.pop("GRADIO_TEMP_DIR", None)
    foreign = tmp_path / "aedemo-of-others"
    foreign.mkdir()

    def begin() -> tuple[subprocess.Popen, Path]:
        process = subprocess.Popen(
            [sys.executable, "-c", LIVING],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return process, Path(process.stdout.readline().strip())

    killed, left = begin()
    living, kept = begin()
    assert left.is_dir()  # as long as it lives
    killed.kill()
    killed.communicate()
    last, own = begin()
    assert not left.exists() and kept.is_dir() and list(foreign.iterdir()) == []
    for process in (living, last):
        process.communicate("")
    assert not kept.exists() and not own.exists()

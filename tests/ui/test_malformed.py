"""Malformed calls by chance: each is answered with a sentence of ours, and leaves nothing."""

import os
import signal
from pathlib import Path

import pytest

from tests.conftest import start
from tests.ui.malformed import try_all

MEBIBYTE = 2**20


@pytest.fixture
def own(tmp_path):
    """A site of this test alone: where it is, its process, and what it prints."""
    log = tmp_path / "log"
    with log.open("w") as output:
        running = start(tmp_path, output)
    yield running["url"], running["process"], log
    os.kill(running["process"], signal.SIGTERM)


def resident(process):
    """Bytes."""
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def test_malformed_calls_are_answered_with_sentences(own):
    url, process, log = own
    try_all(url, 100, seed=1)  # loads all that answers need
    before = resident(process)
    answers = try_all(url, 250, seed=2)
    assert {*answers} <= {"sentence", "complete"}
    assert answers["sentence"] > 200
    assert resident(process) < before + 100 * MEBIBYTE
    assert "Traceback" not in log.read_text()

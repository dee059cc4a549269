"""The process around the site: where it keeps files while it runs, and how it ends."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def leave_nothing_behind() -> None:
    """What the libraries write goes into a folder that is removed when the process ends, be it by
    SIGTERM. They read its name when they are imported: call this first.

    The backend is named because matplotlib, which Gradio imports, otherwise lists all fonts.
    """
    folder = tempfile.mkdtemp(prefix="aedemo-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = {"GRADIO_TEMP_DIR": folder, "MPLCONFIGDIR": folder, "MPLBACKEND": "agg"}
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    signal.signal(signal.SIGTERM, _end)


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the second is no reason to stop cleaning up
    sys.exit()


@contextmanager
def sigterm_waits() -> Iterator[None]:
    """SIGTERM counts from the end of the block on. Gradio starts Node and learns to stop it later:
    an end in between would leave Node behind."""
    asked = threading.Event()

    def remember(*_: object) -> None:
        asked.set()

    before = signal.signal(signal.SIGTERM, remember)
    yield
    if signal.getsignal(signal.SIGTERM) is remember:
        signal.signal(signal.SIGTERM, before)
    if asked.is_set():
        signal.raise_signal(signal.SIGTERM)

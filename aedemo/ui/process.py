"""The process around the site: what it is started with, where it keeps files, and how it ends."""

from __future__ import annotations

import atexit
import ctypes
import json
import mimetypes
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from aedemo.failures import Failure

PREFIX = "aedemo-"  # of the temporary folders
LOCK = "lock"  # in each of them: held while the process lives
PAUSE = 5  # seconds
RESTORE = "Restore it (in a checkout: git restore .), or install aedemo anew."
# What browsers are told a file is, where the operating system may have it from any program.
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".png": "image/png",
}


def prepare() -> None:
    """Readies the process for the site. Libraries read what is set here when they are imported:
    call this first."""
    _leave_nothing_behind()
    # The site asks nothing of the network; only Gradio asks the site itself whether it has started,
    # and a proxy does not know it.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"
    for ending, kind in TYPES.items():
        mimetypes.add_type(kind, ending)
    signal.signal(signal.SIGTERM, _end)


def _leave_nothing_behind() -> None:
    """What the libraries write goes into a folder that is removed when the process ends, or, if it
    is killed, when the next one starts.

    The backend is named because matplotlib, which Gradio imports, otherwise lists all fonts.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        _remove_abandoned(left)
    folder = tempfile.mkdtemp(prefix=PREFIX)
    lock = FileLock(Path(folder) / LOCK)
    lock.acquire()  # until the process ends
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(lock.release)  # called before: Windows does not remove what is open
    settings = {"GRADIO_TEMP_DIR": folder, "MPLCONFIGDIR": folder, "MPLBACKEND": "agg"}
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def return_memory() -> None:
    """Gives back to the system, now and then and for ever, what is freed. glibc keeps it of itself,
    and not to keep it at all would double the time that networks take; other C libraries differ."""
    with suppress(OSError, AttributeError):
        trim = ctypes.CDLL("libc.so.6").malloc_trim
        while True:
            time.sleep(PAUSE)
            trim(0)


def _remove_abandoned(folder: Path) -> None:
    """Removes the folder of a process that no longer lives; of others' only what may be."""
    if not (folder / LOCK).is_file():
        return  # nor would it be ours to lock
    with suppress(OSError, Timeout):
        with FileLock(folder / LOCK, timeout=0):
            pass
        shutil.rmtree(folder, ignore_errors=True)


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the second is no reason to stop cleaning up
    sys.exit()


@contextmanager
def lost_files_are_named() -> Iterator[None]:
    """Ends the process with a sentence if a file that the site is built of is lost or damaged, or
    says what cannot be shown."""
    try:
        yield
    except FileNotFoundError as error:
        sys.exit(f"aedemo: {error.filename} is missing. {RESTORE}")
    except json.JSONDecodeError as error:
        sys.exit(f"aedemo: {error.args[0]}. {RESTORE}")
    except Failure as failure:
        sys.exit(f"aedemo: {failure}")


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

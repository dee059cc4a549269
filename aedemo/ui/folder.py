"""The folder where the site keeps what is sent to it and made of it while it runs.

It is bounded: what is oldest goes when there is no room.
"""

from __future__ import annotations

import shutil
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from gradio.utils import get_upload_folder

from aedemo.ui.errors import BadInput

MOST_BYTES = 2**30
MOST_FILES = 2000
SPARE = 64 * 2**20  # bytes of the disk that are left to others
BEGUN = "begun"  # a file in the folder: what is no younger belongs to the site, not to a visitor


def begin() -> None:
    """Marks that the site is built, and what it shows to all visitors is there."""
    folder = Path(get_upload_folder())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BEGUN).touch()


def holds(path: Any) -> bool:
    """Whether a path that was sent leads into the folder, by whatever way."""
    try:
        return Path(path).resolve().is_relative_to(Path(get_upload_folder()).resolve())
    except (TypeError, ValueError, OSError, RuntimeError):  # no path; NUL; too long; a circle
        return False


def make_room(size: int) -> None:
    """Removes the oldest files of visitors until ``size`` more bytes may be written.

    Raises ``BadInput`` if the disk is too full for them.
    """
    folder = Path(get_upload_folder())
    folder.mkdir(parents=True, exist_ok=True)
    begun = folder / BEGUN
    since = begun.stat().st_mtime_ns if begun.exists() else 0
    found = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            status = path.stat()
            if path.is_file() and status.st_mtime_ns > since:
                found.append((status.st_mtime_ns, status.st_size, path))
    total, count = sum(weight for _, weight, _ in found), len(found)
    for _, weight, path in sorted(found):
        if total + size <= MOST_BYTES and count < MOST_FILES:
            break
        _remove(path)
        total, count = total - weight, count - 1
    if shutil.disk_usage(folder).free < size + SPARE:
        raise BadInput("bad_full")


def write(name: str, content: bytes) -> Path:
    """Writes a new file, under an address of its own: visitors who get equal pictures must not
    share a file that is being written. Raises ``BadInput`` if there is no room."""
    path = Path(get_upload_folder()) / uuid.uuid4().hex / name
    try:
        make_room(len(content))
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    except OSError as error:
        print(f"aedemo: {path} cannot be written: {error}")
        with suppress(OSError):
            _remove(path)
        raise BadInput("bad_full") from None
    return path


def _remove(path: Path) -> None:
    """The file, and the folder that it was alone in."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()

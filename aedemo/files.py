"""Files, written whole or not at all, and read with suspicion; what fails is a sentence about the
file."""

from __future__ import annotations

import errno
import gzip
import json
import math
import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from aedemo.failures import Failure

Content = TypeVar("Content")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write(path: Path, content: bytes | str) -> None:
    """Writes beside the old file and swaps, so that a full disk or a killed process leaves the old
    one; text in UTF-8.

    Raises ``Failure`` if it cannot be written.
    """
    partial = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        partial.write_bytes(content.encode() if isinstance(content, str) else content)
        partial.replace(path)
    except OSError as error:
        raise Failure(unwritable(path, error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """Where a file lies until it is whole; a dot keeps it from being published."""
    return path.with_name(f".{path.name}.partial")


def unwritable(path: Path, error: OSError) -> str:
    """Why ``path`` cannot be written, and the way out."""
    way = (
        "make room" if error.errno in FULL else "give yourself the right to, or name another place"
    )
    return f"{path} cannot be written ({error.strerror or error}): {way}."


def try_to_write(folder: Path, size: int = 0) -> None:
    """Writes so many bytes into ``folder``, and leaves nothing of it, nor a folder it had to make.

    Raises ``Failure`` if that cannot be done.
    """
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    trial = folder / ".trial"
    try:
        write(trial, bytes(size))
        trial.unlink()
    finally:
        for each in made:
            with suppress(OSError):  # somebody else is in it by now
                each.rmdir()


def parse_json(content: bytes) -> Any:
    """What JSON says, which has no words for numbers that are not finite.

    Raises ``ValueError`` for anything else.
    """

    def refused(word: str) -> float:
        raise ValueError(f"{word} is no finite number")

    def finite(word: str) -> float:
        return float(word) if math.isfinite(float(word)) else refused(word)

    try:
        return json.loads(content, parse_constant=refused, parse_float=finite)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("it is cut, or no JSON") from error


def unzip(content: bytes) -> bytes:
    """What is in a gzip file.

    Raises ``ValueError`` for one that is cut, or none.
    """
    try:
        return gzip.decompress(content)
    except (EOFError, OSError, zlib.error) as error:
        raise ValueError("it is cut, or no gzip file") from error


def as_json(value: Any, **options: Any) -> str:
    """The value as JSON for a file.

    Raises ``Failure`` for a number that is not finite, which JSON has no word for.
    """
    try:
        return json.dumps(value, indent=1, allow_nan=False, **options)
    except ValueError as error:
        raise Failure("A result is no finite number, and is not written.") from error


def read(path: Path, parse: Callable[[bytes], Content], way_out: str) -> Content:
    """What ``parse`` makes of a file.

    Raises ``Failure`` with ``way_out`` for a file that cannot be read or is something else.
    """
    try:
        return parse(path.read_bytes())
    except FileNotFoundError as error:
        raise Failure(f"There is no {path}. {way_out}") from error
    except OSError as error:
        raise Failure(f"{path} cannot be read ({error.strerror or error}). {way_out}") from error
    except ValueError as error:
        raise Failure(f"{path} is damaged ({' '.join(str(error).split())}). {way_out}") from error

"""Records that are kept beside the networks, in a file of their own, by the names of networks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aedemo.files import as_json, parse_json, read, write


def kept(path: Path) -> dict[str, dict[str, Any]]:
    """The records of a file; none if it is not there."""
    return read(path, parse_json, "Restore it, or delete it.") if path.is_file() else {}


def keep(path: Path, records: dict[str, dict[str, Any]]) -> None:
    """Adds to the records of a file, or renews some of them."""
    write(path, as_json(kept(path) | records, ensure_ascii=False) + "\n")

"""The command ``python train.py static``: the site as a folder of plain files."""

from __future__ import annotations

import argparse
from pathlib import Path

from aedemo.console import answered
from aedemo.static import export


@answered
def static(words: list[str]) -> int:
    """Writes the folder and says what is in it; the exit code."""
    parser = argparse.ArgumentParser(
        prog="train.py static", description="Write the site as plain files that need no server."
    )
    parser.add_argument("folder", type=Path, metavar="OUT", help="a new or empty folder")
    options = parser.parse_args(words)
    sizes = export(options.folder)
    print(f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB. See it with:")
    print(f"python -m http.server --directory {options.folder}")
    return 0

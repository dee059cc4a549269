"""What Python and the page both need to know, each fact once: see README.md beside this file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@cache
def read(name: str) -> Any:
    """The content of ``facts/NAME.json``. It is shared: nobody may change it."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

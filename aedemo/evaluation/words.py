"""What is said of a figure's company, ``company.json``: what is equal and what is not, and where it
stands besides report and cards. By the ids of measures; where a variant stands beside company of
its own, by ``VARIANT/ID``; what several ids begin with stands for all of them."""

from __future__ import annotations

import json
from pathlib import Path

COMPANY = json.loads(Path(__file__).with_name("company.json").read_text(encoding="utf-8"))


def words(variant: str, id: str) -> dict:
    """``equal``, ``unequal`` and ``page`` of a figure; ``LookupError`` if nothing is said."""
    known = COMPANY["measures"]
    own = known.get(f"{variant}/{id}") or known.get(id)
    several = [said for begin, said in known.items() if id.startswith(f"{begin}-")]
    if not (own or several):
        raise LookupError(f"{variant}/{id}: company.json does not say what it stands beside.")
    return own or several[0]

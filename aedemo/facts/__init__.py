"""What Python and the page both need to know, each fact once: see README.md beside this file."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from aedemo.places import FACTS


@cache
def read(name: str) -> Any:
    """The content of ``facts/NAME.json``. It is shared: nobody may change it.

    Raises ``FileNotFoundError``, or ``JSONDecodeError`` with the file's name.
    """
    path = FACTS / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise json.JSONDecodeError(
            f"{path} is damaged: {error.msg}", error.doc, error.pos
        ) from None


@cache
def texts() -> dict[str, dict[str, str]]:
    """All texts, of each tab and of what they share: key → language → text."""
    found: dict[str, dict[str, str]] = {}
    shared = ["errors", "failures", "lessons", "pictures", "shared", "site"]
    for subject in [tab["name"] for tab in tabs()] + shared:
        found |= read(f"texts/{subject}")
    return found


def tabs() -> list[dict[str, Any]]:
    """The tabs in their order."""
    return [{**tab, "settings": _settings(tab["settings"])} for tab in read("tabs")["tabs"]]


def _settings(said: dict[str, Any] | str) -> dict[str, dict[str, Any]]:
    """The settings of a tab; those of the lab stand in a file of their own."""
    if isinstance(said, dict):
        return said
    facts = read(said)
    preset = {**facts["preset"], "values": ["", *facts["presets"]]}
    return {"preset": preset, **facts["fields"]}


def settings(tab: str) -> dict[str, dict[str, Any]]:
    """The settings of one tab by their names, without those of its parts."""
    return next(each["settings"] for each in tabs() if each["name"] == tab)


def limits(tab: str, name: str) -> tuple[float, float]:
    """The least and the largest value of a number among the settings of a tab."""
    least, most = (settings(tab)[name][end] for end in ("least", "most"))
    return least, read("constants")[most] if isinstance(most, str) else most

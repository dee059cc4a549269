"""What codes are good for: measured of all variants at once, for the page and the report.

Each use is a module of this package with ``evaluate(material) -> dict``, figures that JSON can
hold, and ``section(figures) -> str``, the same in Markdown under a heading of the third level.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

from aedemo.evaluation.material import Material

USES = ("anomaly", "search", "labels")


def evaluate(material: Material, name: str) -> dict:
    """Measures one use and writes ``uses/NAME.json`` beside the networks.

    Raises ``Missing`` where something to measure with is not there; what is written stays.
    """
    figures = import_module(f"aedemo.evaluation.{name}").evaluate(material)
    figures = {"measured": material.measured, **figures}
    path = _path(material, name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def stored(material: Material) -> dict[str, dict]:
    """What is written, by the names of the uses."""
    paths = {name: _path(material, name) for name in USES}
    return {
        name: json.loads(path.read_text(encoding="utf-8"))
        for name, path in paths.items()
        if path.is_file()
    }


def section(name: str, figures: dict) -> str:
    """A use's part of the report."""
    return import_module(f"aedemo.evaluation.{name}").section(figures)


def _path(material: Material, name: str) -> Path:
    return material.weights / "uses" / f"{name}.json"

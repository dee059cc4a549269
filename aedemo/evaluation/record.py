"""What is measured is kept beside the networks: in their configurations and cards, and by use."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from aedemo import files
from aedemo.evaluation.card import write_card
from aedemo.evaluation.figure import Figure
from aedemo.evaluation.material import Material
from aedemo.evaluation.uses import USES
from aedemo.hub import write_config
from aedemo.models.registry import ONE_CLASS, variants


def write(material: Material, name: str, figures: list[Figure]) -> None:
    """The figures of one variant into its configuration and model card."""
    config = material.config(name)
    config |= {"measured": material.measured, "figures": [asdict(figure) for figure in figures]}
    write_config(material.weights / name, config)
    write_card(material.weights / name, config)


def renew(material: Material) -> None:
    """All configurations and cards anew from the stored figures, beside the references of today."""
    for config in stored_configs(material):
        config["figures"] = [asdict(Figure(**each).renewed()) for each in config["figures"]]
        write_config(material.weights / config["variant"], config)
        write_card(material.weights / config["variant"], config)


def write_use(material: Material, name: str, figures: dict) -> dict:
    """The figures of one use, as JSON; they are returned with when and on what they were
    measured."""
    figures = {"measured": material.measured, **figures}
    path = _path(material, name)
    files.write(path, files.as_json(figures) + "\n")
    return figures


def stored_configs(material: Material) -> list[dict]:
    """The configurations of the networks that were measured: variants in the order they are
    taught, then those of one digit."""
    names = [*variants(), *ONE_CLASS]
    trained = [name for name in names if (material.weights / name / "config.json").is_file()]
    configs = [material.config(name) for name in trained]
    return [config for config in configs if "figures" in config]


def stored_figures(configs: list[dict]) -> list[Figure]:
    """The figures that those configurations keep."""
    return [Figure(**each) for config in configs for each in config["figures"]]


def stored_uses(material: Material) -> dict[str, dict]:
    """The figures that are kept, by the names of the uses."""
    paths = {name: _path(material, name) for name in USES}
    return {
        name: files.read(path, files.parse_json, f"Measure anew: python train.py evaluate {name}")
        for name, path in paths.items()
        if path.is_file()
    }


def _path(material: Material, name: str) -> Path:
    return material.weights / "uses" / f"{name}.json"

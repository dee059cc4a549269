"""The Hub model card of a trained variant, from its configuration."""

from __future__ import annotations

import inspect
from pathlib import Path
from string import Template

from aedemo.models import variant

PICTURES = """## Example

Shrunk first, then enlarged by bicubic interpolation (left) and by the network (right).

![bicubic](example-bicubic.png) ![network](example-network.png)

"""
TEMPLATE = Path(__file__).with_name("card.md")


def write_card(folder: Path, config: dict) -> None:
    """Writes ``README.md`` beside the weights."""
    training = config["training"]
    module = inspect.getmodule(variant(config["variant"]).network)
    digits = training["data"] == "digits"
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        training,
        name=config["variant"],
        about=inspect.getdoc(module),
        datasets="datasets:\n- ylecun/mnist\n" if digits else "",
        minutes=f"{training['seconds'] / 60:.1f}",
        parameters=f"{config['parameters']:,}",
        pictures="" if digits else PICTURES,
        figures="\n".join(_row(figure) for figure in config["figures"]),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def _row(figure: dict) -> str:
    references = ", ".join(f"{name}: {value:.4g}" for name, value in figure["references"].items())
    return f"| {figure['name']} | {figure['value']:.4g} | {references} |"

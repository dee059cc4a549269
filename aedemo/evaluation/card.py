"""The Hub model card of a trained variant, from its configuration."""

from __future__ import annotations

import inspect
from pathlib import Path
from string import Template

from aedemo.evaluation.figure import Figure, table
from aedemo.files import write
from aedemo.models.registry import variant

PICTURES = """## Example

Shrunk first, then enlarged by bicubic interpolation (left) and by the network (right).

![bicubic](example-bicubic.png) ![network](example-network.png)

"""
DIGITS = "- autoencoder\ndatasets:\n- ylecun/mnist\n"
PHOTOS = "- super-resolution\n"
LAYERS = """`config["networks"]` lists the layers of each network in order; each names its tensors,
`tensors[layer["weight"]]`."""
ARGUMENTS = """`tensors` is the `state_dict` of the network in `aedemo/models/superres.py`, built
with `config["arguments"]`."""
UNMEASURED = "Not measured yet: `python train.py evaluate` does it."
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
        tags=DIGITS if digits else PHOTOS,
        minutes=f"{training['seconds'] / 60:.1f}",
        parameters=f"{config['parameters']:,}",
        held_out=held_out(training),
        figures=figures(config),
        pictures="" if digits else PICTURES,
        layers=LAYERS if digits else ARGUMENTS,
    )
    write(folder / "README.md", text)


def held_out(training: dict) -> str:
    """What training measured on what was held out of it."""
    values = ", ".join(f"{name} {value:.4g}" for name, value in training["held_out"].items())
    kind = "digits" if training["data"] == "digits" else "photographs"
    return f"On {kind} that were held out: {values}." if values else ""


def figures(config: dict) -> str:
    """The table of figures, and how it was measured."""
    if "figures" not in config:
        return UNMEASURED
    return f"{measured(config)}\n\n{table([Figure(**each) for each in config['figures']])}"


def measured(config: dict) -> str:
    """When, on what and by which command the figures were measured."""
    how = config["measured"]
    command = "python train.py evaluate" + (" --full" if how["full"] else "")
    return f"Measured on the stored weights by `{command}`, {how['date']}, {how['machine']}."

"""The Hub model card of a trained variant, from its configuration."""

from __future__ import annotations

import inspect
from pathlib import Path
from string import Template
from typing import Any

from huggingface_hub import EvalResult, ModelCard, ModelCardData

from aedemo import facts
from aedemo.evaluation.figure import Figure, table
from aedemo.evaluation.words import words
from aedemo.files import write
from aedemo.models.registry import variant

PICTURES = """## Example

Shrunk first, then enlarged by bicubic interpolation (left) and by the network (right).

![bicubic](example-bicubic.png) ![network](example-network.png)

"""
TASK = "image-to-image"
MNIST = "ylecun/mnist"
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
        minutes=f"{training['seconds'] / 60:.1f}",
        parameters=f"{config['parameters']:,}",
        held_out=held_out(training),
        figures=figures(config),
        pictures="" if digits else PICTURES,
        layers=LAYERS if digits else ARGUMENTS,
    )
    front = ModelCardData(
        license="mit",
        library_name="aedemo",
        pipeline_tag=TASK,
        tags=["aedemo", "autoencoder" if digits else "super-resolution"],
        datasets=[MNIST] if digits else None,
        model_name=f"aedemo-{config['variant']}",
        eval_results=results(config),
    )
    write(folder / "README.md", str(ModelCard(f"---\n{front}\n---\n\n{text}")))


def results(config: dict) -> list[EvalResult]:
    """The figures as the Hub shows them, beside the card."""
    measures = facts.read("measures")
    return [
        EvalResult(
            task_type=TASK,
            metric_type=figure["id"],
            metric_name=figure["measure"],
            metric_value=figure["value"],
            **dataset(measures[figure["id"]].get("on")),
        )
        for figure in config.get("figures", [])
        if figure["value"] is not None
    ]


def dataset(pictures: str | None) -> dict[str, Any]:
    """What a figure was measured on: the test digits, unless ``pictures`` are named."""
    if pictures is None:
        return {"dataset_type": MNIST, "dataset_name": "MNIST", "dataset_split": "test"}
    return {"dataset_type": pictures.lower().replace(" ", "-"), "dataset_name": pictures}


def held_out(training: dict) -> str:
    """What training measured on what was held out of it."""
    values = ", ".join(f"{name} {value:.4g}" for name, value in training["held_out"].items())
    kind = "digits" if training["data"] == "digits" else "photographs"
    return f"On {kind} that were held out: {values}." if values else ""


def figures(config: dict) -> str:
    """The table of figures, and how it was measured."""
    if "figures" not in config:
        return UNMEASURED
    own = [Figure(**each) for each in config["figures"]]
    return "\n\n".join([measured(config), table(own), compared(own)])


def compared(figures: list[Figure]) -> str:
    """Of each figure what is equal to what stands beside it, and what is not; of those that have
    the same said of them, together."""
    same: dict[tuple[str, str], list[str]] = {}
    for figure in figures:
        said = words(figure.variant, figure.id)
        same.setdefault((said["equal"], said["unequal"]), []).append(figure.measure)
    lines = (
        f"- {'; '.join(measures)}. Equal: {equal}. Not equal: {unequal}."
        for (equal, unequal), measures in same.items()
    )
    return "\n".join(["What is equal to what stands beside it, and what is not:", "", *lines])


def measured(*configs: dict) -> str:
    """When, on what and by which command the figures were measured; a line for each command and
    machine."""
    days: dict[tuple[str, str], set[str]] = {}
    for how in (config["measured"] for config in configs):
        command = "python train.py evaluate" + (" --full" if how["full"] else "")
        days.setdefault((command, how["machine"]), set()).add(how["date"])
    return "\n".join(
        f"Measured on the stored weights by `{command}`, "
        f"{' to '.join(dict.fromkeys([min(dates), max(dates)]))}, {machine}."
        for (command, machine), dates in sorted(days.items())
    )

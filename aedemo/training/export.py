"""What a finished run leaves in its folder."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from aedemo.data.digits import Digits
from aedemo.data.photos import read_image, shrunk_pair
from aedemo.data.resize import enlarge
from aedemo.figures import loss_curve
from aedemo.files import write
from aedemo.hub import save_weights, write_config
from aedemo.models.autoencoder import Autoencoder
from aedemo.models.description import describe
from aedemo.models.pca import PCA
from aedemo.models.registry import LAB
from aedemo.models.superres import SuperResolution
from aedemo.models.tiles import to_bytes
from aedemo.places import PHOTOS
from aedemo.training.experiment import Experiment
from aedemo.training.lab import Training
from aedemo.training.loop import Data, State
from aedemo.training.material import HeldOut


def export(experiment: Experiment, model: Any, data: Data, held_out: HeldOut, state: State) -> dict:
    """Weights, configuration and loss curve; the configuration is returned."""
    if isinstance(data, Digits) and hasattr(model, "finish"):  # what it does before it is stored
        model.finish(data.images.cpu())
    save_weights(model, experiment.folder)
    config = {
        "variant": experiment.name,
        "arguments": dict(experiment.variant.arguments),
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "training": {
            "command": experiment.command,
            **asdict(experiment.recipe),
            "seed": experiment.seed,
            "device": experiment.device,
            "torch": torch.__version__,
            "seconds": round(state.seconds),
            "held_out": held_out(model),
        },
    }
    if isinstance(data, Digits):
        digits = data.images.cpu()
        if experiment.name == "linear":
            export_pca(digits, experiment.output)
        config["code"] = usual_code(model, digits)
        config["networks"] = describe(model)
    else:
        export_example(model, experiment.folder)
    write_config(experiment.folder, config)
    write(experiment.folder / "loss.png", loss_curve(state.history, experiment.name))
    return config


def export_lab(training: Training, told: dict[str, float], folder: Path) -> None:
    """Weights and configuration of a network of the lab; ``told``: of its last step."""
    save_weights(training.network, folder)
    config = {
        "variant": LAB,
        "arguments": dict(training.description),
        "parameters": sum(each.numel() for each in training.network.parameters()),
        "training": {**told, "torch": torch.__version__},
        "code": usual_code(training.network, training.learned),
        "networks": describe(training.network),
    }
    write_config(folder, config)


@torch.no_grad()
def usual_code(model: Autoencoder, digits: Tensor) -> dict:
    """How many numbers the code has, and the mean and standard deviation of each over digits."""
    codes = torch.cat([model.encode(part) for part in digits.split(1000)])
    return {
        "size": codes.shape[1],
        "mean": [round(value, 4) for value in codes.mean(dim=0).tolist()],
        "std": [round(value, 4) for value in codes.std(dim=0).tolist()],
    }


def export_pca(digits: Tensor, output: Path) -> None:
    """The yardstick of every code, written beside the networks in the same form: of 32 components,
    and of 256, of which the page takes as many as it compares with."""
    for size in (32, 256):
        model = PCA(digits, size).network()
        folder = output / f"pca-{size}"
        save_weights(model, folder)
        config = {"variant": folder.name, "code": usual_code(model, digits)}
        write_config(folder, {**config, "networks": describe(model)})


def export_example(model: SuperResolution, folder: Path) -> None:
    """A shipped photograph shrunk and enlarged again, by bicubic and by the network, as PNGs."""
    small, _ = shrunk_pair(read_image(PHOTOS / "chelsea.png"), model.factor)
    with torch.no_grad():
        pictures = {"bicubic": enlarge(small, model.factor), "network": model.upscale(small)}
    for name, picture in pictures.items():
        content = io.BytesIO()
        Image.fromarray(to_bytes(picture)).save(content, "PNG", optimize=True)
        write(folder / f"example-{name}.png", content.getvalue())

"""The one description of an experiment, and what running it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from aedemo.data import EXAMPLES
from aedemo.data.digits import Digits, mnist_split
from aedemo.data.photos import (
    Patches,
    find_photos,
    read_image,
    shrunk_pair,
    split_photos,
    with_halves,
)
from aedemo.data.resize import enlarge
from aedemo.evaluation.card import write_card
from aedemo.evaluation.metrics import PCA
from aedemo.evaluation.superres import benchmark
from aedemo.figures import loss_curve
from aedemo.hub import load_model, save_weights, write_config
from aedemo.models import variant
from aedemo.models.description import describe
from aedemo.models.linear import Linear
from aedemo.models.recipe import Recipe
from aedemo.models.superres import SuperResolution
from aedemo.models.tiles import to_bytes
from aedemo.training.loop import Data, State, Step, is_first_process, train


@dataclass(frozen=True)
class Experiment:
    """Which variant is trained, on what, for how long, and where the result goes."""

    name: str
    data: Path
    output: Path
    photos: Path | None = None
    epochs: int | None = None
    seed: int = 0
    device: str = "cpu"

    @property
    def recipe(self) -> Recipe:
        recipe = variant(self.name).recipe
        return replace(recipe, epochs=self.epochs) if self.epochs else recipe

    @property
    def folder(self) -> Path:
        return self.output / self.name

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    @property
    def command(self) -> str:
        """The command that repeats this experiment."""
        photos = " --photos DIR" if self.photos and self.recipe.data == "photos" else ""
        epochs = f" --epochs {self.epochs}" if self.epochs else ""
        return f"python train.py {self.name}{photos}{epochs} --seed {self.seed}"


def run(experiment: Experiment, on_step: Callable[[Step, int], None]) -> None:
    """Trains and writes weights, configuration, loss curve and model card.

    ``on_step`` is told every optimiser step and how many an epoch has. An interrupted run goes
    on from its last finished epoch. Of several processes only the first writes.
    """
    torch.manual_seed(experiment.seed)
    model = variant(experiment.name).build().to(experiment.device)
    if experiment.recipe.starts_from:
        model.start_from(load_model(experiment.recipe.starts_from, experiment.output))
    data, held_out = load_data(experiment, model)
    state = load_checkpoint(experiment)
    first = is_first_process()
    for step in train(model, data, experiment.recipe, experiment.seed, state):
        on_step(step, len(data))
        if step.state:
            state = step.state
            if first:
                save_checkpoint(experiment, state)
    if first:
        export(experiment, model.cpu(), data, held_out, state)
        experiment.checkpoint.unlink(missing_ok=True)


HeldOut = Callable[[nn.Module], dict[str, float]]


def load_data(experiment: Experiment, model: nn.Module) -> tuple[Data, HeldOut]:
    """The batches of an experiment, and a function that measures a network on what was held
    out of them."""
    recipe = experiment.recipe
    if recipe.data == "photos":
        training, kept = split_photos(find_photos(experiment.photos, experiment.data))
        photos = with_halves([read_image(path).to(experiment.device) for path in training])
        patches = Patches(photos, model.factor, model.halo, recipe.batch_size, recipe.patches)
        pairs = [shrunk_pair(read_image(path), model.factor) for path in kept]
        return patches, partial(held_out_psnr, pairs)
    (images, labels), (kept, kept_labels) = mnist_split(experiment.data)
    if recipe.digit is not None:
        images, kept = images[labels == recipe.digit], kept[kept_labels == recipe.digit]
    return Digits(images.to(experiment.device), recipe.batch_size), partial(held_out_loss, kept)


@torch.no_grad()
def held_out_loss(images: Tensor, model: nn.Module) -> dict[str, float]:
    """The terms of the loss on digits that were not trained on."""
    torch.manual_seed(0)
    batches = images.split(1000)
    terms = [model.loss(batch) for batch in batches]
    return {name: sum(float(term[name]) for term in terms) / len(batches) for name in terms[0]}


def held_out_psnr(pairs: list[tuple[Tensor, Tensor]], model: nn.Module) -> dict[str, float]:
    """PSNR on photographs that were not trained on, and what bicubic makes of them, in dB."""
    if not pairs:
        return {}
    bicubic, network = benchmark(model, pairs)
    return {"PSNR": network, "PSNR of bicubic": bicubic}


def _fingerprint(experiment: Experiment) -> dict:
    """What must not have changed for a checkpoint to be of use."""
    chosen = variant(experiment.name)
    return {
        "recipe": asdict(experiment.recipe),
        "arguments": repr(dict(chosen.arguments)),
        "photos": str(experiment.photos),
        "seed": experiment.seed,
    }


def save_checkpoint(experiment: Experiment, state: State) -> None:
    """Writes the state beside the old one and swaps, so that a stop in between loses nothing."""
    experiment.folder.mkdir(parents=True, exist_ok=True)
    partial = experiment.checkpoint.with_suffix(".partial")
    torch.save({**_fingerprint(experiment), "state": asdict(state)}, partial)
    partial.replace(experiment.checkpoint)


def load_checkpoint(experiment: Experiment) -> State | None:
    """The state of an interrupted run of the same experiment, if there is one."""
    if not experiment.checkpoint.exists():
        return None
    saved = torch.load(experiment.checkpoint, map_location=experiment.device, weights_only=True)
    state = saved.pop("state")
    return State(**state) if saved == _fingerprint(experiment) else None


def export(
    experiment: Experiment, model: nn.Module, data: Data, held_out: HeldOut, state: State
) -> None:
    """Everything a finished run leaves in its folder."""
    chosen = variant(experiment.name)
    save_weights(model, experiment.folder)
    config = {
        "variant": experiment.name,
        "arguments": dict(chosen.arguments),
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
        with torch.no_grad():
            codes = torch.cat([model.encode(part) for part in digits.split(1000)])
        config["code"] = {
            "size": codes.shape[1],
            "mean": [round(value, 4) for value in codes.mean(dim=0).tolist()],
            "std": [round(value, 4) for value in codes.std(dim=0).tolist()],
        }
        config["networks"] = describe(model)
    else:
        export_example(model, experiment.folder)
    write_config(experiment.folder, config)
    loss_curve(state.history, experiment.folder / "loss.png", experiment.name)
    write_card(experiment.folder, config)


def export_pca(digits: Tensor, output: Path) -> None:
    """The yardstick of every code, written beside the networks in the same form: of 32 components,
    and of 256, of which the page takes as many as it compares with."""
    for size in (32, 256):
        pca = PCA(digits, size)
        model = Linear.from_components(pca.components, pca.mean)
        folder = output / f"pca-{size}"
        save_weights(model, folder)
        write_config(folder, {"variant": folder.name, "networks": describe(model)})


def export_example(model: SuperResolution, folder: Path) -> None:
    """A shipped photograph shrunk and enlarged again, by bicubic and by the network, as PNGs."""
    small, _ = shrunk_pair(read_image(EXAMPLES / "chelsea.png"), model.factor)
    with torch.no_grad():
        pictures = {"bicubic": enlarge(small, model.factor), "network": model.upscale(small)}
    for name, picture in pictures.items():
        Image.fromarray(to_bytes(picture)).save(folder / f"example-{name}.png", optimize=True)

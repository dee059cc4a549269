"""The one description of an experiment, and what running it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from aedemo.data import EXAMPLES
from aedemo.data.digits import Digits, training_digits
from aedemo.data.photos import Patches, find_photos, read_image, shrunk_pair
from aedemo.data.resize import enlarge
from aedemo.evaluation.card import write_card
from aedemo.evaluation.measure import measure_digits, measure_superres
from aedemo.evaluation.metrics import PCA
from aedemo.figures import loss_curve
from aedemo.hub import save_weights, write_config
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
    benchmarks: Path | None = None
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
    """Trains, measures and writes weights, configuration, loss curve and model card.

    ``on_step`` is told every optimiser step and how many an epoch has. An interrupted run goes
    on from its last finished epoch. Of several processes only the first writes.
    """
    torch.manual_seed(experiment.seed)
    model = variant(experiment.name).build().to(experiment.device)
    data, digits = load_data(experiment, model)
    state = load_checkpoint(experiment)
    first = is_first_process()
    for step in train(model, data, experiment.recipe, experiment.seed, state):
        on_step(step, len(data))
        if step.state:
            state = step.state
            if first:
                save_checkpoint(experiment, state)
    if first:
        export(experiment, model.cpu(), digits.cpu(), state)
        experiment.checkpoint.unlink(missing_ok=True)


def load_data(experiment: Experiment, model: nn.Module) -> tuple[Data, Tensor]:
    """The batches of an experiment, and the training digits (none for photographs)."""
    recipe = experiment.recipe
    if recipe.data == "photos":
        files = find_photos(experiment.photos, experiment.data)
        photos = [read_image(path).to(experiment.device) for path in files]
        patches = Patches(photos, model.factor, model.halo, recipe.batch_size, recipe.patches)
        return patches, torch.empty(0)
    images = training_digits(experiment.data).to(experiment.device)
    return Digits(images, recipe.batch_size), images


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


def export(experiment: Experiment, model: nn.Module, digits: Tensor, state: State) -> None:
    """Everything a finished run leaves in its folder."""
    chosen = variant(experiment.name)
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
        },
    }
    save_weights(model, experiment.folder)
    if experiment.name == "linear":
        export_pca(digits, experiment.output / "pca-32")
    if experiment.recipe.data == "digits":
        with torch.no_grad():
            codes = torch.cat([model.encode(part) for part in digits.split(1000)])
        config["code"] = {
            "size": codes.shape[1],
            "mean": [round(value, 4) for value in codes.mean(dim=0).tolist()],
            "std": [round(value, 4) for value in codes.std(dim=0).tolist()],
        }
        config["networks"] = describe(model)
        figures = measure_digits(experiment.name, model, digits)
    else:
        figures = measure_superres(model, experiment.benchmarks)
        export_example(model, experiment.folder)
    config["figures"] = [asdict(figure) for figure in figures]
    write_config(experiment.folder, config)
    loss_curve(state.history, experiment.folder / "loss.png", experiment.name)
    write_card(experiment.folder, config)


def export_pca(digits: Tensor, folder: Path) -> None:
    """The yardstick of every code, written beside the networks in the same form."""
    pca = PCA(digits, 32)
    model = Linear.from_components(pca.components, pca.mean)
    save_weights(model, folder)
    write_config(folder, {"variant": "pca-32", "networks": describe(model)})


def export_example(model: SuperResolution, folder: Path) -> None:
    """A shipped photograph shrunk and enlarged again, by bicubic and by the network, as PNGs."""
    small, _ = shrunk_pair(read_image(EXAMPLES / "chelsea.png"), model.factor)
    with torch.no_grad():
        pictures = {"bicubic": enlarge(small, model.factor), "network": model.upscale(small)}
    for name, picture in pictures.items():
        Image.fromarray(to_bytes(picture)).save(folder / f"example-{name}.png", optimize=True)

"""What an experiment trains on, and what it holds back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor

from aedemo.data.digits import Digits, mnist_split, training_files
from aedemo.data.photos import (
    Patches,
    find_photos,
    read_images,
    shrunk_pair,
    split_photos,
    with_halves,
)
from aedemo.failures import Failure
from aedemo.measures.superres import benchmark
from aedemo.models.autoencoder import Autoencoder
from aedemo.models.one_class import shape_error
from aedemo.models.superres import SuperResolution
from aedemo.training.experiment import Experiment
from aedemo.training.loop import Data

LEAST = 32  # pixels on a side of a photograph that is measured
HeldOut = Callable[[Any], dict[str, float]]


def load_data(experiment: Experiment, model: Any) -> tuple[Data, HeldOut]:
    """The batches of an experiment, and a function that measures a network on what was held
    out of them."""
    recipe = experiment.recipe
    if recipe.data == "photos":
        files, kept_files = split_photos(find_photos(experiment.photos, experiment.data))
        photos = with_halves([photo.to(experiment.device) for photo in read_images(files)])
        patches = Patches(photos, model.factor, model.halo, recipe.batch_size, recipe.patches)
        large = [photo for photo in read_images(kept_files) if min(photo.shape[-2:]) >= LEAST]
        pairs = [shrunk_pair(photo, model.factor) for photo in large]
        return patches, partial(held_out_psnr, pairs)
    (images, labels), (kept, kept_labels) = mnist_split(experiment.data)
    measure: HeldOut = partial(held_out_loss, kept)
    if recipe.digit is not None:
        images, normal = images[labels == recipe.digit], kept_labels == recipe.digit
        if not (len(images) and normal.any()):
            raise Failure(
                f"{training_files(experiment.data)[0]} has too few digits of class {recipe.digit}. "
                "Name the folder that holds all of MNIST: --data DIR"
            )
        measure = partial(held_out_area, kept, normal)
    return Digits(images.to(experiment.device), recipe.batch_size), measure


@torch.no_grad()
def held_out_loss(images: Tensor, model: Autoencoder) -> dict[str, float]:
    """The terms of the loss on digits that were not trained on."""
    torch.manual_seed(0)
    batches = images.split(1000)
    terms = [model.loss(batch) for batch in batches]
    return {name: sum(float(term[name]) for term in terms) / len(batches) for name in terms[0]}


@torch.no_grad()
def held_out_area(images: Tensor, normal: Tensor, model: Autoencoder) -> dict[str, float]:
    """The terms of the loss on the ``normal`` digits that were not trained on, and how often, in %,
    another one has a larger error of its shape than a normal one: the AUROC, by Mann and Whitney's
    count of pairs."""
    error = shape_error(images, model(images))
    pairs = error[~normal] - error[normal][:, None]
    larger = (pairs > 0).double() + (pairs == 0) / 2
    return held_out_loss(images[normal], model) | {"AUROC": 100 * larger.mean().item()}


def held_out_psnr(pairs: list[tuple[Tensor, Tensor]], model: SuperResolution) -> dict[str, float]:
    """PSNR on photographs that were not trained on, and what bicubic makes of them, in dB."""
    if not pairs:
        return {}
    bicubic, network = benchmark(model, pairs)
    return {"PSNR": network, "PSNR of bicubic": bicubic}

"""Networks that are trained for comparison only; they are kept in a cache, never in `weights/`."""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from aedemo.data.digits import Digits
from aedemo.evaluation.material import Material
from aedemo.files import read, write
from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.dense import Dense
from aedemo.models.one_class import OneClass
from aedemo.models.ordered import Ordered
from aedemo.models.recipe import Recipe
from aedemo.models.registry import ONE_CLASS, variant
from aedemo.models.variational import gaussian_kl
from aedemo.training import loop

Network = TypeVar("Network", bound=nn.Module)

EXAMPLE_RECIPE = Recipe(epochs=50, batch_size=128, learning_rate=1e-3)
NINE_EPOCHS = 8  # over nine digits: more steps than those that know one of them had
CLASSIFIER_RECIPE = Recipe(epochs=6, batch_size=128, learning_rate=4e-3)


class ExampleVAE(Autoencoder):
    """784-400-20, the VAE of PyTorch's examples (github.com/pytorch/examples/tree/main/vae),
    trained with dynamic binarisation."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Flatten(), nn.Linear(PIXELS, 400), nn.ReLU())
        self.parameters_of_q = nn.Linear(400, 2 * 20)
        self.decoder = nn.Sequential(
            nn.Linear(20, 400),
            nn.ReLU(),
            nn.Linear(400, PIXELS),
            nn.Sigmoid(),
            nn.Unflatten(1, IMAGE),
        )

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Images → mean and log-variance of q(z|x), each (N, 20)."""
        return self.parameters_of_q(self.hidden(x)).chunk(2, dim=1)

    def logits(self, z: Tensor) -> Tensor:
        """Codes (N, 20) → what the sigmoid turns into probabilities, (N, 784)."""
        return self.decoder[:-2](z)

    def sample(self, n: int, generator: torch.Generator | None = None) -> Tensor:
        """``n`` images decoded from the prior, (n, 1, 28, 28)."""
        return self.decode(torch.randn(n, 20, generator=generator))

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """The negative evidence lower bound in nats per image."""
        x = torch.bernoulli(x)
        mean, log_variance = self.posterior(x)
        logits = self.logits(mean + torch.exp(log_variance / 2) * torch.randn_like(mean))
        coins = F.binary_cross_entropy_with_logits(logits, x.flatten(1), reduction="sum")
        return {
            "reconstruction": coins / len(x),
            "kl": gaussian_kl(mean, log_variance).sum(dim=1).mean(),
        }


class Classifier(nn.Module):
    """A small convolutional network for digits, in whose features samples are compared."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 16, 5, padding=2),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 5, padding=2),
            nn.BatchNorm2d(32),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(32 * 7 * 7, 64),
            nn.ReLU(),
        )
        self.head = nn.Sequential(nn.Dropout(), nn.Linear(64, 10))

    def features(self, x: Tensor) -> Tensor:
        """Images (N, 1, 28, 28) → activations of the last hidden layer, (N, 64)."""
        return self.body(x)

    def forward(self, x: Tensor) -> Tensor:
        """Images → logits of the ten digits, (N, 10)."""
        return self.head(self.features(x))

    def loss(self, x: Tensor, label: Tensor) -> dict[str, Tensor]:
        """The cross-entropy."""
        return {"cross-entropy": F.cross_entropy(self(x), label)}


class LabelledDigits:
    """Shuffled batches of images and labels, as :class:`aedemo.data.digits.Digits` of images."""

    def __init__(self, images: Tensor, labels: Tensor, batch_size: int):
        self.images, self.labels, self.batch_size = images, labels, batch_size

    def __len__(self) -> int:
        return -(-len(self.images) // self.batch_size)

    def epoch(
        self, generator: torch.Generator, rank: int, world: int
    ) -> Iterator[tuple[Tensor, Tensor]]:
        order = torch.randperm(len(self.images), generator=generator)
        for indices in order.split(self.batch_size):
            yield self.images[indices[rank::world]], self.labels[indices[rank::world]]


class FSRCNN(nn.Sequential):
    """FSRCNN(56, 12, 4) of Dong et al. 2016 (arXiv 1608.00367), untrained: it is only timed.
    (N, 1, H, W) → (N, 1, s·H, s·W)."""

    def __init__(self, factor: int):
        layers: list[nn.Module] = [nn.Conv2d(1, 56, 5, padding=2), nn.PReLU(56)]
        layers += [nn.Conv2d(56, 12, 1), nn.PReLU(12)]
        for _ in range(4):
            layers += [nn.Conv2d(12, 12, 3, padding=1), nn.PReLU(12)]
        layers += [nn.Conv2d(12, 56, 1), nn.PReLU(56)]
        super().__init__(
            *layers,
            nn.ConvTranspose2d(56, 1, 9, stride=factor, padding=4, output_padding=factor - 1),
        )


@cache
def example(material: Material) -> ExampleVAE:
    """The example VAE."""
    data = Digits(material.training[0], EXAMPLE_RECIPE.batch_size)
    return trained("example-vae", ExampleVAE, data, EXAMPLE_RECIPE, material)


@cache
def tutorial(material: Material, epochs: int) -> Dense:
    """The script of many tutorials: the network of `dense`, at a small constant rate."""
    recipe = Recipe(epochs, batch_size=128, learning_rate=1e-3, schedule="constant")
    data = Digits(material.training[0], recipe.batch_size)
    return trained(f"tutorial-{epochs}", variant("dense").build, data, recipe, material)


@cache
def dense_of_size(material: Material) -> Dense:
    """Dense, with as many weights as `convolutional` has, as long a code, and by its recipe."""
    recipe = variant("convolutional").recipe
    data = Digits(material.training[0], recipe.batch_size)
    return trained("dense-of-size", lambda: Dense(hidden=(450, 128)), data, recipe, material)


@cache
def twin(material: Material, name: str) -> Autoencoder:
    """The variant as it is, trained without its penalty."""
    recipe = variant(name).recipe

    def build() -> Autoencoder:
        model: Autoencoder = variant(name).build()
        model.loss_weights = dict.fromkeys(model.loss_weights, 0.0)
        return model

    data = Digits(material.training[0], recipe.batch_size)
    return trained(f"{name}-twin", build, data, recipe, material)


class Narrow(Ordered):
    """The network of `ordered` with a code of so many numbers, trained for that width alone."""

    def __init__(self, code: int) -> None:
        super().__init__(code=code, widths=1)

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        return Autoencoder.loss(self, x)


@cache
def narrow(material: Material, code: int) -> Narrow:
    """`ordered` of one width, by the recipe of `ordered` in half its epochs, of which each
    trains this width alone."""
    recipe = variant("ordered").recipe
    recipe = replace(recipe, epochs=recipe.epochs // 2)
    data = Digits(material.training[0], recipe.batch_size)
    return trained(f"narrow-{code}", lambda: Narrow(code), data, recipe, material)


@cache
def of_nine(material: Material, digit: int) -> OneClass:
    """The network of those that know one digit each, trained in the same way with the nine others,
    but for its epochs; pieces come from any of the nine."""
    recipe = replace(variant(ONE_CLASS[digit]).recipe, epochs=NINE_EPOCHS, digit=None)
    images, labels = material.training
    data = Digits(images[labels != digit], recipe.batch_size)
    return trained(f"all-but-{digit}", variant(ONE_CLASS[digit]).build, data, recipe, material)


@cache
def classifier(material: Material) -> Classifier:
    """The network in whose features samples are compared."""
    data = LabelledDigits(*material.training, CLASSIFIER_RECIPE.batch_size)
    return trained("classifier", Classifier, data, CLASSIFIER_RECIPE, material)


def trained(
    name: str,
    build: Callable[[], Network],
    data: Digits | LabelledDigits,
    recipe: Recipe,
    material: Material,
) -> Network:
    """The network from the cache, or trained with seed 0 by the project's one loop and put there.

    The file is named after all that decides the weights, so a change of any of it trains anew.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = build()
        path = material.cache / f"{name}-{fingerprint(model, recipe, data.images)}.safetensors"
        if path.is_file():
            model.load_state_dict(read(path, _tensors, "Delete it, and it is trained anew."))
        else:
            total = recipe.epochs * len(data)
            steps = loop.train(model, data, recipe)
            with torch.enable_grad():
                for _ in tqdm(steps, f"training {name}", total, leave=False, mininterval=1):
                    pass
            write(path, save(model.state_dict()))
    return model.eval().requires_grad_(False)


def _tensors(content: bytes) -> dict[str, Tensor]:
    try:
        return load(content)
    except SafetensorError as error:
        raise ValueError("it is cut, or no safetensors file") from error


def fingerprint(model: nn.Module, recipe: Recipe, images: Tensor) -> str:
    """Changes with the code of the network and of the loop, the recipe, the initial weights and
    the digits."""
    code = [inspect.getsource(sys.modules[type(model).__module__]), inspect.getsource(loop)]
    settings = [repr(recipe), repr(getattr(model, "loss_weights", None)), torch.__version__]
    parts = [part.encode() for part in code + settings]
    parts += [value.numpy().tobytes() for value in [*model.state_dict().values(), images]]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]

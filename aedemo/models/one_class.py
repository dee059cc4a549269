"""One-class autoencoder: x̃ ~ damage(x), x̂ = decode(encode(x̃)), trained on ‖x − x̂‖² with digits of
one class alone.

It can rebuild what it was trained on and little else, so a large error tells an anomaly. Where the
code is wide enough to carry other digits too, the damage keeps it from doing so: a piece of another
digit of the same class, as it is, mirrored or transposed, is put into the digit and half of the
pixels go dark, and the network has to find back to the digit (denoising, Vincent et al. 2008,
doi:10.1145/1390156.1390294; pieces of another image, CutMix, Yun et al. 2019, arXiv 1905.04899). At
use nothing is damaged. How much the shapes differ is

    s(x) = 1 − ⟨g∗x, g∗x̂⟩ / (‖g∗x‖ ‖g∗x̂‖),

the cosine between digit and reconstruction, both softened by a Gaussian g: it asks neither for the
exact edge of a stroke nor for its brightness.
"""

from functools import cache

import torch
from torch import Tensor
from torch.nn import functional as F

from aedemo import facts
from aedemo.data.noise import TorchRandom, corrupt
from aedemo.models.dense import Dense
from aedemo.models.recipe import Recipe, Variant

SIGMA: float = facts.read("constants")["softening_sigma"]  # of the Gaussian, in pixels
MASKED = 0.5  # share of the pixels that go dark
SIDES = (6, 16)  # of a piece of another digit, in pixels
PARTS = 8  # of a batch, each with a piece of its own


class OneClass(Dense):
    """784 → code → 784, a linear encoder and a sigmoid; the loss damages the input first."""

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """Mean squared error per pixel of what is rebuilt from damaged digits."""
        damaged = corrupt(with_pieces(x), "masking", MASKED, TorchRandom())
        return {"reconstruction": F.mse_loss(self(damaged), x)}


def with_pieces(x: Tensor) -> Tensor:
    """A copy of (N, 1, 28, 28) with a box of each picture from another one of the batch: as it is,
    mirrored either way, or transposed."""
    views = (lambda y: y, lambda y: y.flip(2), lambda y: y.flip(3), lambda y: y.transpose(2, 3))
    pieces = x.clone()
    parts = zip(pieces.chunk(PARTS), x.flip(0).chunk(PARTS), strict=True)
    for number, (part, other) in enumerate(parts):
        rows, columns = _stretch(x.shape[2]), _stretch(x.shape[3])
        part[:, :, rows, columns] = views[number % len(views)](other)[:, :, rows, columns]
    return pieces


def _stretch(length: int) -> slice:
    """A random part of so many pixels, of a length within ``SIDES``."""
    size = int(torch.randint(SIDES[0], SIDES[1] + 1, ()))
    start = int(torch.randint(length - size + 1, ()))
    return slice(start, start + size)


@cache
def _gaussian(side: int) -> Tensor:
    """(side, side): multiplied from both sides it softens a picture, up to a factor."""
    at = torch.arange(side)
    return (-((at[:, None] - at) / SIGMA).square() / 2).exp()


def soften(x: Tensor) -> Tensor:
    """Pictures (N, 1, H, W) convolved with a Gaussian, as vectors (N, H·W) of length 1."""
    softened = _gaussian(x.shape[2]) @ x @ _gaussian(x.shape[3])
    return F.normalize(softened.flatten(1))


def shape_error(x: Tensor, rebuilt: Tensor) -> Tensor:
    """s(x) of pictures (N, 1, 28, 28) and their reconstructions, in [0, 2]; (N,)."""
    return 1 - (soften(x) * soften(rebuilt)).sum(dim=1)


VARIANTS = {
    name: Variant(OneClass, Recipe(epochs=40, digit=digit), {"hidden": (), "code": 30})
    for digit, name in enumerate(facts.read("variants")["one_class"])
}

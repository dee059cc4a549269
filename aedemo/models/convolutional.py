"""Convolutional autoencoder: strided convolutions down, transposed convolutions up, ‖x − x̂‖².

Two stride-2 layers shrink 28×28 to 7×7, four times and not twice; two transposed
convolutions (Dumoulin & Visin 2016, arXiv 1603.07285) enlarge it again:
H_out = (H_in − 1)·stride − 2·padding + kernel. A kernel of 4 is a multiple of the
stride of 2, so every output pixel is written equally often.
"""

from torch import nn

from aedemo.models.autoencoder import Autoencoder
from aedemo.models.recipe import Recipe, Variant


def strided(channels: int, width: int) -> nn.Sequential:
    """1×28×28 → c×14×14 → w×7×7."""
    return nn.Sequential(
        nn.Conv2d(1, channels, 4, stride=2, padding=1),
        nn.LeakyReLU(0.1),
        nn.Conv2d(channels, width, 4, stride=2, padding=1),
        nn.LeakyReLU(0.1),
    )


def transposed(width: int, channels: int) -> nn.Sequential:
    """w×7×7 → c×14×14 → 1×28×28 in [0, 1]."""
    return nn.Sequential(
        nn.ConvTranspose2d(width, channels, 4, stride=2, padding=1),
        nn.LeakyReLU(0.1),
        nn.ConvTranspose2d(channels, 1, 4, stride=2, padding=1),
        nn.Sigmoid(),
    )


def downwards(channels: int, hidden: int) -> nn.Sequential:
    """1×28×28 → c×14×14 → 4c×7×7 → hidden."""
    return nn.Sequential(
        *strided(channels, 4 * channels),
        nn.Flatten(),
        nn.Linear(4 * channels * 7 * 7, hidden),
        nn.LeakyReLU(0.1),
    )


def upwards(code: int, hidden: int, channels: int) -> nn.Sequential:
    """code → hidden → 4c×7×7 → c×14×14 → 1×28×28 in [0, 1]."""
    return nn.Sequential(
        nn.Linear(code, hidden),
        nn.LeakyReLU(0.1),
        nn.Linear(hidden, 4 * channels * 7 * 7),
        nn.LeakyReLU(0.1),
        nn.Unflatten(1, (4 * channels, 7, 7)),
        *transposed(4 * channels, channels),
    )


class Convolutional(Autoencoder):
    """Down to the code and up again."""

    def __init__(self, channels: int = 8, hidden: int = 256, code: int = 32):
        super().__init__()
        self.encoder = nn.Sequential(*downwards(channels, hidden), nn.Linear(hidden, code))
        self.decoder = upwards(code, hidden, channels)


VARIANTS = {"convolutional": Variant(Convolutional, Recipe(epochs=80, learning_rate=3e-3))}

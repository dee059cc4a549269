"""Convolutional autoencoder: strided convolutions down, transposed convolutions up, ‖x − x̂‖².

Two stride-2 layers shrink 28×28 to 7×7, four times and not twice; two transposed
convolutions (Dumoulin & Visin 2016, arXiv 1603.07285) enlarge it again:
H_out = (H_in − 1)·stride − 2·padding + kernel. A kernel of 4 is a multiple of the
stride of 2, so every output pixel is written equally often.
"""

from torch import nn

from aedemo.models.autoencoder import Autoencoder
from aedemo.models.recipe import Recipe, Variant


class Convolutional(Autoencoder):
    """1×28×28 → c×14×14 → 2c×7×7 → code, and back; batch norm and leaky ReLU."""

    def __init__(self, channels: int = 16, code: int = 32):
        super().__init__()
        wide = 2 * channels
        flat = wide * 7 * 7
        self.encoder = nn.Sequential(
            nn.Conv2d(1, channels, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            nn.LeakyReLU(0.1),
            nn.Conv2d(channels, wide, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(wide),
            nn.LeakyReLU(0.1),
            nn.Flatten(),
            nn.Linear(flat, code),
        )
        self.decoder = nn.Sequential(
            nn.Linear(code, flat, bias=False),
            nn.Unflatten(1, (wide, 7, 7)),
            nn.BatchNorm2d(wide),
            nn.LeakyReLU(0.1),
            nn.ConvTranspose2d(wide, channels, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            nn.LeakyReLU(0.1),
            nn.ConvTranspose2d(channels, 1, 4, stride=2, padding=1),
            nn.Sigmoid(),
        )


VARIANTS = {"convolutional": Variant(Convolutional, Recipe(epochs=20))}

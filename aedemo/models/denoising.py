"""Denoising autoencoder: x̃ ~ corrupt(x), x̂ = decode(encode(x̃)), trained on
ln(‖x − x̂‖² / 784 + 10⁻⁴).

The input is damaged, the target is clean: copying would leave the damage in, so the network has
to learn where digits lie (Vincent et al. 2008, doi:10.1145/1390156.1390294). The damage does
what a narrow code does elsewhere, and so the code may be as wide as the picture: here it is a
7×7 picture of ``code`` channels, in which fine strokes keep their place. Every
digit of a batch gets a kind of noise and a level of its own. The logarithm, which is
PSNR up to sign and scale, lets lightly damaged digits count as much as badly damaged ones.
"""

from typing import Any

from torch import Tensor, nn

from aedemo.data.noise import TorchRandom, corrupt_mixed
from aedemo.models.autoencoder import Autoencoder
from aedemo.models.convolutional import strided, transposed
from aedemo.models.recipe import Recipe, Variant


class Denoising(Autoencoder):
    """1×28×28 → c×14×14 → w×7×7 → w×7×7 → code×7×7 and back; its loss damages the input first."""

    def __init__(self, channels: int = 10, width: int = 32, code: int = 16):
        super().__init__()
        self.encoder = nn.Sequential(
            *strided(channels, width),
            nn.Conv2d(width, width, 3, padding=1),
            nn.LeakyReLU(0.1),
            nn.Conv2d(width, code, 3, padding=1),
            nn.Flatten(),
        )
        self.decoder = nn.Sequential(
            nn.Unflatten(1, (code, 7, 7)),
            nn.Conv2d(code, width, 3, padding=1),
            nn.LeakyReLU(0.1),
            nn.Conv2d(width, width, 3, padding=1),
            nn.LeakyReLU(0.1),
            *transposed(width, channels),
        )
        # Starts as grey as a digit is on average. From a grey of a half all pixels are pulled
        # towards black at first, so far that nothing moves the sigmoid any more.
        last: Any = self.decoder[-2]
        nn.init.constant_(last.bias, -1.9)

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """Mean over the batch of ln(mean squared error of a digit + 10⁻⁴)."""
        restored = self(corrupt_mixed(x, TorchRandom()))
        error = (restored - x).square().flatten(1).mean(dim=1)
        return {"reconstruction": (error + 1e-4).log().mean()}


VARIANTS = {"denoising": Variant(Denoising, Recipe(epochs=120, learning_rate=8e-3))}

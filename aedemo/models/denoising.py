"""Denoising autoencoder: x̃ ~ corrupt(x), x̂ = decode(encode(x̃)), trained on ln ‖x − x̂‖².

The input is damaged, the target is clean, so copying is no use and the network has
to learn where digits lie (Vincent et al. 2008, doi:10.1145/1390156.1390294). Every
digit of a batch gets a kind of noise and a level of its own. The logarithm, which is
PSNR up to sign and scale, lets lightly damaged digits count as much as badly damaged ones.
"""

from torch import Tensor

from aedemo.data.noise import TorchRandom, corrupt_mixed
from aedemo.models.convolutional import Convolutional
from aedemo.models.recipe import Recipe, Variant


class Denoising(Convolutional):
    """A convolutional autoencoder with a wide code whose loss damages the input first."""

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """Mean over the batch of ln(mean squared error of a digit + 10⁻⁴)."""
        restored = self(corrupt_mixed(x, TorchRandom()))
        error = (restored - x).square().flatten(1).mean(dim=1)
        return {"reconstruction": (error + 1e-4).log().mean()}


VARIANTS = {"denoising": Variant(Denoising, Recipe(epochs=32, learning_rate=2e-3), {"code": 256})}

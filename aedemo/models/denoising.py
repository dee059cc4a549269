"""Denoising autoencoder: x̃ ~ corrupt(x), x̂ = decode(encode(x̃)), trained on ‖x − x̂‖².

The input is damaged, the target is clean, so copying is no use and the network has
to learn where digits lie (Vincent et al. 2008, doi:10.1145/1390156.1390294). Every
digit of a batch gets a kind of noise and a level of its own.
"""

from torch import Tensor
from torch.nn import functional as F

from aedemo.data.noise import TorchRandom, corrupt_mixed
from aedemo.models.dense import Dense
from aedemo.models.recipe import Recipe, Variant


class Denoising(Dense):
    """A wider dense autoencoder whose loss damages the input first."""

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """Reconstruction of the clean ``x`` from a noisy copy."""
        return {"reconstruction": F.mse_loss(self(corrupt_mixed(x, TorchRandom())), x)}


VARIANTS = {
    "denoising": Variant(
        Denoising, Recipe(epochs=60, learning_rate=2e-3), {"hidden": (512,), "code": 128}
    )
}

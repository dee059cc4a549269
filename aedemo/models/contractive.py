"""Contractive autoencoder: ‖x − x̂‖² + λ ‖J(x)‖²_F, J = ∂z/∂x (Rifai et al. 2011).

The penalty keeps the code still when the input moves a little. That is not sparsity:
it asks for small derivatives, not for few active units. The code is scaled to unit variance
(batch normalisation without parameters): a network that may shrink its code and have the decoder
enlarge it again pays nothing and contracts nothing. That closes this loophole and leaves another:
nearly all of the variance may lie along one direction, as it does here, and the code be small in
all others. Whitened, where every direction counts alike, it contracts far less (see the figures).

With z = D (V ReLU(W x + b) + c), D = diag(1/σ), and m ∈ {0, 1} telling which hidden units
are on, J = D V diag(m) W, and its norm needs no derivative of the network:

    ‖J‖²_F = mᵀ (W Wᵀ ∘ Vᵀ D² V) m.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.dense import perceptron
from aedemo.models.recipe import Recipe, Variant


class Contractive(Autoencoder):
    """784 → hidden → code of unit variance → hidden → 784, with the Jacobian penalty."""

    def __init__(self, hidden: int = 512, code: int = 64, weight: float = 1e-4):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Flatten(),
            nn.Linear(PIXELS, hidden),
            nn.ReLU(),
            nn.Linear(hidden, code),
            nn.BatchNorm1d(code, affine=False),
        )
        self.decoder = nn.Sequential(
            *perceptron(code, hidden, PIXELS), nn.Sigmoid(), nn.Unflatten(1, IMAGE)
        )
        self.loss_weights = {"contraction": weight}

    def contraction(self, x: Tensor) -> Tensor:
        """‖∂z/∂x‖²_F at each image of (N, 1, 28, 28) → (N,), in closed form."""
        layers: Any = self.encoder
        return self._contraction(layers[:3](x), layers[4].running_var)

    def _contraction(self, hidden: Tensor, variance: Tensor) -> Tensor:
        """From the hidden units (N, h) and the variances (d,) that the code is scaled by."""
        layers: Any = self.encoder
        _, first, _, second, scale = layers
        scaled = second.weight / (variance + scale.eps).sqrt()[:, None]
        gram = (first.weight @ first.weight.T) * (scaled.T @ scaled)
        on = (hidden > 0).to(hidden)
        return torch.einsum("nh,hk,nk->n", on, gram, on)

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """In training the code is scaled by its variance over the batch, else by the running one;
        either is taken as given."""
        layers: Any = self.encoder
        *_, second, scale = layers
        hidden = layers[:3](x)
        unscaled = second(hidden)
        variance = unscaled.var(dim=0, correction=0) if self.training else scale.running_var
        return {
            "reconstruction": F.mse_loss(self.decode(scale(unscaled)), x),
            "contraction": self._contraction(hidden, variance).mean(),
        }


VARIANTS = {"contractive": Variant(Contractive, Recipe(epochs=40, learning_rate=2e-3))}

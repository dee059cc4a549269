"""Contractive autoencoder: ‖x − x̂‖² + λ ‖J(x)‖²_F, J = ∂z/∂x (Rifai et al. 2011).

The penalty keeps the code still when the input moves a little. That is not sparsity:
it asks for small derivatives, not for few active units. One sigmoid layer allows the
closed form: with z = σ(W x + b),

    ‖J‖²_F = Σ_j (z_j (1 − z_j))² Σ_i W_ji².

The decoder uses Wᵀ ("tied weights"), so the code cannot be made small in the encoder
and large again in the decoder to escape the penalty.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.recipe import Recipe, Variant


class TiedLinear(nn.Module):
    """y = Wᵀ z + c with the weight W of another linear layer and a bias of its own."""

    def __init__(self, linear: nn.Linear):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(linear.in_features))
        # In a tuple, so that the shared weight is not registered and saved twice.
        self._linear = (linear,)

    @property
    def weight(self) -> Tensor:
        """The shared W, (outputs of the encoder, inputs)."""
        return self._linear[0].weight

    def forward(self, z: Tensor) -> Tensor:
        return F.linear(z, self.weight.t(), self.bias)


class Contractive(Autoencoder):
    """784 → sigmoid code → 784 with tied weights and the Jacobian penalty."""

    def __init__(self, code: int = 256, weight: float = 2e-4):
        super().__init__()
        linear = nn.Linear(PIXELS, code)
        self.encoder = nn.Sequential(nn.Flatten(), linear, nn.Sigmoid())
        self.decoder = nn.Sequential(TiedLinear(linear), nn.Sigmoid(), nn.Unflatten(1, IMAGE))
        self.loss_weights = {"contraction": weight}

    def contraction(self, z: Tensor) -> Tensor:
        """‖∂z/∂x‖²_F for each code of (N, d) → (N,), in closed form."""
        return (z * (1 - z)).square() @ self.encoder[1].weight.square().sum(dim=1)

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        z = self.encode(x)
        return {
            "reconstruction": F.mse_loss(self.decode(z), x),
            "contraction": self.contraction(z).mean(),
        }


VARIANTS = {"contractive": Variant(Contractive, Recipe(epochs=40, learning_rate=2e-3))}

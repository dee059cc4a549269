"""Sparse autoencoders: an overcomplete code of which only a few units are active at once.

Both penalties act on the *activations* h, never on the weights.

``sparse-l1``: λ · mean over the batch of Σ_j h_j ‖v_j‖, where v_j is the picture unit j
draws. The factor ‖v_j‖ closes a loophole: without it the network shrinks h, grows V,
and pays nothing.

``sparse-kl``: β · Σ_j KL(ρ ‖ ρ̂_j), ρ̂_j = mean of h_j over the batch,
KL(ρ ‖ ρ̂) = ρ ln(ρ/ρ̂) + (1 − ρ) ln((1 − ρ)/(1 − ρ̂)) ≥ 0 (Ng, CS294A lecture notes).
It has the same loophole, which is closed by keeping every ‖v_j‖ the same. Its units are rectified
where the notes have a sigmoid: that is never nothing, so its mean may reach ρ without a single
unit being off. Batches are large, since the mean of a small one is noise, which the penalty
would fight by many weak activations.
"""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.recipe import Recipe, Variant


class SparseL1(Autoencoder):
    """784 → ReLU code → 784, sigmoid output, L1 on the activations."""

    def __init__(self, code: int = 1000, weight: float = 1.5e-4):
        super().__init__()
        self.encoder = nn.Sequential(nn.Flatten(), nn.Linear(PIXELS, code), nn.ReLU())
        self.decoder = nn.Sequential(nn.Linear(code, PIXELS), nn.Sigmoid(), nn.Unflatten(1, IMAGE))
        self.loss_weights = {"sparsity": weight}

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        h = self.encode(x)
        drawn = pictures(self.decoder).norm(dim=0)
        return {
            "reconstruction": F.mse_loss(self.decode(h), x),
            "sparsity": (h * drawn).sum(dim=1).mean(),
        }


class SparseKL(Autoencoder):
    """784 → ReLU code with mean activation ρ → 784, sigmoid output, pictures of equal norm."""

    def __init__(
        self,
        code: int = 1000,
        activation: float = 0.035,
        weight: float = 5.5e-3,
        norm: float = 2.2,
    ):
        super().__init__()
        self.activation = activation
        self.norm = norm
        self.encoder = nn.Sequential(nn.Flatten(), nn.Linear(PIXELS, code), nn.ReLU())
        self.decoder = nn.Sequential(nn.Linear(code, PIXELS), nn.Sigmoid(), nn.Unflatten(1, IMAGE))
        self.loss_weights = {"sparsity": weight}

    @torch.no_grad()
    def constrain(self) -> None:
        """Gives the pictures of all units the same norm again, before every training step."""
        drawn = pictures(self.decoder)
        drawn.mul_(self.norm / drawn.norm(dim=0))

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        h = self.encode(x)
        return {
            "reconstruction": F.mse_loss(self.decode(h), x),
            "sparsity": bernoulli_kl(self.activation, h.mean(dim=0)).sum(),
        }


def pictures(decoder: nn.Sequential) -> Tensor:
    """What the units draw, (784, d)."""
    return cast(nn.Linear, decoder[0]).weight


def bernoulli_kl(rho: float, mean: Tensor) -> Tensor:
    """KL(ρ ‖ ρ̂) in nats between two coins, elementwise; ρ̂ is kept off 0 and 1."""
    mean = mean.clamp(1e-6, 1 - 1e-6)
    return rho * torch.log(rho / mean) + (1 - rho) * torch.log((1 - rho) / (1 - mean))


VARIANTS = {
    "sparse-l1": Variant(
        SparseL1,
        Recipe(epochs=30, learning_rate=2e-3),
        {"weight": 1.5e-4},  # in config.json, for the page to show
    ),
    "sparse-kl": Variant(
        SparseKL,
        Recipe(epochs=60, batch_size=500, learning_rate=3e-3),
        {"activation": 0.035},  # in config.json, for the page to show
    ),
}

"""Contractive autoencoder: ‖x − x̂‖² + λ ‖J(x)‖²_F, J = ∂z/∂x (Rifai et al. 2011).

The penalty keeps the code still when the input moves a little. That is not sparsity: it asks for
small derivatives, not for few active units.

A small code has small derivatives, and has contracted nothing: the decoder enlarges it again. And
where each number is scaled to unit variance, nearly all of the variance may still lie along one
direction, and the code be small in all others. So the penalty is on the Jacobian of the *whitened*
code: every direction has variance 1, and no linear map of the code changes anything. With
z = V ReLU(W x + b) + c, Σ the covariance of the codes of the batch, and m ∈ {0, 1} telling which
hidden units are on, J = V diag(m) W, and the norm needs no derivative of the network:

    ‖Σ^−½ J‖²_F = mᵀ (W Wᵀ ∘ Vᵀ Σ⁻¹ V) m.

The gradient goes through Σ, too. A batch of n codes of d numbers overestimates Σ⁻¹ by about
n / (n − d) throughout, which only makes λ larger. What the decoder gets is scaled to unit variance
number by number (batch normalisation without parameters): any scale would do, this one trains best.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.dense import perceptron
from aedemo.models.recipe import Recipe, Variant

RIDGE = 1e-6  # of the mean variance: a batch may hold fewer images than the code has numbers


def covariance(z: Tensor) -> Tensor:
    """Of codes (N, d), with a little more variance in every direction; (d, d)."""
    centred = z - z.mean(dim=0)
    own = centred.T @ centred / len(z)
    return own + RIDGE * own.diagonal().mean() * torch.eye(len(own)).to(own)


class Contractive(Autoencoder):
    """784 → hidden → code → hidden → 784, with the penalty on the Jacobian of the whitened code."""

    def __init__(self, hidden: int = 512, code: int = 64, weight: float = 1e-5):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Flatten(), *perceptron(PIXELS, hidden, code), nn.BatchNorm1d(code, affine=False)
        )
        self.decoder = nn.Sequential(
            *perceptron(code, hidden, PIXELS), nn.Sigmoid(), nn.Unflatten(1, IMAGE)
        )
        self.loss_weights = {"contraction": weight}

    def contraction(self, hidden: Tensor, spread: Tensor) -> Tensor:
        """‖Σ^−½ ∂z/∂x‖²_F from the hidden units (N, h) and Σ = ``spread`` (d, d); (N,)."""
        layers: Any = self.encoder
        _, first, _, second, _ = layers
        gram = first.weight @ first.weight.T
        gram = gram * (second.weight.T @ torch.linalg.solve(spread, second.weight))
        on = (hidden > 0).to(hidden)
        return ((on @ gram) * on).sum(dim=1)

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        layers: Any = self.encoder
        *before, second, scaling = layers
        hidden = nn.Sequential(*before)(x)
        unscaled = second(hidden)
        return {
            "reconstruction": F.mse_loss(self.decode(scaling(unscaled)), x),
            "contraction": self.contraction(hidden, covariance(unscaled)).mean(),
        }

    @torch.no_grad()
    def finish(self, images: Tensor) -> None:
        """Whitens the code over ``images`` by Σ^−½, the root that leaves each number nearest to
        what it was, and has the decoder undo it: reconstructions stay what they are."""
        encoder: Any = self.encoder
        decoder: Any = self.decoder
        z = torch.cat([self.encode(part) for part in images.split(1000)]).double()
        mean = z.mean(dim=0)
        variances, directions = torch.linalg.eigh(z.T.cov(correction=0))
        root = (directions * variances.sqrt()) @ directions.T
        inverse = (directions / variances.sqrt()) @ directions.T
        *_, last, scaling = encoder
        deviation = (scaling.running_var + scaling.eps).sqrt()
        last.bias.copy_(inverse @ ((last.bias - scaling.running_mean) / deviation - mean))
        last.weight.copy_(inverse @ (last.weight / deviation[:, None]).double())
        scaling.reset_running_stats()
        scaling.running_var.sub_(scaling.eps)  # which is added again
        first = decoder[0]
        first.bias += (first.weight.double() @ mean).to(first.bias)
        first.weight.copy_(first.weight.double() @ root)


VARIANTS = {"contractive": Variant(Contractive, Recipe(epochs=40, learning_rate=2e-3))}

"""What every digit autoencoder has in common."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn
from torch.nn import functional as F

PIXELS = 28 * 28
IMAGE = (1, 28, 28)


class Autoencoder(nn.Module):
    """A code and its way back: x ↦ z = encode(x) ↦ x̂ = decode(z).

    A variant sets ``encoder`` and ``decoder`` and, where it constrains the code,
    overrides ``loss``. ``loss_weights`` are the factors (λ, β) of its terms in the total.
    """

    encoder: nn.Sequential
    decoder: nn.Sequential
    loss_weights: Mapping[str, float] = {}

    def encode(self, x: Tensor) -> Tensor:
        """Images (N, 1, 28, 28) in [0, 1] → codes (N, d)."""
        return self.encoder(x)

    def decode(self, z: Tensor) -> Tensor:
        """Codes (N, d) → images (N, 1, 28, 28)."""
        return self.decoder(z)

    def forward(self, x: Tensor) -> Tensor:
        """Images → their reconstructions, same shape."""
        return self.decode(self.encode(x))

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """The terms of the loss by name, before ``loss_weights``; scalars."""
        return {"reconstruction": F.mse_loss(self(x), x)}

    def networks(self) -> dict[str, nn.Sequential]:
        """The chains of layers that the page rebuilds, by name."""
        return {"encoder": self.encoder, "decoder": self.decoder}

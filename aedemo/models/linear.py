"""Linear autoencoder: z = W x + b, x̂ = V z + c, trained on ‖x − x̂‖².

With no activation the best it can do is the span of the first d principal
components (Baldi & Hornik 1989, "Neural networks and principal component
analysis"): it finds PCA's subspace, though not PCA's axes. Its output is not
clipped; only the picture of it is.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.recipe import Recipe, Variant


class Linear(Autoencoder):
    """784 → code → 784 without activations."""

    def __init__(self, code: int = 32):
        super().__init__()
        self.encoder = nn.Sequential(nn.Flatten(), nn.Linear(PIXELS, code))
        self.decoder = nn.Sequential(nn.Linear(code, PIXELS), nn.Unflatten(1, IMAGE))

    @classmethod
    def from_components(cls, components: Tensor, mean: Tensor) -> Linear:
        """PCA as a linear autoencoder: z = P (x − m), x̂ = Pᵀ z + m; P (k, 784), m (784,)."""
        model = cls(len(components))
        layers = (model.encoder[1], model.decoder[0])
        with torch.no_grad():
            encode, decode = (cast(nn.Linear, layer) for layer in layers)
            encode.weight.copy_(components)
            encode.bias.copy_(-components @ mean)
            decode.weight.copy_(components.T)
            decode.bias.copy_(mean)
        return model


VARIANTS = {"linear": Variant(Linear, Recipe(epochs=100, batch_size=512, learning_rate=4e-3))}

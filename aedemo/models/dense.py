"""Dense (fully connected, deep) autoencoder: x̂ = σ(V₃ … ReLU(W₁ x)), trained on ‖x − x̂‖².

Hidden layers let the code follow a curved surface through the digits where PCA
has only a flat one (Hinton & Salakhutdinov 2006, doi:10.1126/science.1127647).
"""

from itertools import pairwise

from torch import nn

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.recipe import Recipe, Variant


def perceptron(*sizes: int) -> nn.Sequential:
    """Linear layers of the given sizes with ReLU between them."""
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Dense(Autoencoder):
    """784 → hidden layers → code and back through the same sizes; sigmoid output."""

    def __init__(self, hidden: tuple[int, ...] = (128, 64), code: int = 32):
        super().__init__()
        self.encoder = nn.Sequential(nn.Flatten(), *perceptron(PIXELS, *hidden, code))
        self.decoder = nn.Sequential(
            *perceptron(code, *reversed(hidden), PIXELS), nn.Sigmoid(), nn.Unflatten(1, IMAGE)
        )


VARIANTS = {"dense": Variant(Dense, Recipe(epochs=40))}

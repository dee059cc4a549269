"""Variational autoencoder (Kingma & Welling 2013, arXiv 1312.6114).

q(z|x) = N(μ(x), diag σ²(x)), p(z) = N(0, I), and pixels are coins with probability
decode(z). The loss is the negative evidence lower bound in nats per image,

    −ELBO = E_q[−ln p(x|z)] + KL(q ‖ p),   KL = ½ Σ_j (μ_j² + σ_j² − ln σ_j² − 1).

The gradient reaches μ and σ through z = μ + σ ε, ε ~ N(0, I): the reparametrisation.
Grey levels are read as probabilities and thrown as coins anew in every step
("dynamic binarisation"), as in the literature the figures are compared with.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.convolutional import downwards, transposed
from aedemo.models.dense import perceptron
from aedemo.models.recipe import Recipe, Variant


class GaussianCode(Autoencoder):
    """A ``trunk`` of layers, from which ``mean`` and ``log_variance`` give (μ, ln σ²), and a
    ``decoder``."""

    code: int
    trunk: nn.Sequential
    mean: nn.Linear
    log_variance: nn.Linear

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Images → mean and log-variance of q(z|x), each (N, d)."""
        features = self.trunk(x)
        return self.mean(features), self.log_variance(features)

    def encode(self, x: Tensor) -> Tensor:
        """The mean of q(z|x), (N, d)."""
        return self.mean(self.trunk(x))

    def sample(self, n: int, generator: torch.Generator | None = None) -> Tensor:
        """``n`` images decoded from the prior, (n, 1, 28, 28)."""
        weight = self.mean.weight
        return self.decode(torch.randn(n, self.code, generator=generator).to(weight))

    def networks(self) -> dict[str, nn.Sequential]:
        return {
            "encoder": nn.Sequential(*self.trunk, self.mean),
            "log_variance": nn.Sequential(*self.trunk, self.log_variance),
            "decoder": self.decoder,
        }


class Variational(GaussianCode):
    """Whose ``decoder`` ends in a sigmoid, and gives the probabilities of coins."""

    def logits(self, z: Tensor) -> Tensor:
        """Codes (N, d) → ln(p / (1 − p)) of every pixel, (N, 784)."""
        return self.decoder[:-1](z).flatten(1)

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        x = torch.bernoulli(x)
        mean, log_variance = self.posterior(x)
        z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        coins = F.binary_cross_entropy_with_logits(self.logits(z), x.flatten(1), reduction="sum")
        return {
            "reconstruction": coins / len(x),
            "kl": gaussian_kl(mean, log_variance).sum(dim=1).mean(),
        }


def gaussian_kl(mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL(N(μ, σ²) ‖ N(0, 1)) in nats, elementwise."""
    return 0.5 * (mean.square() + log_variance.exp() - log_variance - 1)


class ConvolutionalVariational(Variational):
    """Convolutions down to (μ, ln σ²), a code drawn from them, transposed convolutions up.

    The decoder is the richer of the two: it is the model of digits, the encoder only helps to train
    it. Where its maps are smallest, a convolution lets each place hear from its neighbours.
    """

    def __init__(self, channels: int = 8, width: int = 32, hidden: int = 256, code: int = 40):
        super().__init__()
        self.code = code
        flat = width * 7 * 7
        self.trunk = downwards(channels, hidden)
        self.mean = nn.Linear(hidden, code)
        self.log_variance = nn.Linear(hidden, code)
        self.decoder = nn.Sequential(
            nn.Linear(code, hidden),
            nn.LeakyReLU(0.1),
            nn.Linear(hidden, flat),
            nn.LeakyReLU(0.1),
            nn.Unflatten(1, (width, 7, 7)),
            nn.Conv2d(width, width, 3, padding=1),
            nn.LeakyReLU(0.1),
            *transposed(width, 2 * channels),
        )


class DenseVariational(Variational):
    """The same between fully connected layers."""

    def __init__(self, hidden: tuple[int, ...] = (400, 200), code: int = 2):
        super().__init__()
        self.code = code
        self.trunk = nn.Sequential(nn.Flatten(), *perceptron(PIXELS, *hidden), nn.ReLU())
        self.mean = nn.Linear(hidden[-1], code)
        self.log_variance = nn.Linear(hidden[-1], code)
        self.decoder = nn.Sequential(
            *perceptron(code, *reversed(hidden), PIXELS), nn.Unflatten(1, IMAGE), nn.Sigmoid()
        )


VARIANTS = {
    "vae": Variant(ConvolutionalVariational, Recipe(epochs=100, learning_rate=3e-3)),
    "vae-2d": Variant(DenseVariational, Recipe(epochs=60, learning_rate=2e-3)),
}

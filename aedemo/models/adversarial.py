"""A variational autoencoder with an adversary (VAE/GAN, Larsen et al. 2016, arXiv 1512.09300).

Cross-entropy and squared error compare pixel with pixel: where a stroke may lie here or there,
their best answer is the mean of both, a blur. An adversary compares otherwise. It learns to tell
digits from what the decoder draws, and the decoder to be taken for digits (Goodfellow et al. 2014,
arXiv 1406.2661). With z ~ q(z|x), z_p ~ N(0, I), x̃ = decode(z), x_p = decode(z_p), D(x) the logit
that a picture is a digit, D_l(x) what its last hidden layer holds, and π the weight of the prior,

    adversary  −ln σ(D(x)) − (1 − π) ln σ(−D(x̃)) − π ln σ(−D(x_p)),
    decoder    −(1 − π) ln σ(D(x̃)) − π ln σ(D(x_p)) + γ mean (D_l(x) − D_l(x̃))² + δ ‖x − x̃‖².

The terms with γ and δ keep this an autoencoder: what is rebuilt has to be like the original, in
what the adversary looks at and in its pixels.

The encoder is that of `vae` and stays as it is, and the decoder has the same layers: codes are the
same, and whatever differs comes from what the decoder was taught by.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from aedemo.models.recipe import Recipe, Variant
from aedemo.models.variational import ConvolutionalVariational, Variational


class Adversary(nn.Module):
    """Images (N, 1, 28, 28) → the logit that each is a digit, (N,), and what the last hidden layer
    holds, (N, h).

    It sees digits and drawings in batches apart, and batch normalisation lets it compare the one
    with the other before it has learned anything.
    """

    def __init__(self, channels: int = 32, hidden: int = 256):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, channels, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(channels, 2 * channels, 4, stride=2, padding=1),
            nn.BatchNorm2d(2 * channels),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
            nn.Linear(2 * channels * 7 * 7, hidden),
            nn.BatchNorm1d(hidden),
            nn.LeakyReLU(0.2),
        )
        self.logit = nn.Linear(hidden, 1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.features(x)
        return self.logit(features)[:, 0], features


class Adversarial(ConvolutionalVariational):
    """`vae` with a decoder that is taught by an adversary, which is there only as long as it
    teaches. ``prior`` is π, ``likeness`` γ, ``pixels`` δ."""

    adversary: Adversary | None

    def __init__(self, prior: float = 0.75, likeness: float = 0.02, pixels: float = 0.003):
        super().__init__()
        self.prior = prior
        self.adversary = None
        self.loss_weights = {"likeness": likeness, "squared error": pixels}

    def start_from(self, other: Variational) -> None:
        """Takes over encoder and decoder; from now on only the decoder learns."""
        self.load_state_dict(other.state_dict())
        for part in (self.trunk, self.mean, self.log_variance):
            part.requires_grad_(False)
        self.adversary = Adversary().to(self.mean.weight)

    def finish(self, _: Tensor) -> None:
        self.adversary = None

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        """What adversary and decoder minimise, each with the other taken as given; without an
        adversary, the terms of `vae`."""
        if self.adversary is None:
            return super().loss(x)
        with torch.no_grad():
            mean, log_variance = self.posterior(torch.bernoulli(x))
            z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        drawn = self.decode(torch.cat([z, torch.randn_like(z)]))
        rebuilt, _ = drawn.chunk(2)
        taken, features = self.adversary(x)
        found_out, _ = self.adversary(drawn.detach())
        given: Any = {name: each.detach() for name, each in self.adversary.named_parameters()}
        passed, looks = functional_call(self.adversary, given, drawn)
        return {
            "adversary": F.softplus(-taken).mean() + self.weighted(F.softplus(found_out)),
            "decoder": self.weighted(F.softplus(-passed)),
            "likeness": (features.detach() - looks.chunk(2)[0]).square().mean(),
            "squared error": (rebuilt - x).square().flatten(1).sum(dim=1).mean(),
        }

    def weighted(self, values: Tensor) -> Tensor:
        """The mean over what was rebuilt and what comes from the prior, (2N,) → ()."""
        rebuilt, sampled = values.chunk(2)
        return (1 - self.prior) * rebuilt.mean() + self.prior * sampled.mean()


VARIANTS = {
    "vae-gan": Variant(
        Adversarial, Recipe(epochs=20, batch_size=64, learning_rate=2e-3, starts_from="vae")
    )
}

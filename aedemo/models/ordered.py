"""Ordered autoencoder: nested dropout (Rippel, Gelbart & Adams 2014, arXiv 1402.0915).

Training lets the decoder see only the first k numbers of the code, with k drawn anew again and
again, and zeros for the rest. So the first number has to say what helps most, the second what helps
most beside it, and so on: one network rebuilds from k numbers for every k, as PCA does with its
components. With m widths k₁ … k_m drawn without replacement, P(k) ∝ k^−1.2, at k = 1 a third of it,

    loss = (1/m) Σⱼ ln ‖x − decode(z₁ … z_kⱼ, 0 … 0)‖².

The logarithm counts what each width loses in shares of its own error: without it the narrow codes,
which err most, would have all the weight. The code is scaled to unit variance (batch normalisation
without parameters), so that no number can buy importance by its size. A number that is 0 is left
out, and the decoder is told which are: by z alone it could not know a number that is missing from
one that is just usual, and would err more where the code is narrow.
"""

from typing import Any

import torch
from torch import Tensor, nn

from aedemo.models.autoencoder import IMAGE, PIXELS, Autoencoder
from aedemo.models.dense import perceptron
from aedemo.models.recipe import Recipe, Variant


def first(z: Tensor, k: int) -> Tensor:
    """Codes (N, d) with zeros after the first ``k`` numbers."""
    kept = torch.zeros_like(z)
    kept[:, :k] = z[:, :k]
    return kept


class Present(nn.Module):
    """(N, d) → (N, 2d): the numbers, and beside them which are there, 1 for each that is not 0."""

    def forward(self, z: Tensor) -> Tensor:
        return torch.cat([z, (z != 0).to(z)], dim=1)


class Ordered(Autoencoder):
    """784 → hidden layers → code of unit variance and back; ``widths`` are drawn at every step."""

    def __init__(self, hidden: tuple[int, ...] = (512, 256), code: int = 32, widths: int = 8):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Flatten(), *perceptron(PIXELS, *hidden, code), nn.BatchNorm1d(code, affine=False)
        )
        self.decoder = nn.Sequential(
            Present(),
            *perceptron(2 * code, *reversed(hidden), PIXELS),
            nn.Sigmoid(),
            nn.Unflatten(1, IMAGE),
        )
        self.code, self.widths = code, widths

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        z = self.encode(x)
        chance = torch.arange(1.0, self.code + 1) ** -1.2
        chance[0] /= 3
        drawn = (torch.multinomial(chance, self.widths) + 1).tolist()
        rebuilt = self.decode(torch.cat([first(z, k) for k in drawn]))
        errors = (rebuilt.view(self.widths, *x.shape) - x).square().flatten(1).mean(dim=1)
        return {"reconstruction": errors.log().mean()}

    @torch.no_grad()
    def finish(self, _: Tensor) -> None:
        """Moves the code's statistics into the layer before it: they grow with its weights, which
        nothing holds back, beyond what half precision can store. Codes stay what they are."""
        last: Any = self.encoder[-2]
        scaling: Any = self.encoder[-1]
        deviation = scaling.running_var.sqrt()
        last.weight /= deviation[:, None]
        last.bias.sub_(scaling.running_mean).div_(deviation)
        scaling.reset_running_stats()


VARIANTS = {"ordered": Variant(Ordered, Recipe(epochs=100, learning_rate=3e-3))}

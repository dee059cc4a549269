"""Super-resolution by transposed convolution ("deconvolution"), after FSRCNN (arXiv 1608.00367).

The network sees the small image only; its last layer, a transposed convolution of stride s,
enlarges it. A transposed convolution does not invert a convolution: it spreads each input
pixel over a kernel and adds up. Here the kernel is 3s wide, a multiple of the stride, so every
output pixel is written 3·3 times; and the kernel's values sum to the same in each of its s·s
phases, so that a constant image stays constant. Even counts alone do not see to that (Odena et al.
2016, doi:10.23915/distill.00003): FSRCNN's kernel of 9 leaves grey levels of it even at ×3.
The result is added to the bicubic enlargement:

    ŷ = bicubic(y) + T_s(φ(y)),   trained on √((ŷ − y_HR)² + ε²)  (Charbonnier).

It works on luminance; colour is enlarged by bicubic, since the eye hardly sees the difference.
All convolutions are "valid": the image is continued by its mirror image once, by ``HALO``
pixels, and so a tile with its halo gives exactly what the whole image would.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo.data.colour import rgb_to_ycbcr, ycbcr_to_rgb
from aedemo.data.resize import REACH, enlarge_inside, mirror
from aedemo.models.recipe import Recipe, Variant


class BalancedDeconvolution(nn.ConvTranspose2d):
    """Transposed convolution from ``channels`` to one, kernel 3s, stride s, that turns constant
    channels into a constant image, whatever its weight."""

    def __init__(self, channels: int, factor: int):
        super().__init__(channels, 1, 3 * factor, stride=factor, padding=2 * factor)

    def kernel(self) -> Tensor:
        """The weight (channels, 1, 3s, 3s) with the same sum in every phase: output pixels that
        lie alike between the input pixels are one phase, and share 3·3 values of it."""
        s = self.stride[0]
        phases = self.weight.unflatten(3, (3, s)).unflatten(2, (3, s))
        means = phases.mean(dim=(2, 4), keepdim=True)
        balanced = phases - means + means.mean(dim=(3, 5), keepdim=True)
        return balanced.flatten(4, 5).flatten(2, 3)

    def forward(self, x: Tensor) -> Tensor:  # type: ignore[override]  # its size is never asked for
        padding = cast("tuple[int, int]", self.padding)
        return F.conv_transpose2d(x, self.kernel(), self.bias, self.stride, padding)


class SuperResolution(nn.Module):
    """Convolutions on the small image, then one transposed convolution that enlarges it."""

    def __init__(self, factor: int, channels: int = 32, depth: int = 6):
        super().__init__()
        self.factor = factor
        layers: list[nn.Module] = [nn.Conv2d(1, channels, 5), nn.LeakyReLU(0.1)]
        for _ in range(depth):
            layers += [nn.Conv2d(channels, channels, 3), nn.LeakyReLU(0.1)]
        self.features = nn.Sequential(*layers)
        self.deconvolution = BalancedDeconvolution(channels, factor)
        self.halo = 2 + depth + 1  # 5×5, the 3×3s, and one pixel for the transposed convolution
        self.margin = max(self.halo, REACH)

    def detail(self, y: Tensor) -> Tensor:
        """What is added to bicubic. (N, 1, H + 2·halo, W + 2·halo) → (N, 1, s·H, s·W)."""
        return self.deconvolution(self.features(y))

    def forward(self, y: Tensor) -> Tensor:
        """Luminance (N, 1, H, W) → (N, 1, s·H, s·W), not clipped."""
        return self._inside(mirror(y, self.margin))

    def upscale(self, image: Tensor) -> Tensor:
        """RGB (N, 3, H, W) or grey (N, 1, H, W) in [0, 1] → (N, C, s·H, s·W) in [0, 1]."""
        return self.upscale_inside(mirror(image, self.margin))

    def upscale_inside(self, image: Tensor) -> Tensor:
        """:meth:`upscale` of what lies inside ``margin`` pixels, which only inform it."""
        if image.shape[1] == 1:
            return self._inside(image).clamp(0, 1)
        ycbcr = rgb_to_ycbcr(image)
        colour = enlarge_inside(ycbcr[:, 1:], self.factor, self.margin)
        return ycbcr_to_rgb(torch.cat([self._inside(ycbcr[:, :1]), colour], dim=1)).clamp(0, 1)

    def _inside(self, y: Tensor) -> Tensor:
        cut = self.margin - self.halo
        near = y[..., cut : y.shape[-2] - cut, cut : y.shape[-1] - cut]
        return enlarge_inside(y, self.factor, self.margin) + self.detail(near)

    def start_from(self, other: SuperResolution) -> None:
        """Takes over the convolutions of a network of another factor."""
        self.features.load_state_dict(other.features.state_dict())

    def loss(self, small: Tensor, target: Tensor) -> dict[str, Tensor]:
        """``small`` (N, 1, h, w) with its halo; ``target``: what bicubic misses, without it."""
        error = self.detail(small) - target
        return {"reconstruction": (error.square() + 1e-6).sqrt().mean()}


def _recipe(factor: int) -> Recipe:
    """×3 and ×4 take over the convolutions of ×2, as in the paper: what a place looks like
    depends little on the factor."""
    return Recipe(
        epochs={2: 300, 3: 60, 4: 40}[factor],
        batch_size=16,
        learning_rate=3e-3,
        data="photos",
        patches=2400,
        starts_from=None if factor == 2 else "superres-x2",
    )


VARIANTS = {
    f"superres-x{factor}": Variant(SuperResolution, _recipe(factor), {"factor": factor})
    for factor in (2, 3, 4)
}

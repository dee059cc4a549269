"""Principal component analysis, the yardstick of every code: the best linear map (Pearson 1901)."""

from __future__ import annotations

import torch
from torch import Tensor

from aedemo.models.linear import Linear


class PCA:
    """Centred principal components, by the eigenvectors of the covariance matrix.

    ``components`` (k, 784) are orthonormal rows, strongest first; ``mean`` is (784,).
    """

    def __init__(self, images: Tensor, k: int):
        flat = images.flatten(1).double()
        self.mean = flat.mean(dim=0)
        centred = flat - self.mean
        _, vectors = torch.linalg.eigh(centred.T @ centred)
        self.components = vectors.flip(1)[:, :k].T.contiguous()

    def network(self) -> Linear:
        """The same as a linear autoencoder, in the form of the other networks."""
        return Linear.from_components(self.components, self.mean)

    def project(self, images: Tensor) -> Tensor:
        """Images (N, 1, 28, 28) → their coordinates along the components, (N, k), in double."""
        return (images.flatten(1).double() - self.mean) @ self.components.T

    def reconstruct(self, images: Tensor) -> Tensor:
        """Images (N, 1, 28, 28) → their projections, not clipped."""
        flat = self.project(images) @ self.components + self.mean
        return flat.to(images).view_as(images)


def largest_angle(a: Tensor, b: Tensor) -> float:
    """The largest principal angle in degrees between the column spaces of (n, k) matrices."""
    q_a, q_b = (torch.linalg.qr(matrix.double())[0] for matrix in (a, b))
    # By the sine: the cosine of a small angle has lost it to rounding.
    sine = torch.linalg.matrix_norm(q_b - q_a @ (q_a.T @ q_b), ord=2).clamp(max=1)
    return torch.rad2deg(torch.asin(sine)).item()

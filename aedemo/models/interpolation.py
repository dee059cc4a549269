"""Two ways from one code to another."""

import torch
from torch import Tensor

PATHS = ("straight", "spherical")


def interpolate(a: Tensor, b: Tensor, steps: int, path: str) -> Tensor:
    """``steps`` codes (steps, d) from ``a`` (d,) to ``b`` (d,), both included.

    ``straight``: (1 − t) a + t b. ``spherical``: along the great circle (Shoemake 1985,
    doi:10.1145/325334.325242), [sin((1 − t) θ) a + sin(t θ) b] / sin θ with θ the angle between
    them; straight where θ is 0 or π. Raises ``ValueError`` for an unknown path.
    """
    if path not in PATHS:
        raise ValueError(f"There is no path called {path!r}. Choose one of: {', '.join(PATHS)}.")
    t = torch.linspace(0, 1, steps, dtype=torch.float64)[:, None]
    start, end = 1 - t, t
    if path == "spherical":
        first, second = a.double(), b.double()
        cosine = first @ second / (first.norm() * second.norm())
        angle = torch.acos(cosine.clamp(-1, 1))
        if torch.sin(angle) > 1e-4:
            start, end = (
                torch.sin((1 - t) * angle) / torch.sin(angle),
                torch.sin(t * angle) / torch.sin(angle),
            )
    return (start * a.double() + end * b.double()).to(a)

"""The registry: which variants exist, and the file each lives in.

Reading this module costs nothing: torch is imported only when a variant is built.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aedemo.models.recipe import Variant

FILES = {
    "linear": "linear",
    "dense": "dense",
    "convolutional": "convolutional",
    "denoising": "denoising",
    "sparse-l1": "sparse",
    "sparse-kl": "sparse",
    "contractive": "contractive",
    "vae": "variational",
    "vae-2d": "variational",
    "superres-x2": "superres",
    "superres-x3": "superres",
    "superres-x4": "superres",
}
ONE_CLASS = tuple(f"digit-{digit}" for digit in range(10))  # networks that know one digit each


def variants() -> list[str]:
    """The names of all variants, in the order they are taught."""
    return list(FILES)


def digit_variants() -> list[str]:
    """The variants that encode and rebuild digits."""
    return [name for name, file in FILES.items() if file != "superres"]


def variant(name: str) -> Variant:
    """The description of one variant, or of one of ``ONE_CLASS``; ``ValueError`` names the known
    variants if there is none."""
    file = "one_class" if name in ONE_CLASS else FILES.get(name)
    if file is None:
        raise ValueError(f"There is no variant called {name!r}. Choose one of: {', '.join(FILES)}.")
    return import_module(f"aedemo.models.{file}").VARIANTS[name]

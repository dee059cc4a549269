"""aedemo: understand autoencoders and transposed-convolution super-resolution in the browser."""

from aedemo.hub import load_model
from aedemo.models.registry import variants

__all__ = ["load_model", "variants"]

"""Networks in NumPy, from the layers that ``config.json`` describes; pictures are (N, C, H, W)."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.special import expit

from tests.independent.shipped import configuration, weights

Layer = dict
Tensors = dict[str, np.ndarray]

BATCH = 100  # pictures at a time: their windows then take a few megabytes


class Network:
    """A stored autoencoder."""

    def __init__(self, name: str):
        self.tensors = weights(name)
        self.chains: dict[str, list[Layer]] = configuration(name)["networks"]

    def encode(self, x: np.ndarray) -> np.ndarray:
        """Codes (N, d)."""
        return in_batches(self.chains["encoder"], self.tensors, x)

    def decode(self, z: np.ndarray) -> np.ndarray:
        """Pictures (N, 1, 28, 28) from codes."""
        return in_batches(self.chains["decoder"], self.tensors, z)


def in_batches(layers: list[Layer], tensors: Tensors, x: np.ndarray) -> np.ndarray:
    """``run`` on many inputs."""
    parts = (x[start : start + BATCH] for start in range(0, len(x), BATCH))
    return np.concatenate([run(layers, tensors, part) for part in parts])


def run(layers: list[Layer], tensors: Tensors, x: np.ndarray) -> np.ndarray:
    """One layer after the other."""
    for layer in layers:
        x = apply(layer, tensors, x)
    return x


def apply(layer: Layer, tensors: Tensors, x: np.ndarray) -> np.ndarray:
    """One layer; of those with weights each names its own."""
    match layer["type"]:
        case "flatten":
            return x.reshape(len(x), -1)
        case "unflatten":
            return x.reshape(-1, *layer["shape"])
        case "relu":
            return np.maximum(x, 0)
        case "leaky_relu":
            return np.where(x > 0, x, layer["slope"] * x)
        case "sigmoid":
            return expit(x)
        case "present":
            return np.hstack([x, x != 0])
        case "linear":
            return x @ tensors[layer["weight"]].T + tensors[layer["bias"]]
        case "batch_norm":
            mean, variance = tensors[layer["mean"]], tensors[layer["variance"]]
            return (x - mean) / np.sqrt(variance + layer["epsilon"])
        case "conv2d" | "conv_transpose2d" as kind:
            convolve = convolution if kind == "conv2d" else transposed_convolution
            y = convolve(x, tensors[layer["weight"]], layer["stride"], layer["padding"])
            return y + tensors[layer["bias"]][:, None, None]
    raise ValueError(f"There is no layer {layer} here yet.")


def convolution(x: np.ndarray, weight: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """Of x (N, C, H, W) with weight (D, C, k, k): every window times every kernel."""
    border = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), border, border))
    windows = sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    y = np.tensordot(windows[:, :, ::stride, ::stride], weight, axes=((1, 4, 5), (1, 2, 3)))
    return np.moveaxis(y, 3, 1)


def transposed_convolution(
    x: np.ndarray, weight: np.ndarray, stride: int, padding: int
) -> np.ndarray:
    """Of x (N, C, H, W) with weight (C, D, k, k): each pixel lays its kernels down, ``stride`` from
    those of the next, and what overlaps adds up; then ``padding`` is cut off."""
    count, _, height, width = x.shape
    size = weight.shape[2]
    laid = np.moveaxis(np.tensordot(x, weight, axes=(1, 0)), 3, 1)  # (N, D, H, W, k, k)
    sides = [stride * (side - 1) + size for side in (height, width)]
    y = np.zeros((count, weight.shape[1], *sides))
    for i in range(size):
        for j in range(size):
            rows = slice(i, i + stride * (height - 1) + 1, stride)
            columns = slice(j, j + stride * (width - 1) + 1, stride)
            y[:, :, rows, columns] += laid[..., i, j]
    return y[:, :, padding : sides[0] - padding, padding : sides[1] - padding]

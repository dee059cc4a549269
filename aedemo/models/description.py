"""A network as plain data, from which the page rebuilds it.

Each layer becomes a dictionary: its type, its settings, and the names its weights have in
``model.safetensors``. The architecture is thus written once, in the variant's own file.
"""

from __future__ import annotations

from torch import Tensor, nn

from aedemo.models.autoencoder import Autoencoder


def describe(model: Autoencoder) -> dict[str, list[dict]]:
    """The chains of layers of ``model.networks()`` as JSON-ready lists.

    Raises ``TypeError`` for a layer the page has no counterpart of.
    """
    names = {id(tensor): name for name, tensor in model.state_dict(keep_vars=True).items()}
    return {
        network: [_layer(layer, names) for layer in layers]
        for network, layers in model.networks().items()
    }


def _layer(layer: nn.Module, names: dict[int, str]) -> dict:
    def named(**tensors: Tensor | None) -> dict[str, str]:
        return {key: names[id(tensor)] for key, tensor in tensors.items() if tensor is not None}

    match layer:
        case nn.Flatten():
            return {"type": "flatten"}
        case nn.Unflatten():
            return {"type": "unflatten", "shape": list(layer.unflattened_size)}
        case nn.ReLU():
            return {"type": "relu"}
        case nn.LeakyReLU():
            return {"type": "leaky_relu", "slope": layer.negative_slope}
        case nn.Sigmoid():
            return {"type": "sigmoid"}
        case nn.Linear():
            return {"type": "linear", **named(weight=layer.weight, bias=layer.bias)}
        case nn.Conv2d() | nn.ConvTranspose2d():
            kind = "conv_transpose2d" if isinstance(layer, nn.ConvTranspose2d) else "conv2d"
            return {
                "type": kind,
                "stride": layer.stride[0],
                "padding": layer.padding[0],
                **named(weight=layer.weight, bias=layer.bias),
            }
        case nn.BatchNorm1d(affine=False):
            return {
                "type": "batch_norm",
                "epsilon": layer.eps,
                **named(mean=layer.running_mean, variance=layer.running_var),
            }
    raise TypeError(f"The page cannot rebuild a layer of type {type(layer).__name__}.")

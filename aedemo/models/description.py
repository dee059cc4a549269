"""A network as plain data, from which the page rebuilds it.

Each layer becomes a dictionary: its type, its settings, and the names its weights have in
``model.safetensors``. The architecture is thus written once, in the variant's own file.
"""

from __future__ import annotations

from torch import Tensor, nn

from aedemo.failures import Failure
from aedemo.models.autoencoder import Autoencoder
from aedemo.models.layers import Dropout, Tied, TopK
from aedemo.models.ordered import Present


def describe(model: Autoencoder) -> dict[str, list[dict]]:
    """The chains of layers of ``model.networks()`` as JSON-ready lists, as they are once trained:
    without dropout.

    Raises ``Failure`` for a layer the page has no counterpart of, or a setting of one.
    """
    names = {id(tensor): name for name, tensor in model.state_dict(keep_vars=True).items()}
    return {
        network: [_layer(layer, names) for layer in layers if type(layer) is not Dropout]
        for network, layers in model.networks().items()
    }


def _layer(layer: nn.Module, names: dict[int, str]) -> dict:
    def named(**tensors: Tensor | None) -> dict[str, str]:
        return {key: names[id(tensor)] for key, tensor in tensors.items() if tensor is not None}

    if not _is_plain(layer):
        raise Failure(
            f"The page cannot rebuild the layer {layer}. Take another, or teach it to the page: a "
            "factory in aedemo/web/engine/layers.js, one case in aedemo/models/description.py."
        )
    match layer:
        case nn.Flatten():
            return {"type": "flatten"}
        case nn.Unflatten():
            return {"type": "unflatten", "shape": list(layer.unflattened_size)}
        case nn.LeakyReLU():
            return {"type": "leaky_relu", "slope": layer.negative_slope}
        case nn.Linear():
            return {"type": "linear", **named(weight=layer.weight, bias=layer.bias)}
        case Tied():  # what is stored has its weight beside its bias
            bias = names[id(layer.bias)]
            return {"type": "linear", "weight": bias.replace("bias", "weight"), "bias": bias}
        case TopK():
            return {"type": "top_k", "active": layer.active}
        case nn.Conv2d() | nn.ConvTranspose2d():
            kind = "conv_transpose2d" if isinstance(layer, nn.ConvTranspose2d) else "conv2d"
            return {
                "type": kind,
                "stride": layer.stride[0],
                "padding": layer.padding[0],
                **named(weight=layer.weight, bias=layer.bias),
            }
        case nn.BatchNorm1d() | nn.BatchNorm2d():
            running = named(mean=layer.running_mean, variance=layer.running_var)
            learned = named(weight=layer.weight, bias=layer.bias)
            return {"type": "batch_norm", "epsilon": layer.eps, **running, **learned}
    return {"type": type(layer).__name__.lower()}


def _is_plain(layer: nn.Module) -> bool:
    """Whether a layer is of a type that the page has, and not of one derived from it, which may
    compute anything; and whether it is set to what the page computes."""
    simple = (nn.Linear, Tied, nn.ReLU, nn.LeakyReLU, nn.Sigmoid, nn.Tanh, TopK, Present)
    if type(layer) in simple:
        return True
    if type(layer) is nn.Flatten:
        return (layer.start_dim, layer.end_dim) == (1, -1)
    if type(layer) is nn.Unflatten:
        return layer.dim == 1
    if type(layer) in (nn.BatchNorm1d, nn.BatchNorm2d):
        return bool(layer.track_running_stats)
    if type(layer) in (nn.Conv2d, nn.ConvTranspose2d):
        sizes = (layer.kernel_size, layer.stride, layer.padding)
        square = all(isinstance(size, tuple) and size[0] == size[1] for size in sizes)
        rest = (layer.dilation, layer.groups, layer.padding_mode, layer.output_padding)
        return square and rest == ((1, 1), 1, "zeros", (0, 0))
    return False

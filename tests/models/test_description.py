import json

import pytest
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.failures import Failure
from aedemo.models.dense import Dense
from aedemo.models.description import describe
from aedemo.models.laboratory import laboratory
from aedemo.models.registry import digit_variants
from aedemo.places import WEIGHTS


def shipped(name):
    """What the page reads: (the chains of layers, the tensors)."""
    config = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
    tensors = load_file(WEIGHTS / name / "model.safetensors")
    return config["networks"], {name: tensor.float() for name, tensor in tensors.items()}


def apply(layer, x, tensors):
    """One described layer by torch's functions."""
    weight, bias, mean, variance = (
        tensors.get(layer.get(key)) for key in ("weight", "bias", "mean", "variance")
    )
    match layer["type"]:
        case "linear":
            return F.linear(x, weight, bias)
        case "conv2d":
            return F.conv2d(x, weight, bias, layer["stride"], layer["padding"])
        case "conv_transpose2d":
            return F.conv_transpose2d(x, weight, bias, layer["stride"], layer["padding"])
        case "batch_norm":
            return F.batch_norm(x, mean, variance, weight, bias, eps=layer["epsilon"])
        case "top_k":
            least = x.sort(dim=1, descending=True).values[:, layer["active"] - 1, None]
            return torch.where(x >= least, x, 0.0)
        case "leaky_relu":
            return F.leaky_relu(x, layer["slope"])
        case "present":
            return torch.cat([x, (x != 0).float()], dim=1)
        case "flatten":
            return x.flatten(1)
        case "unflatten":
            return x.unflatten(1, layer["shape"])
        case "relu" | "sigmoid" | "tanh":
            return getattr(torch, layer["type"])(x)
    raise AssertionError(f"unknown layer: {layer}")


def run(layers, x, tensors):
    for layer in layers:
        x = apply(layer, x, tensors)
    return x


@pytest.mark.parametrize("name", [*digit_variants(), "pca-32"])
def test_every_described_tensor_is_in_the_weights(name):
    networks, tensors = shipped(name)
    roles = {"weight", "bias", "mean", "variance"}
    named = {
        layer[role] for chain in networks.values() for layer in chain for role in roles & set(layer)
    }
    assert named and named <= set(tensors)


@pytest.mark.parametrize("name", digit_variants())
def test_description_rebuilds_the_network(name):
    (networks, tensors), x = shipped(name), shipped_digits()[0][:20]
    model = load_model(name)
    code = run(networks["encoder"], x, tensors)
    torch.testing.assert_close(code, model.encode(x))
    torch.testing.assert_close(run(networks["decoder"], code, tensors), model(x))
    if "log_variance" in networks:
        described = run(networks["log_variance"], x, tensors)
        torch.testing.assert_close(described, model.posterior(x)[1])


@pytest.mark.parametrize("name", digit_variants())
def test_shipped_description_is_that_of_the_code(name):
    assert json.loads(json.dumps(describe(load_model(name)))) == shipped(name)[0]


LABORATORIES = [
    {"hidden": [13, 7], "code": 5, "tied": True, "batch_norm": True, "dropout": 0.3},
    {"hidden": [], "code": 9, "sparsity": "top-k", "active": 3, "code_activation": "tanh"},
    {
        "network": "convolutional",
        "channels": [3, 5],
        "batch_norm": True,
        "dropout": 0.3,
        "kernel": 5,
    },
    {"network": "convolutional", "channels": [3], "variational": True, "activation": "leaky_relu"},
]


@pytest.mark.parametrize("values", LABORATORIES, ids=str)
def test_description_rebuilds_a_trained_network_of_the_lab(values):
    """Also from what is stored of it, where a tied layer is a linear one like any other."""
    torch.manual_seed(2)
    model, x = laboratory(**values), shipped_digits()[0][:20]
    model.loss(x)["reconstruction"].backward()  # in which batch normalisation gets to know digits
    model.eval()
    networks = describe(model)
    tensors = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    code = run(networks["encoder"], x, tensors)
    torch.testing.assert_close(code, model.encode(x))
    torch.testing.assert_close(run(networks["decoder"], code, tensors), model(x))
    assert not any(layer["type"] == "dropout" for chain in networks.values() for layer in chain)


class Doubled(nn.Linear):
    def forward(self, x):
        return 2 * super().forward(x)


@pytest.mark.parametrize(
    "layer",
    [
        nn.GELU(),
        nn.BatchNorm1d(784, affine=False, track_running_stats=False),
        nn.Conv2d(1, 1, 3, dilation=2),
        nn.Conv2d(1, 1, (3, 5)),
        nn.Conv2d(1, 1, 3, padding="same"),
        nn.Conv2d(1, 1, 3, padding_mode="reflect"),
        nn.Conv2d(2, 2, 3, groups=2),
        nn.ConvTranspose2d(1, 1, 3, stride=2, output_padding=1),
        nn.Flatten(2),
        nn.Unflatten(2, (1, 28)),
        nn.utils.parametrizations.weight_norm(nn.Linear(784, 784)),
        Doubled(784, 784),
        nn.Sequential(nn.ReLU()),
    ],
    ids=str,
)
def test_layer_that_the_page_has_not_is_refused_by_name(layer):
    model = Dense()
    model.decoder[-2] = layer
    with pytest.raises(Failure) as caught:
        describe(model)
    assert f"The page cannot rebuild the layer {layer}." in str(caught.value)

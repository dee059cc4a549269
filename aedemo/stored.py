"""The network that a folder holds: ``config.json`` says which it is, ``model.safetensors`` has its
weights. Nothing of it is believed: files may be cut, or come from somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aedemo.failures import Failure
from aedemo.files import parse_json
from aedemo.models.registry import LAB, variant

FILES = ("config.json", "model.safetensors")
PCA = "pca-32"  # stored beside the networks, in the form of `linear`
FLOATS = {"F16", "F32"}  # that the page reads, too
COUNTER = ".num_batches_tracked"  # of batch normalisation; whoever does not count leaves it out
LARGEST = 10_000  # number in the arguments of a network


def read_network(folder: Path, name: str | None = None) -> Any:
    """The network in ``folder``, of the variant ``name`` or else of the one it says it is, in eval
    mode.

    Raises ``FileNotFoundError`` for a file that is not there, ``ValueError`` for what cannot be
    right; the message names the file.
    """
    import torch
    from safetensors import SafetensorError

    config, weights = (folder / file for file in FILES)
    try:
        build = _builder(parse_json(config.read_bytes()), name)
        with torch.device("meta"):  # where nothing is allocated
            expected = build().state_dict()
    except FileNotFoundError:
        raise
    except (ValueError, Failure) as error:
        raise ValueError(f"{config}: {error}") from error
    except OSError as error:
        raise ValueError(f"{config}: {error.strerror}") from error
    except (RuntimeError, TypeError, AttributeError, LookupError) as error:
        raise ValueError(f"{config}: its arguments build no network") from error
    try:
        tensors = _tensors(weights, expected)
    except FileNotFoundError:
        raise
    except ValueError as error:
        raise ValueError(f"{weights}: {error}") from error
    except (SafetensorError, OSError) as error:
        raise ValueError(f"{weights}: it is cut, or no safetensors file") from error
    model = build()
    try:
        model.load_state_dict(tensors)
    except RuntimeError as error:  # of weights that do not go together
        raise ValueError(f"{weights}: {str(error).splitlines()[-1].strip()}") from error
    return model.eval().requires_grad_(False)


def _builder(config: Any, name: str | None) -> Callable[[], Any]:
    """What builds the network of a configuration."""
    if not isinstance(config, dict):
        raise ValueError("it is no configuration of a network")
    found = config.get("variant", name)
    if not isinstance(found, str) or name not in (None, found):
        raise ValueError(f"it is of {found!r}, not of {name!r}")
    if yardstick := re.fullmatch(r"pca-(\d{1,3})", found):
        return lambda: variant("linear").network(code=int(yardstick[1]))
    arguments, chosen = config["arguments"], variant(found)
    if found != LAB and not _sensible([*arguments.values()]):  # a description is checked anyway
        raise ValueError("its arguments are of no network that could be")
    return lambda: chosen.network(**arguments)


def _sensible(value: Any) -> bool:
    """Whether it consists of words, and of numbers that a network may have."""
    if isinstance(value, list):
        return len(value) <= 100 and all(map(_sensible, value))
    return value is None or isinstance(value, str) or abs(value) <= LARGEST


def _tensors(path: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """The tensors of the file if they are those that are ``expected``, and finite. Before any is
    read the header is compared; the library refuses offsets that overlap or leave the file."""
    import torch
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        header = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
        expected = {
            name: tensor
            for name, tensor in expected.items()
            if name in header or not name.endswith(COUNTER)
        }
        if missing := expected.keys() - header:
            raise ValueError(f"it lacks {min(missing)}")
        if unknown := header.keys() - expected.keys():
            raise ValueError(f"it has {min(unknown)}, which the network has not")
        for name, tensor in expected.items():
            shape, kind = header[name].get_shape(), header[name].get_dtype()
            floats = torch.is_floating_point(tensor)
            if shape != list(tensor.shape) or (kind in FLOATS) != floats:
                raise ValueError(f"{name} is {kind} {shape}, not as the network has it")
        tensors = {name: file.get_tensor(name) for name in expected}
    for name, tensor in tensors.items():
        if not torch.isfinite(tensor).all():
            raise ValueError(f"{name} holds what is no finite number")
        if tensor.dtype != expected[name].dtype and not torch.is_floating_point(tensor):
            raise ValueError(f"{name} is {tensor.dtype}, not {expected[name].dtype}")
    return tensors

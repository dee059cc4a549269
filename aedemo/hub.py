"""Weights in and out of a folder: ``model.safetensors`` and ``config.json``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from aedemo.models import variant

if TYPE_CHECKING:
    from torch import nn

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"


class WeightsError(RuntimeError):
    """Weights that are missing, damaged, or of another network; the message says which file."""


def load_model(name: str, weights: Path = WEIGHTS) -> nn.Module:
    """The trained network of one variant in eval mode.

    Raises ``ValueError`` for an unknown name, ``WeightsError`` for weights that cannot be used.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    known = variant(name)
    folder = weights / name
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        model = known.network(**config["arguments"])
        model.load_state_dict(load_file(folder / "model.safetensors"))
    except FileNotFoundError as error:
        files = [folder / file for file in ("config.json", "model.safetensors")]
        missing = next((file for file in files if not file.exists()), folder)
        raise WeightsError(
            f"The weights of {name} are missing: there is no {missing}. "
            f"Train them with: python train.py {name}"
        ) from error
    except (SafetensorError, OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(
            f"The weights of {name} in {folder} are damaged or belong to another network. "
            f"Restore them, or train them with: python train.py {name}"
        ) from error
    return model.eval().requires_grad_(False)


def save_weights(model: nn.Module, folder: Path) -> None:
    """Writes the weights in half precision, and rounds ``model`` likewise, so that what is
    measured afterwards is what was saved."""
    import torch
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name: (tensor.half() if torch.is_floating_point(tensor) else tensor).cpu().contiguous()
        for name, tensor in model.state_dict().items()
    }
    model.load_state_dict(state)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)


def write_config(folder: Path, config: dict) -> None:
    """``config`` as the folder's config.json."""
    text = json.dumps(config, indent=1, ensure_ascii=False)
    # A list of numbers on one line, so that a person can still read the file.
    text = re.sub(r"\[[\s\d.,e+-]+\]", lambda numbers: " ".join(numbers[0].split()), text)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8")

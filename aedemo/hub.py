"""Weights in and out: ``model.safetensors`` and ``config.json``, in a folder or on the Hub."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aedemo.failures import explain
from aedemo.models.registry import variant
from aedemo.places import WEIGHTS

if TYPE_CHECKING:
    from torch import Tensor, nn

    from aedemo.models.autoencoder import Autoencoder

FILES = ("config.json", "model.safetensors")
PCA = "pca-32"  # stored beside the networks, in the form of `linear`
CODES = "codes.safetensors.gz"  # of a sample of digits, beside the network, for the page
PATIENCE = 1.5  # seconds for the Hub to take up a connection


class WeightsError(RuntimeError):
    """Weights that are missing, damaged, or of another network; the message says which file."""


def load_model(name: str, weights: Path = WEIGHTS, revision: str | None = None) -> Any:
    """A trained network, of its variant's own class, in eval mode.

    ``name`` is a variant, which is read from its folder in ``weights``, or ``NAMESPACE/NAME``, a
    repository on the Hub. What the Hub's cache on this machine holds is taken without asking the
    Hub. ``revision``: a branch, tag or commit hash of the repository, ``main`` unless given.

    Raises ``ValueError`` for an unknown name, ``WeightsError`` for weights that cannot be used.
    """
    if "/" in name:
        return _load_from_hub(name, revision)
    if revision:
        raise ValueError("Only repositories on the Hub have revisions: NAMESPACE/NAME.")
    return _load_from_folder(name, weights / name)


def load_network(name: str, weights: Path = WEIGHTS) -> Autoencoder:
    """A stored network of a digit variant, or ``PCA``."""
    if name != PCA:
        return load_model(name, weights)
    from safetensors.torch import load_file

    model = variant("linear").network()
    model.load_state_dict(load_file(weights / name / "model.safetensors"))
    return model.eval().requires_grad_(False)


def _load_from_folder(name: str, folder: Path) -> Any:
    variant(name)
    try:
        return _read(folder, name)
    except FileNotFoundError as error:
        missing = next((folder / file for file in FILES if not (folder / file).exists()), folder)
        raise WeightsError(
            f"The weights of {name} are missing: there is no {missing}. "
            f"Train them with: python train.py {name}"
        ) from error
    except ValueError as error:
        raise WeightsError(
            f"The weights of {name} in {folder} are damaged or belong to another network. "
            f"Restore them, or train them with: python train.py {name}"
        ) from error


def _load_from_hub(repository: str, revision: str | None) -> Any:
    folder = _fetch(repository, revision)
    try:
        return _read(folder)
    except FileNotFoundError as error:
        raise WeightsError(
            f"{repository} is not a network of aedemo: it lacks {' or '.join(FILES)}."
        ) from error
    except ValueError as error:
        raise WeightsError(
            f"The weights of {repository} are damaged or not a network of this aedemo. "
            f"To fetch them anew, delete {folder.parents[1]} and load them again."
        ) from error


def _fetch(repository: str, revision: str | None) -> Path:
    """The folder with the files of a repository, from the cache if they are there.

    Nothing but the two files is fetched, so never a pickle.
    """
    from httpx2 import HTTPError, Timeout
    from huggingface_hub import HfApi, get_session, snapshot_download, try_to_load_from_cache

    try:
        cached = [try_to_load_from_cache(repository, file, revision=revision) for file in FILES]
        found = [path for path in cached if isinstance(path, str)]
        if len(found) == len(FILES):
            return Path(found[0]).parent
        # A knock first: with nobody there, the download alone would try for 23 s.
        get_session().head(HfApi().endpoint, timeout=Timeout(10, connect=PATIENCE))
        return Path(snapshot_download(repository, revision=revision, allow_patterns=[*FILES]))
    except (HTTPError, OSError, RuntimeError, ValueError) as error:
        raise WeightsError(
            f"{repository} cannot be loaded: it is not in the cache, and {explain(error)}."
        ) from error


def _read(folder: Path, name: str | None = None) -> Any:
    """The network in ``folder``, of the variant ``name`` or else of the one it says it is.

    Raises ``FileNotFoundError`` for a file that is not there, ``ValueError`` for files that hold
    something else.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        stored = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config = {"variant": name, **stored}
        if name and config["variant"] != name:
            raise ValueError(f"{folder} holds {config['variant']}, not {name}.")
        model = variant(config["variant"]).network(**config["arguments"])
        model.load_state_dict(load_file(folder / "model.safetensors"))
    except FileNotFoundError:
        raise
    except (SafetensorError, OSError, RuntimeError, KeyError, TypeError) as error:
        raise ValueError(f"There is no network in {folder}.") from error
    return model.eval().requires_grad_(False)


def save_compressed(tensors: dict[str, Tensor], path: Path) -> None:
    """Writes tensors for the page as gzipped safetensors; the same tensors give the same file."""
    from safetensors.torch import save

    path.write_bytes(gzip.compress(save(tensors), mtime=0))  # without the time in it


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

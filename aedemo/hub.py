"""Weights in and out: ``model.safetensors`` and ``config.json``, in a folder or on the Hub."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aedemo.failures import Failure, explain
from aedemo.files import as_json, write
from aedemo.models.registry import variant
from aedemo.places import WEIGHTS
from aedemo.stored import FILES, PCA, read_network

if TYPE_CHECKING:
    from torch import Tensor, nn

    from aedemo.models.autoencoder import Autoencoder

CODES = "codes.safetensors.gz"  # of a sample of digits, beside the network, for the page
REPOSITORY = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*", re.ASCII)
PATIENCE = 1.5  # seconds for the Hub to take up a connection


class WeightsError(Failure):
    """Weights that are missing, damaged, or of another network; the message says which file."""


def load_model(
    name: str | os.PathLike[str],
    weights: str | os.PathLike[str] = WEIGHTS,
    revision: str | None = None,
) -> Any:
    """A trained network, of its variant's own class, in eval mode.

    ``name`` is a variant, which is read from its folder in ``weights``; or the folder of one
    network, as a path; or ``NAMESPACE/NAME``, a repository on the Hub. A name with a slash is a
    folder if there is one of that name here and no ``revision`` is asked for, and the Hub is asked
    only if it looks like one of its names. What the Hub's cache on this machine holds is taken
    without asking the Hub. ``revision``: a branch, tag or commit hash of the repository, ``main``
    unless given.

    Raises ``ValueError`` for an unknown name, ``WeightsError`` for weights that cannot be used.
    """
    text = os.fspath(name)
    a_path = not isinstance(name, str) or "/" in text or os.sep in text
    if revision:
        if not REPOSITORY.fullmatch(text):
            raise ValueError("Only repositories on the Hub have revisions: NAMESPACE/NAME.")
        return _load_from_hub(text, revision)
    if not a_path:
        variant(text)
        return load_network(text, weights)
    folder = Path(os.path.expanduser(text))
    if isinstance(name, str) and REPOSITORY.fullmatch(text) and not folder.is_dir():
        return _load_from_hub(text, None)
    return _load_from_folder(folder)


def load_network(name: str, weights: str | os.PathLike[str] = WEIGHTS) -> Autoencoder:
    """A stored network of a variant, or ``PCA``."""
    return _load_from_folder(Path(os.path.expanduser(weights)) / name, name)


def _load_from_folder(folder: Path, name: str | None = None) -> Any:
    train = f"python train.py {'linear' if name == PCA else name or 'NAME'}"
    what = f"of {name}" if name else f"in {folder}"
    if not name and not folder.is_dir():
        raise WeightsError(f"There is no folder {folder}.")
    try:
        return read_network(folder, name)
    except FileNotFoundError as error:
        missing = next((folder / file for file in FILES if not (folder / file).exists()), folder)
        inside = sorted(path.parent.name for path in folder.glob(f"*/{FILES[0]}"))
        way = (
            f"Name one of its folders: {', '.join(inside)}"
            if inside
            else f"Train them with: {train}"
        )
        raise WeightsError(
            f"The weights {what} are missing: there is no {missing}. {way}"
        ) from error
    except ValueError as error:
        raise WeightsError(
            f"The weights {what} cannot be used. {error}. Restore them, or train them with: {train}"
        ) from error


def _load_from_hub(repository: str, revision: str | None) -> Any:
    folder = _fetch(repository, revision)
    try:
        return read_network(folder)
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
            f"{repository} cannot be loaded: it is no folder here, it is not in the cache, "
            f"and {explain(error)}."
        ) from error


def save_compressed(tensors: dict[str, Tensor], path: Path) -> None:
    """Writes tensors for the page as gzipped safetensors; the same tensors give the same file."""
    from safetensors.torch import save

    write(path, gzip.compress(save(tensors), mtime=0))  # without the time in it


def save_weights(model: nn.Module, folder: Path) -> None:
    """Writes the weights in half precision, and rounds ``model`` likewise, so that what is
    measured afterwards is what was saved."""
    import torch
    from safetensors.torch import save

    state = {
        name: (tensor.half() if torch.is_floating_point(tensor) else tensor).cpu().contiguous()
        for name, tensor in model.state_dict().items()
    }
    if spoilt := [name for name, tensor in state.items() if not torch.isfinite(tensor).all()]:
        raise Failure(
            f"{folder} gets no weights: {spoilt[0]} is not finite in half precision. Train anew, "
            "with a smaller learning rate, say."
        )
    model.load_state_dict(state)
    write(folder / FILES[1], save(state, {"format": "pt"}))


def write_config(folder: Path, config: dict) -> None:
    """``config`` as the folder's config.json."""
    text = as_json(config, ensure_ascii=False)
    # A list of numbers on one line, so that a person can still read the file.
    text = re.sub(r"\[[\s\d.,e+-]+\]", lambda numbers: " ".join(numbers[0].split()), text)
    write(folder / FILES[0], text + "\n")

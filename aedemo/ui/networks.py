"""The networks the server computes with: loaded when first asked for, shared, never changed."""

from __future__ import annotations

from functools import cache
from typing import Any

from aedemo.ui.errors import BadInput


@cache
def _load(name: str) -> Any:
    from aedemo.hub import load_model

    return load_model(name)


def server_network(name: str) -> Any:
    """The network called ``name``. Weights that cannot be used are bad luck for the visitor, who
    gets a sentence, and a fault for the log."""
    from aedemo.hub import WeightsError

    try:
        return _load(name)
    except WeightsError as error:
        print(f"aedemo: {error}")
        raise BadInput("bad_weights", name=name) from None


def warm_up() -> None:
    """Imports torch and what the endpoints need, so that the first visitor does not wait for it."""
    import aedemo.models.superres
    import aedemo.models.tiles
    import aedemo.models.variational  # noqa: F401

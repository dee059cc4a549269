"""Calls of functions, as Gradio reads them: what it could not read is said before."""

from __future__ import annotations

import json
import re
from typing import Any

from gradio.block_function import BlockFunction

from aedemo.ui.blocks import Site, argument_names, other_arguments
from aedemo.ui.errors import BadInput

NAMED = re.compile(r"/gradio_api/call/(?P<named>v2/)?(?P<name>[^/]*)/?$")
QUEUED = re.compile(r"/gradio_api/queue/join/?$")
# The fields of a call beside its arguments, and what each may be.
FIELDS: dict[str, tuple[type, ...]] = {
    "session_hash": (str,),
    "event_id": (str,),
    "fn_index": (int,),
    "trigger_id": (int,),
    "simple_format": (bool,),
    "batched": (bool,),
}
IDENTIFIER = re.compile(r"[\w.-]{1,200}", re.ASCII)


def check_call(site: Site, path: str, body: bytes) -> None:
    """Raises ``BadInput`` unless the body of a request is a call of one of the site's functions."""
    unknown = BadInput("bad_endpoint", names=", ".join(site.endpoints()))
    named = NAMED.search(path)
    if not named and not QUEUED.search(path):
        raise unknown
    call = _parsed(body)
    if not (named and named["named"]):
        _check_fields(call)
    if named:
        function = next((fn for fn in site.fns.values() if fn.api_name == named["name"]), None)
    else:
        if not call.get("session_hash"):
            raise BadInput("bad_call")
        function = site.fns.get(call.get("fn_index", -1))
    if function is None or function.fn is None:
        raise unknown
    if named and named["named"]:
        _check_names(call, function)


def _check_names(call: dict[str, Any], function: BlockFunction) -> None:
    """Of arguments that are sent by their names those may lack that have a usual value."""
    names = argument_names(function)
    needed = {
        name
        for name, block in zip(names, function.inputs, strict=True)
        if getattr(block, "value", None) is None
    }
    if not needed <= {*call} <= {*names}:
        raise other_arguments(function)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("bad_call") from None
    if not isinstance(call, dict):
        raise BadInput("bad_call")
    return call


def _check_fields(call: dict[str, Any]) -> None:
    if not isinstance(call.get("data"), list):
        raise BadInput("bad_call")
    for name, kinds in FIELDS.items():
        value = call.get(name)
        if value is None:
            continue
        if not isinstance(value, kinds) or isinstance(value, bool) != (bool in kinds):
            raise BadInput("bad_call")
        if isinstance(value, str) and not IDENTIFIER.fullmatch(value):
            raise BadInput("bad_call")

"""What is trained in the lab, as data: the fields of ``facts/lab.json``, checked wherever a value
comes from. ``web/state/lab/description.js`` is the twin of this file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from aedemo import facts
from aedemo.failures import Failure

Description = Mapping[str, Any]
FIELDS: dict[str, dict[str, Any]] = facts.read("lab")["fields"]

# 784 levels from 0 to 3: two bits a pixel, four pixels a byte from the lowest bits up, in base64
# with "-" and "_".
DRAWING = re.compile(r"[A-Za-z0-9_-]{262}")

# Between fields: the text that says which of these rules a description does not keep.
RULES: dict[str, Callable[[Description], bool]] = {
    "own_there": lambda d: d["pictures"] != "own" or len(d["own"]) > 0,
    "batch_within_digits": lambda d: d["batch"] <= d["digits"],
    "active_within_code": lambda d: d["sparsity"] != "top-k" or d["active"] <= d["code"],
    "kl_needs_shares": lambda d: (
        d["sparsity"] != "kl" or d["code_activation"] in ("sigmoid", "relu")
    ),
}


def description(values: Mapping[str, Any]) -> Description:
    """All fields by their names, frozen: what ``values`` say and where they say nothing its start,
    which a field that does not apply has in any case.

    Raises ``Failure`` for a field that there is not, a value out of its range, and fields that do
    not go together; the message names them.
    """
    for name in values:
        if name not in FIELDS:
            raise Failure(sentence("wrong_name", name=name))
    found = {
        name: _checked(name, values.get(name, field["start"])) for name, field in FIELDS.items()
    }
    for name, field in FIELDS.items():
        # What this depends on stands before it in the facts, or depends on nothing.
        if any(_text(found[other]) not in texts for other, texts in _conditions(field)):
            found[name] = _checked(name, field["start"])
    for rule, keeps in RULES.items():
        if not keeps(found):
            raise Failure(sentence(rule))
    return MappingProxyType(found)


def sentence(text: str, **said: Any) -> str:
    """One of the lab's texts, as the command line speaks."""
    return facts.read("texts/lab")[text]["en"].format(**said)


def _conditions(field: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Of which other fields it depends, and the texts of the values they have to have."""
    return [(name, [_text(each) for each in values]) for name, values in _when(field).items()]


def _when(field: dict[str, Any]) -> dict[str, list[Any]]:
    return field.get("when", {})


def _text(value: Any) -> str:
    """A value as an address has it."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _checked(name: str, value: Any) -> Any:
    """The value of a field, in the form it has in a description.

    Raises ``Failure`` if it is none.
    """
    field = FIELDS[name]
    match field["kind"]:
        case "choice" if isinstance(value, str) and value in field["values"]:
            return value
        case "choice":
            raise Failure(sentence("wrong_choice", field=name, values=", ".join(field["values"])))
        case "flag" if isinstance(value, bool):
            return value
        case "flag":
            raise Failure(sentence("wrong_choice", field=name, values="true, false"))
        case "drawings" if _are_drawings(value, field["limit"]):
            return tuple(value)
        case "drawings":
            raise Failure(sentence("wrong_drawings", field=name, limit=field["limit"]))
    least, most = field["least"], facts.read("constants").get(field["most"], field["most"])
    if field["kind"] == "sizes":
        fewest, limit = field.get("fewest", 0), field["limit"]
        sizes = value if isinstance(value, list | tuple) else []
        right = sizes is value and fewest <= len(sizes) <= limit
        if right and all(_is_whole(size) and least <= size <= most for size in sizes):
            return tuple(map(int, sizes))
        said = {"field": name, "fewest": fewest, "limit": limit, "least": least, "most": most}
        raise Failure(sentence("wrong_sizes", **said))
    whole = isinstance(field.get("step"), int)
    right = _is_whole(value) if whole else _is_number(value)
    if not right or not least <= value <= most:
        text = "wrong_whole" if whole else "wrong_number"
        raise Failure(sentence(text, field=name, least=least, most=most))
    return int(value) if whole else value


def _are_drawings(value: Any, limit: int) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) <= limit
        and all(isinstance(each, str) and DRAWING.fullmatch(each) for each in value)
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return _is_number(value) and value % 1 == 0

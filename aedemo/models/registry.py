"""The registry: which variants exist, and the module each is written in, from ``facts``.

Reading this module costs nothing: torch is imported only when a variant is built.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from aedemo import facts

if TYPE_CHECKING:
    from aedemo.models.recipe import Variant

_FACTS = {each["name"]: each for each in facts.read("variants")["variants"]}
ONE_CLASS: list[str] = facts.read("variants")["one_class"]  # networks that know one digit each
LAB = "lab"  # a network that somebody composed; its arguments say which


def variants() -> list[str]:
    """The names of all variants, in the order they are taught."""
    return list(_FACTS)


def digit_variants() -> list[str]:
    """The variants that encode and rebuild digits."""
    return [name for name, fact in _FACTS.items() if fact["kind"] == "digits"]


def coding_variants() -> list[str]:
    """Those of them that have an encoder of their own."""
    return [name for name in digit_variants() if "codes_of" not in _FACTS[name]]


def variant(name: str) -> Variant:
    """The description of one variant, of one of ``ONE_CLASS`` or of ``LAB``; ``ValueError`` names
    the known variants if there is none."""
    if name in ONE_CLASS:
        module = "one_class"
    elif name == LAB:
        module = "laboratory"
    elif name in _FACTS:
        module = _FACTS[name]["module"]
    else:
        known = ", ".join(_FACTS)
        raise ValueError(f"There is no variant called {name!r}. Choose one of: {known}.")
    return import_module(f"aedemo.models.{module}").VARIANTS[name]

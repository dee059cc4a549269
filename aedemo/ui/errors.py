"""Bad input as a sentence: what is raised by the checks, and how it reaches the visitor."""

from __future__ import annotations

import functools
import math
import reprlib
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import gradio as gr

from aedemo.ui.texts import LANGUAGES, text


class BadInput(ValueError):
    """Input that cannot be used; ``key`` and ``values`` name a text for the visitor."""

    def __init__(self, key: str, **values: object):
        super().__init__(text(key, LANGUAGES[0], **values))
        self.key, self.values = key, values


def sentence(error: BadInput) -> gr.Error:
    """The error for a caller of the API: a sentence in English, no traceback in answer or log."""
    return gr.Error(str(error), print_exception=False)


def answers_in_sentences(function: Callable) -> Callable:
    """Turns ``BadInput`` into a sentence, and whatever else is raised, which is a fault of ours and
    goes to the log."""

    @functools.wraps(function)
    def answer(*arguments):
        try:
            return function(*arguments)
        except BadInput as error:
            raise sentence(error) from None
        except gr.Error:
            raise
        except Exception:
            traceback.print_exc()
            raise sentence(BadInput("bad_fault")) from None

    return answer


def choice(value: Any, among: Iterable[str]) -> str:
    """``value`` if it is one of ``among``."""
    known = list(among)
    if value not in known:
        raise BadInput("bad_choice", value=reprlib.repr(value)[:60], choices=", ".join(known))
    return value


def number(name: str, value: Any, low: float, high: float) -> float:
    """``value`` as a finite number between ``low`` and ``high``."""
    try:
        result = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        result = math.nan
    if not low <= result <= high:
        raise BadInput("bad_number", name=name, low=low, high=high)
    return result


def whole_number(name: str, value: Any, low: float, high: float) -> int:
    """``value`` as a whole number between ``low`` and ``high``."""
    try:
        result = number(name, value, low, high)
    except BadInput:
        result = math.nan
    if result != result or result != int(result):
        raise BadInput("bad_whole_number", name=name, low=low, high=high)
    return int(result)

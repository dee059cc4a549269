"""Texts in both languages: labels from ``facts``, lessons from ``lessons/``.

The page holds both and changes language by itself, without asking the server: ``Labels`` collects
which component shows which text, and gives the page the updates for each language.
"""

from __future__ import annotations

import gradio as gr

from aedemo import facts, page

LANGUAGES = [each["code"] for each in facts.read("languages")]

Text = str | dict[str, str]  # the key of a text, or the text by language


def text(key: Text, language: str = LANGUAGES[0], **values: object) -> str:
    """One text, with ``{name}`` filled in."""
    found = facts.texts()[key] if isinstance(key, str) else key
    return found[language].format(**values)


def both(key: Text) -> str:
    """One text as HTML in all languages, of which the page shows one."""
    return page.both(facts.texts()[key] if isinstance(key, str) else key)


class Labels:
    """Which component shows which text."""

    def __init__(self) -> None:
        self.components: list[gr.blocks.Block] = []
        self._properties: list[dict[str, Text]] = []

    def __call__(self, component, **properties: Text):
        """Registers ``component``, whose properties show texts. Returns the component."""
        self.components.append(component)
        self._properties.append(properties)
        return component

    def updates(self, language: str) -> list[dict[str, str]]:
        """For each component what changes in a language, as the page's front end reads it."""
        return [
            {
                "__type__": "update",
                **{name: text(key, language) for name, key in properties.items()},
            }
            for properties in self._properties
        ]

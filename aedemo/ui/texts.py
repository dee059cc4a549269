"""Texts in both languages: labels from ``web/texts.json``, lessons from ``lessons/``.

The page holds both and changes language by itself, without asking the server: ``Labels`` collects
which component shows which text, and gives the page the updates for each language.
"""

from __future__ import annotations

import html
import json
from functools import cache
from pathlib import Path

import gradio as gr

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "zh")


@cache
def texts() -> dict[str, dict[str, str]]:
    """All labels: key → language → text."""
    return json.loads((PACKAGE / "web" / "texts.json").read_text(encoding="utf-8"))


def text(key: str, language: str = "en", **values: object) -> str:
    """One label, with ``{name}`` filled in."""
    return texts()[key][language].format(**values)


def both(key: str) -> str:
    """One label as HTML in both languages, of which the page shows one."""
    return "".join(
        f'<span class="only-{language}" lang="{language}">{html.escape(text(key, language))}</span>'
        for language in LANGUAGES
    )


def lesson(name: str) -> None:
    """Places a lesson in both languages, of which the page shows one."""
    for language in LANGUAGES:
        path = PACKAGE / "lessons" / language / f"{name}.md"
        gr.Markdown(
            path.read_text(encoding="utf-8"),
            elem_classes=["lesson", f"only-{language}"],
            latex_delimiters=[
                {"left": "$$", "right": "$$", "display": True},
                {"left": "$", "right": "$", "display": False},
            ],
        )


class Labels:
    """Which component shows which text, and which of them set what."""

    def __init__(self):
        self.components: list[gr.blocks.Block] = []
        self._properties: list[dict[str, object]] = []
        self.settings: dict[gr.blocks.Block, tuple[str, str]] = {}

    def __call__(self, component, **properties):
        """Registers ``component``; each property is a key of texts.json, or for ``choices`` a
        list of (key, value). Returns the component."""
        self.components.append(component)
        self._properties.append(properties)
        return component

    def setting(self, tab: str, name: str, component, **properties):
        """Registers the control of the property ``name`` of the in-page element of ``tab``, which
        may also be set by the page's address (``web/settings.js``). Returns the component."""
        component.change(
            None, component, js=f"(value) => window.aedemo.set('{tab}', '{name}', value)"
        )
        self.settings[component] = (tab, name)
        return self(component, **properties)

    def updates(self, language: str) -> list[dict]:
        """For each component what changes in a language, as the page's front end reads it."""

        def resolve(value):
            if isinstance(value, str):
                return text(value, language)
            return [[text(key, language), choice] for key, choice in value]

        return [
            {"__type__": "update", **{name: resolve(value) for name, value in properties.items()}}
            for properties in self._properties
        ]


def choices(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """(key, value) pairs as Gradio's (label, value) in English, for the first rendering."""
    return [(text(key), value) for key, value in pairs]

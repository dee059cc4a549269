"""How a tab is laid out: the workbench on the left, its lesson beside it, below it on a phone."""

import gradio as gr

from aedemo import facts
from aedemo.lesson import rendered
from aedemo.ui.texts import LANGUAGES, both


def fill(tab: dict) -> None:
    """What a tab shows: its elements, which do everything in the page, with the buttons for all of
    it, and its lesson in both languages, of which the page shows one.

    It is one component: Gradio prepares those of all tabs before it shows any, which takes longer
    than all else that a visitor waits for.
    """
    name = tab["name"]
    lessons = "".join(
        f'<div class="prose lesson only-{language}">{rendered(name, language)}</div>'
        for language in LANGUAGES
    )
    gr.HTML(
        f'<h2 class="heard">{both(tab["label"])}</h2>'  # seen on the tab itself already
        '<div class="workbench">'
        f'<div class="column prose">{_elements(tab)}<ae-actions tab="{name}"></ae-actions></div>'
        f'<div class="column">{lessons}</div></div>',
        apply_default_css=False,  # of which links would look like buttons
        js_on_load="aedemo.then((site) => site.lesson(element))",
    )


def _elements(tab: dict) -> str:
    """With their own controls; their settings are in the address of the tab."""
    name = tab["name"]
    path = "<ae-path></ae-path>" if name == facts.read("path")["tab"] else ""
    parts = [f'<ae-{part} address="{name}" controls></ae-{part}>' for part in tab.get("parts", {})]
    return "".join([f"<div>{path}<ae-{name} address controls></ae-{name}></div>", *parts])

"""How a tab is laid out: the workbench on the left, its lesson beside it, below it on a phone."""

from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr

from aedemo.ui.texts import Text, both, lesson


@contextmanager
def workbench(name: str) -> Iterator[None]:
    """A place for the parts of the tab ``name``, with the buttons for all of it, and its lesson."""
    with gr.Row(elem_classes=["workbench"]):
        with gr.Column(scale=5, min_width=320):
            yield
            gr.HTML(f'<ae-actions tab="{name}"></ae-actions>', js_on_load=None)
        with gr.Column(scale=2, min_width=300):
            lesson(name)


def heading(label: Text) -> None:
    """What the headings of a tab stand under: its name, which is seen on the tab itself already."""
    gr.HTML(f'<h2 class="heard">{both(label)}</h2>', elem_classes=["heading"])


def element(tag: str, tab: str | None = None, above: str = "", **options) -> gr.HTML:
    """An in-page element with its own controls, whose settings are in the address of ``tab``, or of
    the tab of its own name; ``above`` is HTML above it."""
    address = f'address="{tab}"' if tab else "address"
    return gr.HTML(f"{above}<{tag} {address} controls></{tag}>", **{"js_on_load": None, **options})

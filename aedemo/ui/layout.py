"""How a tab is laid out: the workbench on the left, its lesson beside it, below it on a phone."""

from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr

from aedemo.ui.texts import Labels, lesson, text


@contextmanager
def workbench(name: str, labels: Labels) -> Iterator[None]:
    """A place for the parts of the tab ``name``, with the button that shares it, and its lesson."""
    with gr.Row(elem_classes=["workbench"]):
        with gr.Column(scale=5, min_width=320):
            yield
            share = labels(
                gr.Button(text("share"), size="sm", elem_classes=["share"]), value="share"
            )
            share.click(None, js=f"() => window.aedemo.share('{name}')")
        with gr.Column(scale=2, min_width=300):
            lesson(name)

"""A tab whose element does everything in the page, and brings its own controls."""

import gradio as gr

from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels


def build(name: str, labels: Labels) -> None:
    with workbench(name, labels):
        gr.HTML(f"<ae-{name} address controls></ae-{name}>", js_on_load=None)

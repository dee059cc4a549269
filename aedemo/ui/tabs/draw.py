"""Draw a digit; see its code and what every autoencoder rebuilds from it."""

import gradio as gr

from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, text


def build(labels: Labels) -> None:
    with workbench("draw"):
        centring = labels(
            gr.Checkbox(True, label=text("centring"), container=False), label="centring"
        )
        gr.HTML("<ae-draw></ae-draw>", js_on_load=None)
    centring.input(None, centring, js="(on) => { document.querySelector('ae-draw').centring = on }")

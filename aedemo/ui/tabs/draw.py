"""Draw a digit; see its code and what every autoencoder rebuilds from it."""

import gradio as gr

from aedemo.ui.texts import Labels, lesson, text


def build(labels: Labels) -> None:
    with gr.Row(elem_classes=["workbench"]):
        with gr.Column(scale=5, min_width=320):
            centring = labels(
                gr.Checkbox(True, label=text("centring"), container=False), label="centring"
            )
            gr.HTML("<ae-draw></ae-draw>", js_on_load=None)
        with gr.Column(scale=2, min_width=300):
            lesson("draw")
    centring.input(None, centring, js="(on) => { document.querySelector('ae-draw').centring = on }")

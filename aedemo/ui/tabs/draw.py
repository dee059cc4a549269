"""Draw a digit; see its code and what every autoencoder rebuilds from it."""

import gradio as gr

from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, text


def build(labels: Labels) -> None:
    with workbench("draw", labels):
        labels.setting(
            "draw", "centring", gr.Checkbox(True, label=text("centring"), container=False),
            label="centring",
        )  # fmt: skip
        gr.HTML("<ae-draw address></ae-draw>", js_on_load=None)

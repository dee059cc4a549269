"""Look inside: any autoencoders on one input, side by side."""

import gradio as gr

from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels


def build(labels: Labels) -> None:
    with workbench("compare", labels):
        # Its own controls, since the hard cases set them too.
        gr.HTML("<ae-compare address controls></ae-compare>", js_on_load=None)

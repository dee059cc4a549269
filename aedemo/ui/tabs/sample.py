"""Digits from the prior, and the plane of the two-dimensional code."""

import gradio as gr

from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, text

ELEMENT = "document.querySelector('ae-sample')"


def build(labels: Labels) -> None:
    with workbench("sample"):
        with gr.Row(elem_classes=["controls"], equal_height=True):
            temperature = labels(
                gr.Slider(0, 2, 1, step=0.05, label=text("temperature"), scale=3),
                label="temperature",
            )
            seed = labels(
                gr.Number(1, label=text("seed"), precision=0, minimum=0, min_width=110),
                label="seed",
            )
            fresh = labels(gr.Button(text("new_seed"), min_width=110), value="new_seed")
        gr.HTML("<ae-sample></ae-sample>", js_on_load=None)
    temperature.change(None, temperature, js=f"(t) => {{ {ELEMENT}.temperature = t }}")
    seed.change(None, seed, js=f"(seed) => {{ {ELEMENT}.seed = seed }}")
    fresh.click(None, outputs=seed, js="() => Math.floor(Math.random() * 100000)")

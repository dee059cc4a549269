"""Digits from the prior, and the plane of the two-dimensional code."""

import gradio as gr

from aedemo.data.pcg32 import LARGEST_SEED
from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, text


def build(labels: Labels) -> None:
    with workbench("sample", labels):
        with gr.Row(elem_classes=["controls"], equal_height=True):
            labels.setting(
                "sample", "temperature",
                gr.Slider(0, 2, 1, step=0.05, label=text("temperature"), scale=3),
                label="temperature",
            )  # fmt: skip
            seed = labels.setting(
                "sample", "seed",
                gr.Number(
                    1, label=text("seed"), precision=0, minimum=0, maximum=LARGEST_SEED,
                    min_width=110,
                ),
                label="seed",
            )  # fmt: skip
            fresh = labels(gr.Button(text("new_seed"), min_width=110), value="new_seed")
        gr.HTML("<ae-sample address></ae-sample>", js_on_load=None)
    fresh.click(None, outputs=seed, js="() => Math.floor(Math.random() * 100000)")

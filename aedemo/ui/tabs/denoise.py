"""Damage a digit with noise and repair it."""

import gradio as gr

from aedemo.data.pcg32 import LARGEST_SEED
from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, choices, text

KINDS = [(f"noise_{kind}", kind) for kind in ("gaussian", "masking", "salt-and-pepper")]


def build(labels: Labels) -> None:
    with workbench("denoise", labels):
        with gr.Row(elem_classes=["controls"], equal_height=True):
            labels.setting(
                "denoise", "kind",
                gr.Radio(
                    choices(*KINDS), value="gaussian", label=text("noise_kind"), scale=4,
                    min_width=360,
                ),
                label="noise_kind", choices=KINDS,
            )  # fmt: skip
            labels.setting(
                "denoise", "level",
                gr.Slider(0, 1, 0.4, step=0.05, label=text("noise_level"), scale=2),
                label="noise_level",
            )  # fmt: skip
            labels.setting(
                "denoise", "seed",
                gr.Number(
                    1, label=text("seed"), precision=0, minimum=0, maximum=LARGEST_SEED,
                    min_width=110,
                ),
                label="seed",
            )  # fmt: skip
        gr.HTML("<ae-denoise address></ae-denoise>", js_on_load=None)

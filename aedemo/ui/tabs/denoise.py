"""Damage a digit with noise and repair it."""

import gradio as gr

from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, choices, text

KINDS = [(f"noise_{kind}", kind) for kind in ("gaussian", "masking", "salt-and-pepper")]
ELEMENT = "document.querySelector('ae-denoise')"


def build(labels: Labels) -> None:
    with workbench("denoise"):
        with gr.Row(elem_classes=["controls"], equal_height=True):
            kind = labels(
                gr.Radio(
                    choices(*KINDS),
                    value="gaussian",
                    label=text("noise_kind"),
                    scale=4,
                    min_width=360,
                ),
                label="noise_kind",
                choices=KINDS,
            )
            level = labels(
                gr.Slider(0, 1, 0.4, step=0.05, label=text("noise_level"), scale=2),
                label="noise_level",
            )
            seed = labels(
                gr.Number(1, label=text("seed"), precision=0, minimum=0, min_width=110),
                label="seed",
            )
        gr.HTML("<ae-denoise></ae-denoise>", js_on_load=None)
    kind.change(None, kind, js=f"(kind) => {{ {ELEMENT}.kind = kind }}")
    level.change(None, level, js=f"(level) => {{ {ELEMENT}.level = level }}")
    seed.change(None, seed, js=f"(seed) => {{ {ELEMENT}.seed = seed }}")

"""Walk from one digit to another through the code."""

import gradio as gr

from aedemo.models import digit_variants
from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, choices, text

VARIANTS = [(f"variant_{name}", name) for name in digit_variants()]
PATHS = [(f"path_{path}", path) for path in ("straight", "spherical")]


def build(labels: Labels) -> None:
    with workbench("interpolate", labels):
        with gr.Row(elem_classes=["controls"], equal_height=True):
            labels.setting(
                "interpolate", "variant",
                gr.Dropdown(
                    choices(*VARIANTS), value="vae", label=text("variant"), filterable=False,
                    scale=2, min_width=150,
                ),
                label="variant", choices=VARIANTS,
            )  # fmt: skip
            labels.setting(
                "interpolate", "path",
                gr.Radio(
                    choices(*PATHS), value="straight", label=text("path"), scale=2, min_width=250
                ),
                label="path", choices=PATHS,
            )  # fmt: skip
            play = labels(gr.Button(text("play"), min_width=80), value="play")
        gr.HTML("<ae-interpolate address></ae-interpolate>", js_on_load=None)
    play.click(None, js="() => document.querySelector('ae-interpolate').play()")

"""Walk from one digit to another through the code."""

import gradio as gr

from aedemo.models import digit_variants
from aedemo.ui.layout import workbench
from aedemo.ui.texts import Labels, choices, text

VARIANTS = [(f"variant_{name}", name) for name in digit_variants()]
PATHS = [(f"path_{path}", path) for path in ("straight", "spherical")]
ELEMENT = "document.querySelector('ae-interpolate')"


def build(labels: Labels) -> None:
    with workbench("interpolate"):
        with gr.Row(elem_classes=["controls"], equal_height=True):
            variant = labels(
                gr.Dropdown(
                    choices(*VARIANTS),
                    value="vae",
                    label=text("variant"),
                    filterable=False,
                    scale=2,
                    min_width=150,
                ),
                label="variant",
                choices=VARIANTS,
            )
            path = labels(
                gr.Radio(
                    choices(*PATHS),
                    value="straight",
                    label=text("path"),
                    scale=2,
                    min_width=250,
                ),
                label="path",
                choices=PATHS,
            )
            play = labels(gr.Button(text("play"), min_width=80), value="play")
        gr.HTML("<ae-interpolate></ae-interpolate>", js_on_load=None)
    variant.change(None, variant, js=f"(name) => {{ {ELEMENT}.variant = name }}")
    path.change(None, path, js=f"(path) => {{ {ELEMENT}.path = path }}")
    play.click(None, js=f"() => {{ {ELEMENT}.play() }}")

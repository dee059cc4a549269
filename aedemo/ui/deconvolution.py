"""The second half of the Super-resolve tab: a transposed convolution opened up, in the page."""

import gradio as gr

from aedemo.ui.texts import Labels, both, text

SETTINGS = [
    ("kernel", "kernel_size", 1, 7, 3),
    ("stride", "stride", 1, 4, 2),
    ("padding", "padding", 0, 3, 0),
    ("outputPadding", "output_padding", 0, 3, 0),
]
FACTORS = [(f"superres-x{factor}", factor) for factor in (2, 3, 4)]


def build(labels: Labels) -> None:
    gr.HTML(f"<h2>{both('opened_up')}</h2><p>{both('opened_up_note')}</p>", elem_id="opened-up")
    with gr.Row(elem_classes=["controls"], equal_height=True):
        settings = [
            labels.setting(
                "superres",
                name,
                gr.Slider(low, high, value, step=1, label=text(key), min_width=150, buttons=[]),
                label=key,
            )  # fmt: skip
            for name, key, low, high, value in SETTINGS
        ]
    gr.HTML(
        "<ae-deconvolution></ae-deconvolution><ae-checkerboard></ae-checkerboard>",
        js_on_load=None,
        elem_id="deconvolution",
    )
    factor = labels.setting(
        "superres", "learned", gr.Radio(FACTORS, value=3, label=text("learned_kernels")),
        label="learned_kernels",
    )  # fmt: skip
    gr.HTML("<ae-kernels></ae-kernels>", js_on_load=None)
    gr.on(
        [setting.change for setting in settings], None, settings,
        js="(kernel, stride, padding, outputPadding) => {"
        " Object.assign(document.querySelector('ae-deconvolution'),"
        " {kernel, stride, padding, outputPadding});"
        " Object.assign(document.querySelector('ae-checkerboard'), {kernel, stride}) }",
    )  # fmt: skip
    factor.change(
        None, factor, js="(factor) => { document.querySelector('ae-kernels').factor = factor }"
    )

"""Enlarge a photograph by transposed convolution, beside nearest and bicubic."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from aedemo.data import EXAMPLES
from aedemo.hub import WEIGHTS
from aedemo.ui import deconvolution
from aedemo.ui.enlarge import Enlargement, enlarge_picture
from aedemo.ui.errors import BadInput
from aedemo.ui.layout import workbench
from aedemo.ui.pictures import Photo, open_picture, save_picture
from aedemo.ui.texts import Labels, both, choices, text

FACTORS = [2, 3, 4]
METHODS = [("bicubic", "bicubic"), ("nearest", "nearest")]
EXAMPLE = [WEIGHTS / "superres-x3" / f"example-{name}.png" for name in ("bicubic", "network")]
NAMED = sorted(EXAMPLES.glob("*.png"))
FIRST = [str(path) if path.exists() else None for path in EXAMPLE]


def build(labels: Labels) -> None:
    with workbench("superres", labels):
        _enlarge(labels)
    deconvolution.build(labels)


def _enlarge(labels: Labels) -> None:
    with gr.Row():
        with gr.Column(scale=2, min_width=260):
            photo = labels(
                Photo(
                    str(EXAMPLES / "chelsea.png"),
                    type="filepath",
                    image_mode=None,
                    sources=["upload", "clipboard"],
                    label=text("photo"),
                    height=230,
                    placeholder=text("photo_hint"),
                    buttons=[],
                    elem_classes=["photo"],
                ),
                label="photo",
                placeholder="photo_hint",
            )
            examples = gr.Examples(
                [[str(path)] for path in NAMED], photo,
                label=text("examples"), api_visibility="private",
            )  # fmt: skip
            labels(examples.dataset, label="examples")
            factor = labels.setting(
                "superres", "factor",
                gr.Radio([(f"×{s}", s) for s in FACTORS], value=3, label=text("factor")),
                label="factor",
            )  # fmt: skip
            hide = labels.setting(
                "superres", "hide", gr.Checkbox(True, label=text("hide")), label="hide"
            )
            method = labels.setting(
                "superres", "method",
                gr.Radio(choices(*METHODS), value="bicubic", label=text("compare")),
                label="compare", choices=METHODS,
            )  # fmt: skip
            start = labels(
                gr.Button(text("super_resolve"), variant="primary"), value="super_resolve"
            )
        with gr.Column(scale=3, min_width=300):
            slider = labels(
                gr.ImageSlider(
                    FIRST,
                    type="filepath",
                    label=text("before_after"),
                    elem_id="before-after",
                    buttons=["fullscreen"],
                    max_height=520,
                ),
                label="before_after",
            )
            scores = gr.HTML(_caption("left_right") + _caption("first_example"), elem_id="scores")
            download = labels(gr.DownloadButton(text("download"), value=FIRST[1]), label="download")
        gr.HTML("<ae-superres address></ae-superres>", js_on_load=None)
    files = gr.State()
    language = gr.Textbox(visible=False)
    # Only an address fills this in, with the name of an example; it is then shown enlarged.
    linked = labels.setting("superres", "photo", gr.Textbox(visible="hidden"))
    results = [slider, scores, download, files]
    how = {
        "concurrency_id": "superres", "concurrency_limit": 1, "api_visibility": "private",
        "js": "(...values) => [...values.slice(0, 4), document.documentElement.lang.slice(0, 2)]",
    }  # fmt: skip
    start.click(_run, [photo, factor, hide, method, language], results, **how)
    linked.change(_open, [linked, factor, hide, method, language], [photo, *results], **how)
    names = [path.stem for path in NAMED]
    examples.dataset.click(
        None, examples.dataset,
        js=f"(chosen) => window.aedemo.set('superres', 'photo', {names}[chosen])",
    )  # fmt: skip
    method.input(_compare, [method, files], slider, queue=False, api_visibility="private")


def _run(path, factor, hide, method, language, progress=gr.Progress()):  # noqa: B008
    language = "zh" if language == "zh" else "en"
    try:
        picture = open_picture(path)
        result = enlarge_picture(
            picture, factor, hide,
            lambda done, total: progress((done, total), desc=text("working", language)),
        )  # fmt: skip
    except BadInput as error:
        # A warning and not an error, which would cover the last result.
        gr.Warning(text(error.key, language, **error.values))
        return (gr.skip(),) * 4
    files = {name: save_picture(pixels, name) for name, pixels in result.pictures.items()}
    return (files[method], files["network"]), _scores(result), files["network"], files


def _open(name, factor, hide, method, language, progress=gr.Progress()):  # noqa: B008
    """What a link asks for: an example, enlarged."""
    path = next((str(path) for path in NAMED if path.stem == name), None)
    return path, *_run(path, factor, hide, method, language, progress)


def _compare(method: str, files: dict[str, str] | None):
    if not files or not Path(files[method]).exists():  # results are removed after an hour
        return gr.skip()
    return files[method], files["network"]


def _scores(result: Enlargement) -> str:
    """Sizes and, where the truth is known, PSNR and SSIM of the three ways, in both languages."""
    before, after = ("×".join(map(str, size)) for size in (result.small, result.large))
    size = f"<p>{before} → {after} {both('pixels')}</p>"
    if not result.scores:
        return _caption("left_right") + size
    rows = "".join(
        f"<tr><th scope='row'>{both(name)}</th><td>{psnr:.2f} dB</td><td>{ssim:.4f}</td></tr>"
        for name, (psnr, ssim) in result.scores.items()
    )
    head = f"<tr><th>{both('score_header')}</th><th>PSNR</th><th>SSIM</th></tr>"
    return (
        f"{_caption('left_right')}{size}<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    )


def _caption(key: str) -> str:
    return f"<p>{both(key)}</p>"

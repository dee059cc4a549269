"""Enlarge a photograph by transposed convolution, beside nearest and bicubic.

Photograph, result and the work are Gradio's; how it is to be done is set on <ae-superres>, which
the page asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
from gradio.context import Context

from aedemo import facts
from aedemo.places import PHOTOS, WEIGHTS
from aedemo.ui import folder
from aedemo.ui.blocks import stop_if_left
from aedemo.ui.enlarge import Enlargement, enlarge_picture
from aedemo.ui.errors import BadInput, choice, whole_number
from aedemo.ui.layout import element, workbench
from aedemo.ui.pictures import open_picture, read_picture, save_picture
from aedemo.ui.texts import LANGUAGES, Labels, both, text

METHODS = facts.settings("superres")["method"]["values"]
FACTORS = facts.settings("superres")["factor"]["values"]
EXAMPLE = [WEIGHTS / "superres-x3" / f"example-{name}.png" for name in ("bicubic", "network")]
NAMED = [PHOTOS / f"{name}.png" for name in facts.settings("superres")["photo"]["values"]]
WANTED = "async (given) => [given, (await aedemo).superres.wanted()]"
# Before it shows any tab Gradio loads what may be seen in all: these parts come with their own tab.
LATER: Any = {"visible": False}
FIRST: Any = tuple(str(path) if path.exists() else None for path in EXAMPLE)


def build(labels: Labels) -> None:
    for path in NAMED:
        path.stat()  # one that is lost is told at the start, not to whoever chooses it
    with workbench("superres"):
        _enlarge(labels)


def _enlarge(labels: Labels) -> None:
    with gr.Row(elem_classes=["enlarging"]):
        with gr.Column(scale=2, min_width=260):
            photo = labels(
                gr.Image(
                    str(PHOTOS / "chelsea.png"),
                    type="filepath",
                    image_mode=None,
                    sources=["upload", "clipboard"],
                    label=text("photo"),
                    height=230,
                    placeholder=text("photo_hint"),
                    buttons=[],
                    elem_classes=["photo"],
                    **LATER,
                ),
                label="photo",
                placeholder="photo_hint",
            )
            examples = gr.Examples(
                [[str(path)] for path in NAMED],
                photo,
                label=text("examples"),
                api_visibility="private",
                **LATER,
            )
            labels(examples.dataset, label="examples")
            settings = element(
                "ae-superres",
                js_on_load="element.querySelector('ae-superres')"
                ".addEventListener('compared', () => trigger('compared'));"
                "trigger('opened')",
            )
            start = labels(
                gr.Button(text("super_resolve"), variant="primary", **LATER), value="super_resolve"
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
                    **LATER,
                ),
                label="before_after",
            )
            scores = gr.HTML(_caption("left_right") + _caption("first_example"), elem_id="scores")
            download = labels(
                gr.DownloadButton(text("download"), value=FIRST[1], **LATER), label="download"
            )
    files = gr.JSON(**LATER)  # the results by their ways, which the page keeps
    wanted = gr.JSON(**LATER)
    # Only an address fills this in, with the name of an example; it is then shown enlarged.
    linked = gr.Textbox(**LATER)
    parts = [photo, examples.dataset, start, slider, download]
    there = json.dumps([{"__type__": "update", "visible": True}] * len(parts))
    settings.opened(None, None, parts, js=f"() => {there}")
    results = [slider, scores, download, files]
    how: dict[str, Any] = {
        "concurrency_id": "superres",
        "concurrency_limit": 1,
        "api_visibility": "private",
        "js": WANTED,
    }
    start.click(_run, [photo, wanted], results, **how)
    linked.change(_open, [linked, wanted], [photo, *results], **how)
    page: Any = Context.root_block  # is being built, so there is one
    page.load(
        None,
        None,
        linked,
        js="async () => (await aedemo).superres.linked()",
    )
    examples.dataset.click(
        None,
        examples.dataset,
        js="async (chosen) => (await aedemo).superres.pick("
        f"{[path.stem for path in NAMED]}[chosen])",
    )
    settings.compared(
        _compare,
        [files, wanted],
        slider,
        api_visibility="private",
        js=WANTED,
    )


def _run(photo, wanted, progress=gr.Progress()):  # noqa: B008
    """What ``wanted`` of the page asks for, or a sentence why it cannot be done."""
    return _answer(lambda: read_picture(photo), wanted, progress)


def _open(name, wanted, progress=gr.Progress()):  # noqa: B008
    """What a link asks for: an example, enlarged."""
    path = next((path for path in NAMED if path.stem == name), None)
    if path is None:
        return (gr.skip(),) * 5
    return str(path), *_answer(lambda: open_picture(path.read_bytes()), wanted, progress)


def _answer(photo: Callable[[], np.ndarray], wanted: Any, progress: gr.Progress):
    wanted = wanted if isinstance(wanted, dict) else {}
    language = wanted.get("language") if wanted.get("language") in LANGUAGES else LANGUAGES[0]

    def tell(done: int, total: int) -> None:
        stop_if_left()
        progress((done, total), desc=text("working", language))

    try:
        method = choice(wanted.get("method"), METHODS)
        factor = whole_number("factor", wanted.get("factor"), min(FACTORS), max(FACTORS))
        result = enlarge_picture(photo(), factor, bool(wanted.get("hide")), tell)
        files = {name: save_picture(pixels, name) for name, pixels in result.pictures.items()}
    except BadInput as error:
        # A warning and not an error, which would cover the last result.
        gr.Warning(text(error.key, language, **error.values))
        return (gr.skip(),) * 4
    return (files[method], files["network"]), _scores(result), files["network"], files


def _compare(files, wanted):
    files, wanted = (each if isinstance(each, dict) else {} for each in (files, wanted))
    pair = [files.get(str(wanted.get("method"))), files.get("network")]
    if not all(folder.holds(path) and Path(path).is_file() for path in pair):
        return gr.skip()  # results are removed after an hour
    return tuple(pair)


def _scores(result: Enlargement) -> str:
    """Sizes and, where the truth is known, PSNR and SSIM of the three ways, in both languages."""
    before, after = ("×".join(map(str, size)) for size in (result.small, result.large))
    size = f"<p>{before} → {after} {both('pixels')}</p>"
    if not result.scores:
        return _caption("left_right") + size
    rows = "".join(
        f"<tr><th scope='row'>{both(f'way_{name}')}</th>"
        f"<td>{psnr:.2f} dB</td><td>{ssim:.4f}</td></tr>"
        for name, (psnr, ssim) in result.scores.items()
    )
    head = f"<tr><th>{both('score_header')}</th><th>PSNR</th><th>SSIM</th></tr>"
    return (
        f"{_caption('left_right')}{size}<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    )


def _caption(key: str) -> str:
    return f"<p>{both(key)}</p>"

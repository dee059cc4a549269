"""The five named endpoints: what the tabs do, with PyTorch on the server, for scripts.

Each checks its arguments and answers what it cannot use with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
import numpy as np

from aedemo import facts
from aedemo.models.registry import digit_variants
from aedemo.ui.blocks import stop_if_left
from aedemo.ui.enlarge import enlarge_picture
from aedemo.ui.errors import BadInput, answers_in_sentences, choice, number, whole_number
from aedemo.ui.networks import server_network
from aedemo.ui.pictures import read_picture, save_picture

STEPS = 64
SAMPLES = 64


def build() -> None:
    """Adds the endpoints to the Blocks being built; nothing of them is on the page."""

    def image(label: str) -> gr.Image:
        return gr.Image(type="filepath", image_mode=None, label=label, visible=False)

    def images() -> gr.Gallery:
        return gr.Gallery(label="images", visible=False)

    def word(label: str, value: str) -> gr.Textbox:
        return gr.Textbox(value, label=label, visible=False)

    def count(label: str, value: float) -> gr.Number:
        return gr.Number(value, label=label, visible=False)

    def usual(tab: str, name: str):
        return facts.settings(tab)[name]["start"]

    def seed(tab: str) -> gr.Number:
        return count("seed", usual(tab, "seed"))

    endpoints: dict[Callable, tuple[list, Any]] = {
        reconstruct: (
            [image("image"), word("variant", usual("draw", "variant"))],
            image("image"),
        ),
        denoise: (
            [
                image("image"),
                word("kind", usual("denoise", "kind")),
                count("level", usual("denoise", "level")),
                seed("denoise"),
            ],
            [image("noisy"), image("denoised")],
        ),
        interpolate: (
            [
                image("first"),
                image("second"),
                word("variant", usual("interpolate", "variant")),
                count("steps", 11),
                word("path", usual("interpolate", "path")),
            ],
            images(),
        ),
        sample: (
            [
                count("count", 16),
                count("temperature", usual("sample", "temperature")),
                seed("sample"),
            ],
            images(),
        ),
        super_resolve: (
            [image("image"), count("factor", usual("superres", "factor"))],
            image("image"),
        ),
    }
    for function, (inputs, outputs) in endpoints.items():
        heavy = function is super_resolve
        gr.Button(visible=False).click(
            answers_in_sentences(function),
            inputs,
            outputs,
            api_name=function.__name__,
            concurrency_id="superres" if heavy else "digits",
        )


def reconstruct(image: Any, variant: str) -> str:
    """A digit, white on black, through one autoencoder; other sizes are averaged to 28×28."""
    choice(variant, digit_variants())
    model = server_network(variant)
    return _save(model(_digit(image)), "reconstruction")[0]


def denoise(image: Any, kind: str, level: float, seed: float) -> tuple[str, str]:
    """A digit damaged by gaussian, masking or salt-and-pepper noise, and repaired."""
    from aedemo.data.noise import KINDS, SeededRandom, corrupt

    choice(kind, KINDS)
    level = number("level", level, *facts.limits("denoise", "level"))
    seed = whole_number("seed", seed, *facts.limits("denoise", "seed"))
    noisy = corrupt(_digit(image), kind, level, SeededRandom(seed))
    denoised = server_network("denoising")(noisy)
    return _save(noisy, "noisy")[0], _save(denoised, "denoised")[0]


def interpolate(first: Any, second: Any, variant: str, steps: float, path: str) -> list[str]:
    """``steps`` pictures on the straight or spherical path between the codes of two digits."""
    from aedemo.models.interpolation import PATHS
    from aedemo.models.interpolation import interpolate as between

    choice(variant, digit_variants())
    choice(path, PATHS)
    steps = whole_number("steps", steps, 2, STEPS)
    model = server_network(variant)
    start, end = (
        model.encode(_digit(image, name))[0]
        for image, name in ((first, "first"), (second, "second"))
    )
    return _save(model.decode(between(start, end, steps, path)), "step")


def sample(count: float, temperature: float, seed: float) -> list[str]:
    """``count`` digits decoded from the prior of ``vae``, z ~ N(0, temperature²)."""
    import torch

    from aedemo.data.pcg32 import Pcg32

    count = whole_number("count", count, 1, SAMPLES)
    temperature = number("temperature", temperature, *facts.limits("sample", "temperature"))
    seed = whole_number("seed", seed, *facts.limits("sample", "seed"))
    model = server_network("vae")
    normals = Pcg32(seed).normal(count * model.code).reshape(count, model.code)
    return _save(model.decode(torch.from_numpy(normals * temperature).float()), "sample")


def super_resolve(image: Any, factor: float) -> str:
    """A picture enlarged 2, 3 or 4 times by the network."""
    factors = facts.settings("superres")["factor"]["values"]
    factor = whole_number("factor", factor, min(factors), max(factors))
    result = enlarge_picture(
        read_picture(image), factor, hide=False, on_tile=lambda *_: stop_if_left()
    )
    return save_picture(result.pictures["network"], f"superres-x{factor}")


def _digit(image: Any, name: str = "image"):
    """A picture that was sent as a digit, (1, 1, 28, 28) in [0, 1]."""
    import torch
    from PIL import Image

    grey = Image.fromarray(read_picture(image, name)).convert("L")
    if grey.size != (28, 28):
        grey = grey.resize((28, 28), Image.Resampling.BOX)
    pixels = np.array(grey, np.float32) / 255
    if pixels.max() < 0.05:
        raise BadInput("bad_blank_digit")
    return torch.from_numpy(pixels)[None, None]


def _save(images, name: str) -> list[str]:
    """(N, 1, 28, 28) → the paths of N pictures, clipped to [0, 1]."""
    from aedemo.models.tiles import to_bytes

    return [save_picture(to_bytes(image), name) for image in images.split(1)]

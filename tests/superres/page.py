"""What the page makes of pictures, in Node."""

from __future__ import annotations

import base64
import json
import subprocess
from dataclasses import dataclass, field

import numpy as np

from tests.conftest import ROOT


@dataclass(frozen=True)
class Case:
    """A picture, bytes (H, W) or (H, W, 3), and what is to be made of it. ``kind``: of kernels,
    "wasm" or "script"; ``side``: of tiles; ``hide``: whether it is shrunk first."""

    picture: np.ndarray
    factor: int
    kind: str = "wasm"
    side: int = 128
    hide: bool = False


@dataclass(frozen=True)
class Made:
    """``pictures``: small, nearest, bicubic, network, as bytes like the given one; ``detail``: what
    the network adds to luminance (s·H, s·W); ``scores``: PSNR and SSIM by name, with ``hide``."""

    pictures: dict[str, np.ndarray]
    detail: np.ndarray
    scores: dict[str, dict[str, float]] = field(default_factory=dict)


def asked(case: Case) -> dict:
    height, width = case.picture.shape[:2]
    rgba = np.full((height, width, 4), 255, np.uint8)
    rgba[..., :3] = case.picture if case.picture.ndim == 3 else case.picture[..., None]
    return {
        "kind": case.kind,
        "factor": case.factor,
        "side": case.side,
        "hide": case.hide,
        "width": width,
        "height": height,
        "pixels": base64.b64encode(rgba).decode(),
    }


def answered(case: Case, answer: dict) -> Made:
    s = case.factor
    h, w = (side // s if case.hide else side for side in case.picture.shape[:2])

    def pixels(name: str) -> np.ndarray:
        scale = 1 if name == "small" else s
        content = bytearray(base64.b64decode(answer["pictures"][name]))
        rgba = np.frombuffer(content, np.uint8).reshape(h * scale, w * scale, 4)
        assert (rgba[..., 3] == 255).all(), f"{name} is not opaque"
        if case.picture.ndim == 3:
            return rgba[..., :3]
        assert (rgba[..., :3] == rgba[..., :1]).all(), f"{name} of a grey picture has colours"
        return rgba[..., 0]

    detail = np.frombuffer(base64.b64decode(answer["detail"]), np.float32).reshape(h * s, w * s)
    return Made({name: pixels(name) for name in answer["pictures"]}, detail, answer["scores"] or {})


def told(script: str, cases: list[dict]) -> list[dict]:
    """What a script of tests/js says of cases, all of them by one process."""
    done = subprocess.run(
        ["node", f"tests/js/{script}"],
        cwd=ROOT,
        input=json.dumps(cases),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def of_the_page(cases: list[Case]) -> list[Made]:
    """The enlargements of all of them."""
    answers = told("recovered.js", [asked(case) for case in cases])
    return [answered(*pair) for pair in zip(cases, answers, strict=True)]

"""What PyTorch, scikit-image and SciPy make of digits of the gallery: numbers that the page's
modules have to come to, written to ``fixtures/``. Once weights have changed, run

python -m tests.js.fixtures
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from scipy.ndimage import median_filter
from skimage.restoration import denoise_tv_chambolle
from torch import Tensor, nn
from torch.nn import functional as F

from aedemo import load_model
from aedemo.data.digits import test_digits
from aedemo.data.noise import KINDS, SeededRandom, corrupt
from aedemo.models.one_class import shape_error
from aedemo.models.registry import digit_variants
from aedemo.places import DATA, WEIGHTS

FOLDER = Path(__file__).with_name("fixtures")
DIGITS = 10  # of the gallery: one of each class
NUMBERS = 16  # of a code
EVERY = 37  # so-manieth pixel of a picture


def gallery() -> Tensor:
    """(10, 1, 28, 28), the digits from 0 to 9."""
    stored = json.loads((DATA / "gallery.json").read_text(encoding="utf-8"))[:DIGITS]
    return test_digits()[0][[each["index"] for each in stored]]


def pca() -> nn.Module:
    """PCA-32, which is stored in the form of ``linear``."""
    model = load_model("linear")
    model.load_state_dict(load_file(WEIGHTS / "pca-32/model.safetensors"))
    return model


def some(picture: Tensor | np.ndarray) -> list[float]:
    return rounded(np.asarray(picture).ravel()[::EVERY])


def rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), 6) for value in values]


@torch.no_grad()
def networks() -> dict[str, Any]:
    """By network: how the first digit's code begins, and each digit's squared error per pixel."""
    x = gallery()
    models = {name: load_model(name) for name in (*digit_variants(), "digit-3")} | {"pca-32": pca()}
    return {
        name: {
            "code": rounded(model.encode(x[:1])[0, :NUMBERS]),
            "errors": rounded(F.mse_loss(model(x), x, reduction="none").mean((1, 2, 3))),
        }
        for name, model in models.items()
    }


def pixels() -> dict[str, Any]:
    """Noise of level 0.35 and seed 2³¹ + 7; what filters make of it; how much two shapes differ."""
    x = gallery()
    noisy = {kind: corrupt(x[:1], kind, 0.35, SeededRandom(2**31 + 7)) for kind in KINDS}
    picture = noisy["gaussian"][0, 0].double().numpy()
    tv = denoise_tv_chambolle(picture, 0.12, eps=0, max_num_iter=61)
    return {
        "noisy": {kind: some(each) for kind, each in noisy.items()},
        "median": some(median_filter(picture, 3, mode="nearest")),
        "totalVariation": some(tv),
        "shapeErrors": rounded(shape_error(x[:1].expand_as(x), x)),
    }


def write(name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=1)
    (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write("networks", networks())
    write("pixels", pixels())

"""How well the first numbers of `ordered` rebuild alone, beside PCA and beside networks that were
trained for one width each."""

from __future__ import annotations

from functools import cache

import torch
from matplotlib.figure import Figure as Drawing

from aedemo import figures
from aedemo.evaluation import comparison
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material
from aedemo.evaluation.variants.reconstruction import codes, error, pca
from aedemo.measures.pictures import squared_error
from aedemo.models.ordered import first

SEPARATE = (2, 4, 8, 16)  # the widths that a network of their own is trained for
FEW = 4  # up to which a width is called narrow


@cache
@torch.no_grad()
def curves(material: Material) -> dict[str, list[float]]:
    """Mean squared error per pixel on the test digits from the first 1, 2 … numbers of the code,
    and from as many principal components."""
    images, _ = material.test
    model = material.model("ordered")
    z = codes(model, images)
    sizes = range(1, z.shape[1] + 1)
    components = pca(material, z.shape[1])
    projected = components.project(images)
    rebuilt = (projected[:, :k] @ components.components[:k] + components.mean for k in sizes)
    return {
        "ordered": [
            torch.cat([squared_error(model.decode(first(a, k)), b) for a, b in batches(z, images)])
            .mean()
            .item()
            for k in sizes
        ],
        "pca": [
            squared_error(each.to(images).view_as(images), images).mean().item() for each in rebuilt
        ],
    }


def batches(z: torch.Tensor, images: torch.Tensor) -> zip:
    return zip(z.split(1000), images.split(1000), strict=True)


@cache
def separate(material: Material) -> dict[int, float]:
    """The same of the networks of one width."""
    images, _ = material.test
    return {k: error(comparison.narrow(material, k), images) for k in SEPARATE}


def beside_pca(material: Material, name: str) -> tuple[float, dict]:
    """The largest ratio to PCA's error over all widths."""
    own, other = curves(material).values()
    ratios = [mine / pcas for mine, pcas in zip(own, other, strict=True)]
    worst = max(ratios)
    return worst, {"at a width of": ratios.index(worst) + 1, "the smallest": min(ratios)}


def beside_separate(material: Material, few: bool) -> tuple[float, dict]:
    """The largest ratio to the error of a network of that width alone."""
    own = curves(material)["ordered"]
    known = {k: value for k, value in separate(material).items() if (k <= FEW) == few}
    errors = {f"its own of {k}": own[k - 1] for k in known}
    errors |= {f"the network of {k}": value for k, value in known.items()}
    return max(own[k - 1] / value for k, value in known.items()), errors


ROWS = [
    Row("ordered", "width-pca-ratio", beside_pca),
    Row("ordered", "width-narrow-ratio", lambda material, _: beside_separate(material, True)),
    Row("ordered", "width-wide-ratio", lambda material, _: beside_separate(material, False)),
]


def draw(material: Material) -> Drawing:
    """The error over the width."""
    return figures.widths(curves(material), separate(material))


PICTURES = {"widths.png": draw}

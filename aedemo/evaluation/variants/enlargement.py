"""Super-resolution: nearness to the original, speed beside FSRCNN, and the checkerboard."""

from __future__ import annotations

import statistics
import time
from functools import partial

import torch
from matplotlib.figure import Figure as Drawing
from skimage.metrics import structural_similarity
from torch import Tensor, nn

from aedemo import facts, figures
from aedemo.data.photos import read_image, shrunk_pair
from aedemo.data.resize import enlarge
from aedemo.evaluation.comparison import FSRCNN
from aedemo.evaluation.figure import Row
from aedemo.evaluation.material import Material
from aedemo.measures.superres import (
    Pair,
    benchmark,
    benchmark_pairs,
    enlarged_luminance,
    example_pairs,
)
from aedemo.places import PHOTOS

FACTORS: dict[str, int] = {
    each["name"]: each["factor"]
    for each in facts.read("variants")["variants"]
    if each["kind"] == "superres"
}
SHIPPED = "shipped"
SETS = ("Set5", "Set14", SHIPPED)
ROUNDS = 60  # of the race
SIDE = 80  # of the picture that is enlarged in it, as the title of the measure says


def pairs(material: Material, photos: str, factor: int) -> list[Pair]:
    """The photographs of one set."""
    if photos == SHIPPED:
        return example_pairs(factor)
    return benchmark_pairs(material.benchmark(photos, factor))


def nearness(material: Material, name: str, photos: str) -> tuple[float, dict]:
    """PSNR in dB, on Y."""
    model = material.model(name)
    bicubic, network = benchmark(model, pairs(material, photos, FACTORS[name]))
    return network, {"bicubic": bicubic, "its weights": weights(model)}


def weights(model: nn.Module) -> int:
    """How many parameters it has."""
    return sum(value.numel() for value in model.parameters())


def multiply_adds(model: nn.Module) -> int:
    """For a pixel of the small picture, where all of its convolutions work: each of their weights
    is used once there, and so is each of the transposed convolution."""
    return sum(value.numel() for value in model.parameters() if value.dim() == 4)


def ssim(a: Tensor, b: Tensor) -> float:
    """Of grey levels (1, 1, H, W), with the settings of Wang et al. 2004
    (doi:10.1109/TIP.2003.819861)."""
    return structural_similarity(
        a[0, 0].numpy(),
        b[0, 0].numpy(),
        data_range=255,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )


def similarity(material: Material, name: str, photos: str) -> tuple[float, dict]:
    """SSIM, on Y."""
    scores = []
    for pair in pairs(material, photos, FACTORS[name]):
        truth, *enlarged = enlarged_luminance(material.model(name), pair)
        scores.append([ssim(y, truth) for y in enlarged])
    bicubic, network = torch.tensor(scores).mean(dim=0).tolist()
    return network, {"bicubic": bicubic}


@torch.no_grad()
def seconds(network: nn.Module, x: Tensor) -> float:
    """Of one pass."""
    began = time.perf_counter()
    network(x)
    return time.perf_counter() - began


def slowness(material: Material, name: str) -> tuple[float, dict]:
    """Median time on one thread over that of FSRCNN; by turns, so that both have the same
    weather."""
    model = material.model(name)
    x = torch.rand(1, 1, SIDE, SIDE, generator=torch.Generator().manual_seed(0))
    rivals = (model, FSRCNN(model.factor).eval())
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        rounds = [[seconds(rival, x) for rival in rivals] for _ in range(ROUNDS)]
    finally:
        torch.set_num_threads(threads)
    own, other = (1000 * statistics.median(times) for times in zip(*rounds, strict=True))
    return own / other, {"milliseconds": own, "FSRCNN's": other}


@torch.no_grad()
def checkerboard(model: nn.Module) -> Tensor:
    """Peak-to-peak over the output phases in grey levels, for each constant grey 0…255; (256,)."""
    grey = torch.arange(256).div(255).view(-1, 1, 1, 1).expand(-1, 1, 8, 8)
    output = model(grey).flatten(1).mul(255)
    return output.amax(dim=1) - output.amin(dim=1)


def unevenness(material: Material, name: str) -> tuple[float, dict]:
    """The checkerboard at the worst grey, to a thousandth: the rest is rounding."""
    return round(checkerboard(material.model(name)).max().item(), 3), {}


ROWS = [
    *(
        Row(name, f"{measure}-{photos.lower()}", partial(compute, photos=photos))
        for name in FACTORS
        for measure, compute in (("psnr", nearness), ("ssim", similarity))
        for photos in SETS
    ),
    *(Row(name, "checkerboard", unevenness) for name in FACTORS),
    Row("superres-x3", "time-ratio", slowness),
]

REACH = 0.5  # grey levels
# Where to look: the corner of a detail of each shipped photograph, as (top, left) in pixels.
DETAILS = {"astronaut": (70, 160), "chelsea": (90, 160), "coffee": (240, 380), "rocket": (140, 90)}


@torch.no_grad()
def draw_details(material: Material) -> Drawing:
    """A detail of each shipped photograph, and what is made of it once it has been shrunk."""
    rows = []
    for name, (top, left) in DETAILS.items():
        photo = read_image(PHOTOS / f"{name}.png")
        cut = (..., slice(top, top + 96), slice(left, left + 96))
        row = {"original": photo[cut]}
        for variant, factor in FACTORS.items():
            small, _ = shrunk_pair(photo, factor)
            row[f"bicubic ×{factor}"] = enlarge(small, factor)[cut].clamp(0, 1)
            row[variant] = material.model(variant).upscale(small)[cut]
        rows.append(row)
    return figures.details(rows)


@torch.no_grad()
def draw_checkerboard(material: Material) -> Drawing:
    """A piece of what the worst constant grey becomes."""
    pictures = {}
    for name in FACTORS:
        model = material.model(name)
        grey = checkerboard(model).argmax().item()
        picture = model(torch.full((1, 1, 8, 8), grey / 255))[0, 0] * 255
        pictures[f"{name}, grey {grey}"] = (picture - picture.mean())[:12, :12]
    return figures.checkerboard(pictures, REACH)


def draw_unevenness(material: Material) -> Drawing:
    """The checkerboard of every grey."""
    heights = {name: checkerboard(material.model(name)) for name in FACTORS}
    return figures.unevenness(heights, REACH)


PICTURES = {
    "superres.png": draw_details,
    "checkerboard.png": draw_checkerboard,
    "checkerboard-greys.png": draw_unevenness,
}

"""The page's arithmetic of transposed convolutions is PyTorch's."""

from itertools import product

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from tests.browser.modules import call

INPUT = 5
LINKS = """({ maths }, input, settings) => settings.map((each) => {
  const { counts, outputSize, refusal, writers, written } = maths;
  const size = outputSize(input, each), why = refusal(input, each);
  if (why) return { why, size };
  const axis = (length) => Array.from({ length }, (_, at) => at);
  return {
    size,
    counts: counts(input, each),
    writers: axis(size).map((at) => writers(at, input, each).map((link) => [link.at, link.tap])),
    written: axis(input).map((at) => written(at, size, each).map((link) => [link.at, link.tap])),
  };
})"""


def pytorch(x: torch.Tensor, kernel: torch.Tensor, setting: dict) -> torch.Tensor:
    return F.conv_transpose2d(
        x,
        kernel[None, None],
        stride=setting["stride"],
        padding=setting["padding"],
        output_padding=setting["outputPadding"],
    )


def expand(links: list, to: int, size: int) -> torch.Tensor:
    """The links of one axis as (from, to) → tap + 1, or 0 where there is none."""
    table = torch.zeros(len(links), to, dtype=torch.long)
    for place, pairs in enumerate(links):
        for at, tap in pairs:
            assert 0 <= tap < size and table[place, at] == 0
            table[place, at] = tap + 1
    return table


def taps(axis: torch.Tensor, kernel: int) -> torch.Tensor:
    """One axis's table → (output row, output column, input row, input column) → the number of
    the tap, counted row by row from 1, or 0."""
    down, across = axis[:, None, :, None], axis[None, :, None, :]
    return torch.where((down > 0) & (across > 0), (down - 1) * kernel + across, 0)


@pytest.mark.parametrize("kernel", [*range(1, 8), 9, 12])
def test_sizes_counts_and_links_are_those_of_pytorch(blank, kernel):
    settings = [
        {"kernel": kernel, "stride": stride, "padding": padding, "outputPadding": output}
        for stride, padding, output in product(range(1, 5), [0, 1, 2, 3, 4, 6, 8], range(4))
    ]
    found = call(blank, LINKS, INPUT, settings, maths="maths/transposed.js")
    refused = 0
    for setting, page in zip(settings, found, strict=True):
        ones = torch.ones(kernel, kernel)
        try:
            counts = pytorch(torch.ones(1, 1, INPUT, INPUT), ones, setting)[0, 0]
        except RuntimeError as error:
            refused += 1
            expected = "output_padding" if "output padding must be" in str(error) else "empty"
            assert page["why"] == expected, setting
            continue
        if not len(counts):  # which PyTorch makes, and nobody can look at
            assert page["why"] == "empty", setting
            continue
        assert "why" not in page, setting
        assert page["size"] == len(counts), setting
        assert page["counts"] == counts.tolist(), setting

        # What every input pixel of 1 adds to every output pixel, with taps 1, 2, 3, …
        numbered = torch.arange(1.0, kernel**2 + 1).view(kernel, kernel)
        added = pytorch(torch.eye(INPUT**2).view(-1, 1, INPUT, INPUT), numbered, setting)
        added = added.view(INPUT, INPUT, page["size"], page["size"]).permute(2, 3, 0, 1)
        writers = expand(page["writers"], INPUT, kernel)
        written = expand(page["written"], page["size"], kernel)
        assert (taps(writers, kernel) == added).all(), setting
        assert (writers == written.T).all(), setting
    assert refused >= 24, "of the output paddings alone"


def random(size: int, seed: int) -> torch.Tensor:
    return torch.randn(size, size, generator=torch.Generator().manual_seed(seed)).double()


def page_kernel(blank, function: str, kernel: torch.Tensor, stride: int) -> torch.Tensor:
    script = f"({{ maths }}, taps, stride) => [...maths.{function}(taps, stride)]"
    result = call(blank, script, kernel.flatten().tolist(), stride, maths="maths/phases.js")
    size = round(len(result) ** 0.5)
    return torch.tensor(result, dtype=torch.double).view(size, size)


def inside(kernel: torch.Tensor, stride: int) -> torch.Tensor:
    """One period of what a constant image of ones becomes, away from the border."""
    out = F.conv_transpose2d(torch.ones(1, 1, 16, 16).double(), kernel[None, None], stride=stride)[
        0, 0
    ]
    middle = 8 * stride
    return out[middle : middle + stride, middle : middle + stride]


@pytest.mark.parametrize("stride", [1, 2, 3, 4])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_balanced_phases_take_off_what_each_exceeds_the_mean_by(blank, stride, times):
    kernel = random(stride * times, seed=stride)
    expected = kernel.clone()
    sums = torch.stack(
        [
            kernel[row::stride, column::stride].sum()
            for row in range(stride)
            for column in range(stride)
        ]
    )
    for phase, total in enumerate(sums):
        row, column = divmod(phase, stride)
        expected[row::stride, column::stride] -= (total - sums.mean()) / times**2
    balanced = page_kernel(blank, "balancePhases", kernel, stride)
    assert torch.allclose(balanced, expected, rtol=0, atol=1e-12)
    again = page_kernel(blank, "balancePhases", balanced, stride)
    assert torch.allclose(again, balanced, rtol=0, atol=1e-12), "twice is the same as once"
    level = inside(balanced, stride)
    assert torch.allclose(level, sums.mean().expand_as(level), rtol=0, atol=1e-12)
    assert stride == 1 or np.ptp(inside(kernel, stride).numpy()) > 0.1


@pytest.mark.parametrize("size,stride", [(3, 2), (4, 2), (5, 3), (1, 4), (7, 4), (3, 1)])
def test_phase_sums_are_what_a_constant_image_becomes(blank, size, stride):
    kernel = random(size, seed=size)
    sums = page_kernel(blank, "phaseSums", kernel, stride)
    assert torch.allclose(sums, inside(kernel, stride), rtol=0, atol=1e-12)


@pytest.mark.parametrize("size,stride", [(3, 2), (4, 3), (1, 2), (5, 4)])
def test_the_cures_are_resizing_and_pixel_shuffle_as_pytorch_does_them(blank, size, stride):
    """Each is one transposed convolution: exactly the same picture, the border included."""
    kernel = random(size, seed=size)
    x = random(6, seed=9)[None, None]
    flipped = kernel.flip(0, 1)[None, None]  # PyTorch's convolutions are correlations

    def deconvolve(function):
        taps = page_kernel(blank, function, kernel, stride)
        return F.conv_transpose2d(x, taps[None, None], stride=stride)

    nearest = F.interpolate(x, scale_factor=stride, mode="nearest")
    resized = F.conv2d(nearest, flipped, padding=size - 1)
    assert torch.allclose(deconvolve("resizeThenConvolve"), resized, rtol=0, atol=1e-12)
    alike = flipped.expand(stride**2, 1, size, size)
    shuffled = F.pixel_shuffle(F.conv2d(x, alike, padding=size - 1), stride)
    assert torch.allclose(deconvolve("subPixel"), shuffled, rtol=0, atol=1e-12)


def test_scaling_keeps_the_mean(blank):
    kernel = random(5, seed=1).abs()
    kept = page_kernel(blank, "keepMean", kernel, 2)
    assert abs(inside(kept, 2).mean() - 1) < 1e-12
    assert torch.allclose(kept / kept[0, 0], kernel / kernel[0, 0])

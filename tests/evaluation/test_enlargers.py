"""What is told of networks for super-resolution, counted anew."""

import pytest
from torch import nn

from aedemo.evaluation.comparison import FSRCNN
from aedemo.evaluation.enlargers import OTHERS, compared
from aedemo.evaluation.figure import REFERENCES, Figure
from aedemo.evaluation.variants.enlargement import FACTORS, multiply_adds, weights

MARKED = "psnr-set5", "psnr-set14"


def srcnn():
    """9-5-5 of Dong et al. (arXiv 1501.00092)."""
    return nn.Sequential(nn.Conv2d(1, 64, 9), nn.Conv2d(64, 32, 5), nn.Conv2d(32, 1, 5))


def vdsr():
    """20 layers of 64 channels (arXiv 1511.04587)."""
    middle = [nn.Conv2d(64, 64, 3) for _ in range(18)]
    return nn.Sequential(nn.Conv2d(1, 64, 3), *middle, nn.Conv2d(64, 1, 3))


@pytest.mark.parametrize(
    "name, network, on_large",
    [("SRCNN (57 k)", srcnn(), True), ("VDSR (665 k)", vdsr(), True)]
    + [("FSRCNN (12.8 k)", FSRCNN(factor), False) for factor in FACTORS.values()],
)
def test_size_is_that_of_the_network(name, network, on_large):
    """One that works on the large picture pays s² times for a pixel of the small one."""
    per_pixel = multiply_adds(network)
    assert OTHERS[name]["weights"] == weights(network)
    assert OTHERS[name]["multiply_adds"] == [
        per_pixel * factor**2 if on_large else per_pixel for factor in FACTORS.values()
    ]


def test_every_network_that_is_named_has_a_row():
    named = {
        name
        for variant in FACTORS
        for measure in MARKED
        for name in REFERENCES[variant][measure]["published"]
    }
    assert named == {*OTHERS}


def test_table_has_figures_beside_sizes_and_says_what_is_not_known():
    measured = Figure.of("superres-x2", "psnr-set5", 37.314, {})
    header, line, own, *others = compared([measured]).splitlines()
    assert {row.count("|") for row in (header, line, own, *others)} == {7}
    assert "| 57,473 / 58,913 / 60,929 |" in own and "| 37.31 / unknown / unknown |" in own
    (vdsr,) = (row for row in others if row.startswith("| VDSR |"))
    assert "| 37.53 / 33.66 / 31.35 |" in vdsr and "arXiv 1511.04587" in vdsr
    (port,) = (row for row in others if row.startswith("| a port"))
    assert port.count("| unknown ") == 3

"""Figures of README and report, computed a second time by code that shares nothing with the first:
neither the site's modules nor PyTorch. They agree to the last digit that is printed."""

import ast
from functools import partial
from pathlib import Path

import pytest

from tests.independent.anomalies import mean_auroc, mean_auroc_of_nine
from tests.independent.digits import (
    active_share,
    denoised_psnr,
    dimensions_in_use,
    error_of_first,
    jacobian_norm,
    noisy_psnr,
    off_target,
    squared_error,
)
from tests.independent.enlarging import checkerboard, nearness, psnr, ssim
from tests.independent.printed import printed

LIBRARIES = {"numpy", "scipy", "PIL", "safetensors", "pytest"}
STANDARD = {"__future__", "ast", "collections", "functools", "gzip", "json", "pathlib"}

SQUARED = "squared error per pixel"
MASKING = "`denoising` | masking 0.5: dB above the best filter"
JACOBIAN = "`contractive` | mean ‖J‖_F of the whitened code ÷ its twin's without penalty"
AUROC = "anomalies, {} normal: mean AUROC, {} error"
TEN, NINE = "ten small networks", "nine small networks"

# How a row begins, the name beside which the figure stands in it ("" for the value itself), and how
# it is computed here.
README = [
    (f"`dense` | {SQUARED}", "", partial(squared_error, "dense")),
    (f"`ordered` | {SQUARED}", "", partial(squared_error, "ordered")),
    ("`ordered` | the same, k = 8, 16", "its own of 8", partial(error_of_first, 8)),
    (f"`convolutional` | {SQUARED}", "", partial(squared_error, "convolutional")),
    (MASKING, "noisy", partial(noisy_psnr, 0.5)),
    (MASKING, "network", partial(denoised_psnr, 0.5)),
    ("`sparse-l1` | active units, %", "", partial(active_share, "sparse-l1")),
    ("`sparse-kl` | mean activation of all units off ρ, %", "", partial(off_target, "sparse-kl")),
    (JACOBIAN, "its ‖J‖", partial(jacobian_norm, "contractive")),
    ("`superres-x4` | checkerboard, grey levels", "", partial(checkerboard, 4)),
    *(
        (AUROC.format(normal, kind), beside, partial(compute, kind))
        for normal, beside, compute in (
            ("one digit", TEN, mean_auroc),
            ("nine digits", NINE, mean_auroc_of_nine),
        )
        for kind in ("softened", "squared")
    ),
]
REPORT = [
    ("`vae` | dimensions in use", "", partial(dimensions_in_use, "vae")),
    *(
        (f"`superres-x{factor}` | {title} on the shipped photographs", beside, compute)
        for factor in (2, 3, 4)
        for title, measure in (("PSNR, dB,", psnr), ("SSIM", ssim))
        for beside, compute in (
            ("", partial(nearness, measure, factor, "network")),
            ("bicubic", partial(nearness, measure, factor, "bicubic")),
        )
    ),
]
FIGURES = [
    pytest.param(file, row, beside, compute, id=f"{row} {beside}".strip())
    for file, figures in (("README.md", README), ("weights/REPORT.md", REPORT))
    for row, beside, compute in figures
]


@pytest.mark.parametrize(("file", "row", "beside", "compute"), FIGURES)
def test_what_is_printed_comes_out_again(file, row, beside, compute):
    text = printed(file, row, beside)
    decimals = len(text.partition(".")[2])
    assert f"{compute():.{decimals}f}" == text


def imports(path):
    """What one imports, by dotted names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("*.py")), ids=lambda p: p.stem)
def test_no_code_is_shared(path):
    others = {name for name in imports(path) if not name.startswith("tests.independent.")}
    assert {name.split(".")[0] for name in others} <= LIBRARIES | STANDARD

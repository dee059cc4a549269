import numpy as np
import pytest
import torch
from PIL import Image
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from torch import nn

from aedemo import load_model
from aedemo.evaluation.variants.enlargement import checkerboard, ssim
from aedemo.measures.superres import benchmark, benchmark_pairs, example_pairs
from aedemo.places import PHOTOS


def test_benchmark_folder_is_measured_under_the_protocol(tmp_path):
    """One picture in colour and in grey, bicubic by Pillow; a grey picture is its own luminance."""
    photo = Image.open(PHOTOS / "chelsea.png").convert("RGB").crop((0, 0, 160, 120))
    expected = []
    for mode in ("L", "RGB"):
        full = photo.convert(mode)
        small = full.resize((80, 60), Image.Resampling.BICUBIC)
        full.save(tmp_path / f"{mode}_HR.png")
        small.save(tmp_path / f"{mode}_LR.png")
        pair = (np.asarray(x) for x in (full, small.resize(full.size, Image.Resampling.BICUBIC)))
        y = [x if mode == "L" else rgb2ycbcr(x)[..., 0].round() for x in pair]
        expected.append(peak_signal_noise_ratio(*(x[2:-2, 2:-2] for x in y), data_range=255))
    bicubic, network = benchmark(load_model("superres-x2"), benchmark_pairs(tmp_path))
    assert bicubic == pytest.approx(np.mean(expected), abs=0.05)
    assert network > bicubic + 0.5


def test_shipped_photographs_cover_whole_multiples():
    for small, full in example_pairs(3):
        assert [3 * side for side in small.shape[2:]] == list(full.shape[2:])


def test_ssim_has_the_settings_of_its_paper():
    """Gaussian window with σ = 1.5, population variances, 255 grey levels."""
    a = torch.arange(400.0).remainder(97).view(1, 1, 20, 20)
    b = a + torch.rand(a.shape, generator=torch.Generator().manual_seed(0)) * 40
    expected = structural_similarity(
        a[0, 0].numpy(),
        b[0, 0].numpy(),
        win_size=11,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        data_range=255,
    )
    assert ssim(a, b) == pytest.approx(expected)


def transposed(kernel, stride):
    """A transposed convolution with this kernel, for one channel."""
    layer = nn.ConvTranspose2d(1, 1, len(kernel), stride, padding=len(kernel) // 2, bias=False)
    layer.weight.data = torch.tensor(kernel).view(1, 1, len(kernel), len(kernel))
    return layer


@pytest.mark.parametrize(
    "kernel, height",
    [
        ([[0.25] * 4] * 4, 0),  # a multiple of the stride, and even
        ([[0.5, 0.0, 0.0, 0.5]] * 4, 0),  # each phase of a row still sums to one half
        ([[0.5, 0.0, 0.3, 0.2]] * 4, 255 * 2 * (0.8 - 0.2)),  # even counts, uneven sums
        ([[1.0] * 3] * 3, 255 * (4 - 1)),  # not a multiple: written 1, 2, 2 or 4 times
    ],
)
def test_checkerboard_of_a_kernel_made_by_hand(kernel, height):
    """Stride 2: an output pixel gets every other value of the kernel, row- and columnwise."""
    layer = transposed(kernel, 2)

    class Inside(nn.Module):
        """Without the edge, where fewer input pixels reach."""

        def forward(self, x):
            return layer(x)[..., 4:-4, 4:-4]

    found = checkerboard(Inside())
    assert found.shape == (256,)
    torch.testing.assert_close(found, torch.arange(256) / 255 * height, atol=1e-3, rtol=1e-5)


@pytest.mark.parametrize(
    "kernel, stride, padding, output_padding",
    [
        (2, 2, 0, 0),
        (3, 2, 0, 0),
        (3, 2, 1, 1),
        (4, 2, 1, 0),
        (5, 3, 1, 2),
        (9, 4, 4, 3),
        (1, 1, 0, 0),
    ],
)
def test_size_of_a_transposed_convolution(kernel, stride, padding, output_padding):
    """H_out = (H − 1)·stride − 2·padding + kernel + output padding."""
    layer = nn.ConvTranspose2d(1, 1, kernel, stride, padding, output_padding)
    expected = [(side - 1) * stride - 2 * padding + kernel + output_padding for side in (6, 7)]
    assert list(layer(torch.rand(1, 1, 6, 7)).shape[2:]) == expected

import numpy as np
import pytest
import torch
from PIL import Image
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio

from aedemo import load_model
from aedemo.models.superres import BalancedDeconvolution, SuperResolution
from aedemo.models.tiles import to_bytes, upscale_in_tiles
from aedemo.places import PHOTOS

FACTORS = [2, 3, 4]


@pytest.fixture(scope="module")
def photo():
    """A piece of a photograph with odd sides, bytes (H, W, 3)."""
    return np.asarray(Image.open(PHOTOS / "coffee.png").convert("RGB"))[20:103, 30:161]


def to_tensor(pixels):
    return torch.from_numpy(np.atleast_3d(pixels).transpose(2, 0, 1).copy())[None].float() / 255


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("shape", [(1, 1, 8, 8), (2, 1, 21, 34), (1, 3, 13, 8), (2, 3, 40, 27)])
def test_sizes(factor, shape):
    enlarged = SuperResolution(factor).upscale(torch.rand(shape))
    assert enlarged.shape == (*shape[:2], factor * shape[2], factor * shape[3])
    assert enlarged.min() >= 0 and enlarged.max() <= 1


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("channels", [1, 3])
def test_tiles_fit_together_to_the_whole(factor, channels, photo):
    model = load_model(f"superres-x{factor}")
    picture = photo if channels == 3 else photo[..., 0]
    heard = []
    tiled = upscale_in_tiles(model, picture, lambda *progress: heard.append(progress), side=32)
    whole = to_bytes(model.upscale(to_tensor(picture)))
    assert np.abs(tiled.astype(int) - whole).max() <= 1
    assert heard == [(done, 15) for done in range(1, 16)]


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("level", [0, 60, 128, 255])
def test_constant_grey_stays_constant(factor, level):
    """Levels before clipping: a checkerboard would show in the peak-to-peak."""
    model = load_model(f"superres-x{factor}")
    levels = 255 * model(torch.full((1, 1, 20, 20), level / 255))
    assert levels.max() - levels.min() < 0.01
    assert levels.mean().item() == pytest.approx(level, abs=1)


@pytest.mark.parametrize("factor", FACTORS)
def test_every_phase_of_the_kernel_has_the_same_sum(factor):
    torch.manual_seed(factor)
    layer = BalancedDeconvolution(5, factor)
    kernel = layer.kernel()
    raw, s = layer.weight.detach(), factor
    sums = [[kernel[:, 0, i::s, j::s].sum((1, 2)) for j in range(s)] for i in range(s)]
    for row in sums:
        for phase in row:
            torch.testing.assert_close(phase, raw.sum((1, 2, 3)) / s**2)
    with torch.no_grad():
        layer.weight.copy_(kernel)
    torch.testing.assert_close(layer.kernel(), kernel)


def test_other_factor_starts_from_the_same_convolutions():
    first, second = SuperResolution(2), SuperResolution(3)
    second.start_from(first)
    y = torch.rand(1, 1, 20, 20)
    torch.testing.assert_close(first.features(y), second.features(y), rtol=0, atol=0)


@pytest.mark.parametrize("factor", FACTORS)
def test_shipped_weights_beat_bicubic_by_half_a_decibel(factor):
    """PSNR on luminance of the shipped photographs; shrunk and enlarged by Pillow's bicubic."""
    model = load_model(f"superres-x{factor}")
    gains = []
    for path in sorted(PHOTOS.glob("*.png")):
        photo = Image.open(path).convert("RGB")
        width, height = (side // factor for side in photo.size)
        truth = photo.crop((0, 0, width * factor, height * factor))
        small = truth.resize((width, height), Image.Resampling.BICUBIC)
        bicubic = small.resize(truth.size, Image.Resampling.BICUBIC)
        network = to_bytes(model.upscale(to_tensor(np.asarray(small))))
        inside = (slice(factor, -factor), slice(factor, -factor))
        hidden, plain, found = (
            rgb2ycbcr(np.asarray(x))[..., 0][inside] for x in (truth, bicubic, network)
        )
        gains.append(
            peak_signal_noise_ratio(hidden, found, data_range=255)
            - peak_signal_noise_ratio(hidden, plain, data_range=255)
        )
    assert np.mean(gains) >= 0.5


def test_loss_is_charbonnier():
    model = SuperResolution(2)
    side = 6 + 2 * model.halo
    small, target = torch.rand(2, 1, side, side), torch.rand(2, 1, 12, 12)
    expected = torch.hypot(model.detail(small) - target, torch.tensor(1e-3)).mean()
    terms = model.loss(small, target)
    assert list(terms) == ["reconstruction"]
    torch.testing.assert_close(terms["reconstruction"], expected)

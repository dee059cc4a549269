"""The page computes what PyTorch computes: networks, noise, codes, centring."""

import numpy as np
import pytest
import torch

from aedemo import load_model
from aedemo.data.digits import test_digits as digits
from aedemo.data.noise import KINDS, SeededRandom, corrupt
from aedemo.data.pcg32 import Pcg32
from aedemo.models.interpolation import interpolate
from aedemo.models.registry import digit_variants
from tests.browser.modules import call

COUNT = 200


@pytest.mark.parametrize("variant", digit_variants())
def test_code_and_reconstruction_agree_on_200_digits(blank, variant):
    script = """async ({ engine, data }, variant, count) => {
      const net = await engine.network(variant), sample = await data.testDigits();
      const row = net.code.size + 784, result = new Float64Array(count * row);
      for (let i = 0; i < count; i++) {
        const code = net.encode(sample.digit(i));
        result.set(code, i * row);
        result.set(net.decode(code), i * row + code.length);
      }
      return result;
    }"""
    modules = {"engine": "engine/network.js", "data": "data/digits.js"}
    result = call(blank, script, variant, COUNT, **modules).reshape(COUNT, -1)
    model = load_model(variant)
    images = digits()[0][:COUNT]
    code = model.encode(images)
    size = code.shape[1]
    assert np.abs(result[:, :size] - code.numpy()).max() < 1e-4
    assert np.abs(result[:, size:] - model.decode(code).flatten(1).numpy()).max() < 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_noise(blank, kind):
    script = """async ({ data, pixels }, kind, level, seed) => {
      const sample = await data.testDigits();
      return pixels.corrupt(sample.digit(3), kind, level, seed);
    }"""
    modules = {"data": "data/digits.js", "pixels": "data/pixels.js"}
    result = call(blank, script, kind, 0.35, 2**31 + 7, **modules)
    expected = corrupt(digits()[0][3:4], kind, 0.35, SeededRandom(2**31 + 7))
    assert np.abs(result - expected.flatten().numpy()).max() < 1e-6


def test_the_same_seed_gives_the_same_numbers(blank):
    script = "({ maths }, seed, count) => [...new maths.Pcg32(seed).normal(count)]"
    result = call(blank, script, 12345, 101, maths="maths/pcg32.js")
    assert np.allclose(result, Pcg32(12345).normal(101), rtol=0, atol=1e-12)


@pytest.mark.parametrize("path", ["straight", "spherical"])
def test_interpolation_agrees(blank, path):
    a, b = torch.randn(2, 32, generator=torch.Generator().manual_seed(1))
    script = """({ maths }, a, b, path) =>
      [0, .25, .5, .75, 1].map((t) => [...maths.between(a, b, t, path)])"""
    result = call(blank, script, a.tolist(), b.tolist(), path, maths="maths/interpolation.js")
    assert np.abs(np.array(result) - interpolate(a, b, 5, path).numpy()).max() < 1e-5


def test_digits_of_the_sample_are_those_of_the_files_and_already_centred(blank):
    script = """async ({ data }) => {
      const sample = await data.testDigits();
      return [0, 1234, 9999].map(sample.digit).map((x) => [[...x], [...data.centre(x)]]);
    }"""
    result = np.array(call(blank, script, data="data/digits.js"))
    images = digits()[0][[0, 1234, 9999]].flatten(1).numpy()
    assert np.abs(result[:, 0] - images).max() < 1e-6
    assert (result[:, 0] == result[:, 1]).all(), "centring a centred digit leaves it as it is"


def test_classical_filters_agree_with_scikit_image_and_scipy(blank):
    from scipy.ndimage import median_filter
    from skimage.restoration import denoise_tv_chambolle

    noisy = corrupt(digits()[0][5:6], "gaussian", 0.3, SeededRandom(2)).numpy()[0, 0]
    given = noisy.flatten().tolist()
    script = "({ pixels }, x) => pixels.totalVariation(Float32Array.from(x), 0.12, 60)"
    tv = call(blank, script, given, pixels="data/pixels.js")
    expected = denoise_tv_chambolle(noisy.astype(np.float64), 0.12, eps=0, max_num_iter=61)
    assert np.abs(tv.reshape(28, 28) - expected).max() < 1e-4
    script = "({ pixels }, x) => pixels.median(Float32Array.from(x))"
    median = call(blank, script, given, pixels="data/pixels.js")
    assert np.abs(median.reshape(28, 28) - median_filter(noisy, 3, mode="nearest")).max() < 1e-6

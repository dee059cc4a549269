"""The page computes what PyTorch computes: networks, noise, codes, centring."""

import json

import numpy as np
import pytest
import torch

from aedemo import load_model
from aedemo.data.digits import test_digits as digits
from aedemo.data.noise import KINDS, SeededRandom, corrupt
from aedemo.data.pcg32 import Pcg32
from aedemo.models.interpolation import interpolate
from aedemo.models.registry import digit_variants

COUNT = 200

MODULE = """async name => {
  const main = document.querySelector('script[src$="/web/site.js"]').src;
  window[name] = await import(new URL(name + ".js", main));
}"""


@pytest.fixture(scope="module")
def page(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/?lang=en")
    page.wait_for_selector("ae-draw")
    for name in ("network", "digits", "pixels", "interpolation", "pcg32"):
        page.evaluate(MODULE, name)
    yield page
    context.close()


def floats(page, script: str, argument=None) -> np.ndarray:
    """The numbers a script in the page gives."""
    return np.array(
        json.loads(page.evaluate(f"async a => JSON.stringify(await ({script})(a))", argument))
    )


@pytest.mark.parametrize("variant", digit_variants())
def test_code_and_reconstruction_agree_on_200_digits(page, variant):
    script = """async ([variant, count]) => {
      const net = await network.network(variant), sample = await digits.testDigits();
      return Array.from({ length: count }, (_, i) => {
        const code = net.encode(sample.digit(i));
        return [...code, ...net.decode(code)].map((v) => +v.toFixed(7));
      });
    }"""
    result = floats(page, script, [variant, COUNT])
    model = load_model(variant)
    images = digits()[0][:COUNT]
    code = model.encode(images)
    size = code.shape[1]
    assert np.abs(result[:, :size] - code.numpy()).max() < 1e-4
    assert np.abs(result[:, size:] - model.decode(code).flatten(1).numpy()).max() < 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_noise(page, kind):
    script = """async ([kind, level, seed]) => {
      const sample = await digits.testDigits();
      return [...pixels.corrupt(sample.digit(3), kind, level, seed)];
    }"""
    result = floats(page, script, [kind, 0.35, 2**31 + 7])
    expected = corrupt(digits()[0][3:4], kind, 0.35, SeededRandom(2**31 + 7))
    assert np.abs(result - expected.flatten().numpy()).max() < 1e-6


def test_the_same_seed_gives_the_same_numbers(page):
    result = floats(page, "([seed, n]) => [...new pcg32.Pcg32(seed).normal(n)]", [12345, 101])
    assert np.allclose(result, Pcg32(12345).normal(101), rtol=0, atol=1e-12)


@pytest.mark.parametrize("path", ["straight", "spherical"])
def test_interpolation_agrees(page, path):
    a, b = torch.randn(2, 32, generator=torch.Generator().manual_seed(1))
    script = (
        "([a, b, path]) => [0, .25, .5, .75, 1].map((t) => interpolation.between(a, b, t, path))"
    )
    result = floats(page, script, [a.tolist(), b.tolist(), path])
    assert np.abs(result - interpolate(a, b, 5, path).numpy()).max() < 1e-5


def test_digits_of_the_sample_are_those_of_the_files_and_already_centred(page):
    script = """async () => {
      const sample = await digits.testDigits();
      return [0, 1234, 9999].map(sample.digit).map((x) => [[...x], [...digits.centre(x)]]);
    }"""
    result = floats(page, script)
    images = digits()[0][[0, 1234, 9999]].flatten(1).numpy()
    assert np.abs(result[:, 0] - images).max() < 1e-6
    assert (result[:, 0] == result[:, 1]).all(), "centring a centred digit leaves it as it is"


def test_classical_filters_agree_with_scikit_image_and_scipy(page):
    from scipy.ndimage import median_filter
    from skimage.restoration import denoise_tv_chambolle

    noisy = corrupt(digits()[0][5:6], "gaussian", 0.3, SeededRandom(2)).numpy()[0, 0]
    given = noisy.flatten().tolist()
    tv = floats(page, "(x) => [...pixels.totalVariation(Float32Array.from(x), 0.12, 60)]", given)
    expected = denoise_tv_chambolle(noisy.astype(np.float64), 0.12, eps=0, max_num_iter=61)
    assert np.abs(tv.reshape(28, 28) - expected).max() < 1e-4
    median = floats(page, "(x) => [...pixels.median(Float32Array.from(x))]", given)
    assert np.abs(median.reshape(28, 28) - median_filter(noisy, 3, mode="nearest")).max() < 1e-6

"""What a visit weighs, and what is there before the weights are."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import PHONE, scribble

# By tab, the networks whose weights a phone asks for.
SHOWN = {
    "draw": {"dense", "pca-32"},
    "denoise": {"denoising", "dense"},
    "interpolate": {"vae"},
    "sample": {"vae", "vae-gan", "dense", "vae-2d"},
    "map": {"vae-2d"},
    "constraint": {"sparse-kl"},
    "compare": {"dense", "convolutional", "sparse-l1", "vae", "pca-32", "pca-256"},
    "anomaly": {"digit-2"},
    "search": {"pca-32", "convolutional", "sparse-kl", "vae"},
    "labels": {"convolutional", "vae"},
}
# Of weights the first 0.3 MB come, and no more.
HELD = """const fetched = window.fetch;
window.fetch = (address, ...more) => String(address).endsWith(".safetensors")
  ? Promise.resolve(new Response(
      new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(300_000)) }),
      { headers: { "Content-Length": 450_000 } }))
  : fetched(address, ...more);"""


def loaded_weights(visitor) -> set[str]:
    entries = """() => performance.getEntriesByType("resource")
      .filter(({ encodedBodySize }) => encodedBodySize).map(({ name }) => name)"""
    names = visitor.page.evaluate(entries)
    return {url.split("/")[-2] for url in names if url.endswith("/model.safetensors")}


@pytest.mark.parametrize("name", SHOWN)
def test_a_link_to_a_tab_loads_what_it_shows(tab, name):
    visitor = tab(name, **PHONE)
    visitor.page.locator(f"ae-{name}").wait_for()
    visitor.settle()
    assert loaded_weights(visitor) == SHOWN[name]


def test_a_network_comes_when_it_is_chosen(tab):
    visitor = tab("compare", "shown=dense")
    visitor.page.locator("ae-compare").wait_for()
    visitor.settle()
    assert loaded_weights(visitor) == {"dense", "pca-256"}
    visitor.page.locator('ae-compare .which [data-shows="contractive"]').click()
    visitor.settle()
    assert loaded_weights(visitor) == {"dense", "pca-256", "contractive"}


def test_the_pad_takes_strokes_before_any_weight_is_there(visits, files):
    visitor = visits(files)
    visitor.page.add_init_script(HELD)
    page = visitor.go("?lang=en&embed=1&tab=draw").page
    pad = page.locator("ae-draw ae-pad")
    scribble(page, pad.locator("canvas"), [(0.3, 0.2), (0.5, 0.5), (0.4, 0.9)])
    assert pad.evaluate("(pad) => pad.pixels.filter((value) => value > 0).length") > 20
    expect(page.locator("ae-draw .status.busy:visible")).to_contain_text("0.30 of 0.45 MB")
    assert page.locator('ae-draw [data-picture="output"] canvas.empty').count() == 1


@pytest.mark.parametrize("connection", ["{ saveData: true }", "{ effectiveType: '2g' }"])
def test_who_has_few_bytes_is_asked_before_the_family_is_loaded(visits, files, connection):
    visitor = visits(files)
    visitor.page.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{ value: {connection} }})"
    )
    page = visitor.go("?lang=en&embed=1&tab=draw").page
    page.locator("ae-draw .family").scroll_into_view_if_needed()
    ask = page.locator("ae-draw").get_by_role("button", name=re.compile(r"\d\d\.\d MB"))
    ask.wait_for()
    visitor.settle()
    assert loaded_weights(visitor) == {"dense", "pca-32"}
    ask.click()
    expect(ask).to_have_count(0)
    visitor.settle()
    assert len(loaded_weights(visitor)) > 8

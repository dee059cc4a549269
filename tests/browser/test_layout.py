"""Every tab at the sizes it is used at: what is touched and what answers are in sight together, and
nothing of it jumps while it comes."""

import pytest

from tests.browser.actions import DESK, JUMPED, PHONE, STILL, loaded
from tests.browser.conftest import TABS

PLACES = {"a phone": (390, 844), "a beamer": (1024, 768), "a frame": (800, 700)}
# What is touched, and what answers it, from the first to the last that has to be seen with it.
TOGETHER = {
    "denoise": [
        "ae-pad",
        '[data-picture="noisy"] canvas',
        ".repairs canvas >> nth=2",
        '[name="level"]',
    ],
    "interpolate": [
        "ae-pad >> nth=0",
        "ae-pad >> nth=1",
        ".films",
        '[data-picture="code"] canvas',
        '[name="play"]',
    ],
    "sample": [
        '[name="temperature"]',
        '[data-sheet="vae"]',
        '[data-sheet="vae-gan"]',
        '[data-sheet="dense"]',
    ],
    "sample&x=1": [".map canvas", '[data-picture="point"] canvas'],
    "map": ["ae-pad", ".cloud", '[data-picture="own"] canvas', '[data-picture="close"] canvas'],
    "constraint&variant=linear": ["ae-pad", '[data-picture="difference"] canvas'],
    "constraint&variant=denoising": [
        ".towards",
        ".vectors svg",
        '[data-picture="here"] canvas',
        '[data-picture="pulled"] canvas',
    ],
    "constraint&variant=sparse-kl": [
        "ae-pad",
        '[data-picture="output"] canvas',
        ".units li >> nth=3",
    ],
    "constraint&variant=contractive": [
        "ae-pad",
        '[name="radius"]',
        '[data-picture="nudged"] canvas',
    ],
    "constraint&variant=vae": [".dimensions", ".walk"],
    "compare": ["ae-pad", ".presets", "tr:visible >> nth=1", "tr:visible >> nth=5"],
    "anomaly": ["ae-pad", '[data-picture="rebuilt"] canvas', ".verdict", ".which"],
    "search": ["ae-pad", ".found ol:visible >> nth=0"],
    "labels": ["ae-pad", ".answers"],
}

AFAR = {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": -1}
# Elements draw a frame late, as they may where a page has much to do: what they are before is seen.
LATE = """const ask = window.requestAnimationFrame;
window.requestAnimationFrame = (draw) => ask(() => ask(draw));"""
# The tabs in which on a wide page something stands below what is still to come.
BELOW = ["superres", "compare", "compare&shown=dense", "deconvolution", "search", "labels"]


@pytest.fixture(params=TOGETHER)
def opened(request, tab):
    """The page of one tab on a phone, its element, and the parts of it that belong together."""
    name, _, query = request.param.partition("&")
    width, height = PLACES["a phone"]
    visitor = tab(
        name, query, own=True, has_touch=True, viewport={"width": width, "height": height}
    )
    element = visitor.page.locator(f"ae-{name}")
    element.locator(TOGETHER[request.param][0]).first.wait_for()
    visitor.settle()
    return visitor.page, element, TOGETHER[request.param]


def test_what_answers_is_in_sight_with_what_is_touched(opened):
    page, element, parts = opened
    assert page.evaluate(JUMPED) <= STILL, "something jumped while the tab was loading"
    for place, (width, height) in PLACES.items():
        page.set_viewport_size({"width": width, "height": height})
        loaded(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        boxes = [element.locator(part).first.bounding_box() for part in parts]
        for part, box in zip(parts, boxes, strict=True):
            assert box["x"] >= 0 and box["x"] + box["width"] <= width, (place, part)
        # What is further down is scrolled to; the pad is there at once.
        top = 0 if parts[0].startswith("ae-pad") else min(box["y"] for box in boxes)
        bottom = max(box["y"] + box["height"] for box in boxes)
        assert bottom - top <= height, (place, parts, boxes)


# From afar, so that what Gradio has in files of its own comes one after the other.
@pytest.mark.parametrize(
    ("name", "device"),
    [*((name, PHONE) for name in TABS), *((name, DESK) for name in BELOW)],
    ids=[*TABS, *(f"{name}-wide" for name in BELOW)],
)
def test_nothing_jumps_while_the_site_comes(visits, site, name, device):
    visitor = visits(site, own=True, **device)
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", AFAR)
    visitor.page.add_init_script(LATE)
    visitor.go(f"?lang=en&tab={name}")
    visitor.page.locator(f"ae-{name.partition('&')[0]}").first.wait_for()
    visitor.settle()
    assert visitor.page.evaluate(JUMPED) <= STILL


@pytest.mark.parametrize("name", ["draw", *TOGETHER])
def test_on_a_beamer_it_is_so_below_the_row_of_tabs(name, visits, files):
    tab, _, query = name.partition("&")
    visitor = visits(files, viewport={"width": 1024, "height": 768})
    page = visitor.go(f"?lang=en&present=1&tab={tab}&{query}").page
    parts = TOGETHER.get(name, ["ae-pad", ".touch", '[data-picture="output"] canvas'])
    element = page.locator(f"ae-{tab}")
    element.locator(parts[0]).first.wait_for()
    loaded(page)
    boxes = [element.locator(part).first.bounding_box() for part in parts]
    top = 0 if parts[0].startswith("ae-pad") else min(box["y"] for box in boxes)
    assert max(box["y"] + box["height"] for box in boxes) - top <= 768, (parts, boxes)


def test_presented_draw_takes_the_width_there_is(visits, files):
    page = visits(files, viewport={"width": 1440, "height": 900}).go("?present=1&tab=draw").page
    output = page.locator('ae-draw [data-picture="output"] canvas')
    output.wait_for()
    loaded(page)
    box = output.bounding_box()
    assert 1440 - 48 <= box["x"] + box["width"] <= 1440

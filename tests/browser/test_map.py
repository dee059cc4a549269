"""The code map: where digits lie, what places decode to, and the ways over the map."""

import gzip

import numpy as np
import pytest
import torch
from safetensors.torch import load

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.codes import EVERY
from aedemo.hub import CODES, load_network
from aedemo.places import WEIGHTS
from tests.browser.actions import PHONE, frames, scribble, shared
from tests.browser.modules import call
from tests.browser.pictures import pixels, wait_until_painted

MAP = "ae-map .cloud"
OWN, HERE, CLOSE = (f'ae-map [data-picture="{name}"]' for name in ("own", "here", "close"))
LINE = [(0.3, 0.2), (0.7, 0.25), (0.45, 0.85)]

LOCATE = """async ({ spaces, sample }, name, variant, size, digits) => {
  const [there, { digit }] = await Promise.all([
    spaces.space(name, variant, size), sample.testDigits()]);
  return digits.map((index) => [...there.locate(digit(index)).place]);
}"""
MODULES = {"spaces": "data/spaces.js", "sample": "data/digits.js"}

# A task that moves the pointer, and what is painted in the frame that follows.
NEXT_FRAME = """async ([x, y]) => {
  const find = (selector) => document.querySelector("ae-map").shadowRoot.querySelector(selector);
  const [map, picture] = [find(".cloud"), find('[data-picture="here"] canvas')];
  const box = map.getBoundingClientRect();
  const place = { clientX: box.x + x * box.width, clientY: box.y + y * box.height };
  const before = picture.toDataURL();
  map.dispatchEvent(new PointerEvent("pointermove", { ...place, isPrimary: true }));
  await new Promise(requestAnimationFrame);
  return picture.toDataURL() !== before;
}"""


def ready(tab, query: str = "", **options):
    visitor = tab("map", query, **options)
    wait_until_painted(visitor.page, f"{CLOSE} canvas")
    return visitor


def shipped(name: str) -> dict[str, torch.Tensor]:
    return load(gzip.decompress((WEIGHTS / name / CODES).read_bytes()))


def places(name: str, size: int) -> np.ndarray:
    """The first numbers of the shipped codes of a network."""
    stored = shipped(name)
    return (stored["low"] + stored["step"] * stored["codes"])[:, :size].numpy()


def on_screen(page, there: np.ndarray, place) -> tuple[float, float]:
    """Where a place of a map of two dimensions has to be seen."""
    middle = (there.min(axis=0) + there.max(axis=0)) / 2
    reach = 1.04 * np.abs(there - middle).max()
    x, y = ((place - middle) / reach).tolist()
    box = page.locator(MAP).bounding_box()
    return box["x"] + (1 + x) / 2 * box["width"], box["y"] + (1 - y) / 2 * box["height"]


def state(page, name: str):
    return page.locator("ae-map").evaluate(f"element => element.{name}")


def value(page, picture: str) -> str:
    return page.locator(f"{picture} .value").inner_text()


def described(page, words: str) -> str:
    """The description, once it has these words."""
    line = page.locator("ae-map .where", has_text=words)
    line.wait_for()
    return line.inner_text()


def drawn(page) -> str:
    """The cloud of digits, as a picture."""
    return page.locator(MAP).evaluate("canvas => canvas.toDataURL()")


@pytest.mark.parametrize("space,name", [("vae-2d", "vae-2d"), ("pca", "pca-32")])
def test_digits_and_empty_places_are_those_of_pytorch(tab, space, name):
    page = ready(tab, f"space={space}&digit=t0").page
    model, (images, labels) = load_network(name, WEIGHTS), shipped_digits()
    located = call(page, LOCATE, space, None, 2, [0, 1, 2, 3], **MODULES)
    assert np.abs(np.array(located) - model.encode(images[:4])[:, :2].numpy()).max() < 1e-3
    there = places(name, 2)
    # Digits that stand free, and a corner where there are none.
    distances = torch.cdist(*[torch.from_numpy(there)] * 2).fill_diagonal_(9)
    free = distances.min(dim=1).values.argsort(descending=True)[:4].tolist()
    for row in free:
        page.mouse.move(*on_screen(page, there, there[row]))
        digit = f"a {labels[row * EVERY]} (test digit {row * EVERY})"
        page.locator(f"{CLOSE} .value", has_text=digit).wait_for()
        assert page.locator("ae-map .close").inner_text() == str(int(labels[row * EVERY]))
        shown = pixels(page, f"{CLOSE} canvas")
        assert (shown == (255 * images[row * EVERY, 0]).round().numpy()).all()
    box = page.locator(MAP).bounding_box()
    page.mouse.click(box["x"] + 30, box["y"] + 20)
    frames(page)
    kept = torch.tensor([state(page, "place")])
    assert value(page, HERE) == f"z = ({kept[0, 0]:.2f}, {kept[0, 1]:.2f})"
    for picture, code in ((HERE, kept), (OWN, model.encode(images[:1])[:, :2])):
        whole = torch.zeros(1, model.encode(images[:1]).shape[1])
        whole[:, :2] = code
        decoded = model.decode(whole)[0, 0].clamp(0, 1).numpy()
        assert np.abs(pixels(page, f"{picture} canvas") - 255 * decoded).max() <= 1


def test_tsne_places_a_digit_between_its_nearest_by_code_and_says_so(tab):
    page = ready(tab, "space=tsne&variant=vae&digit=t1").page
    stored, images = shipped("vae"), shipped_digits()[0]
    code = stored["low"] + stored["step"] * stored["codes"]
    distance, rows = torch.cdist(load_network("vae", WEIGHTS).encode(images[1:4]), code).topk(
        5, largest=False
    )
    weight = 1 / (distance.square() + 1e-9)[..., None]
    for size in (2, 3):
        expected = (weight * stored[f"tsne{size}"].float()[rows]).sum(dim=1) / weight.sum(dim=1)
        located = call(page, LOCATE, "tsne", "vae", size, [1, 2, 3], **MODULES)
        assert np.abs(np.array(located) - expected.numpy()).max() < 1e-3
    labels = ", ".join(str(int(shipped_digits()[1][row * EVERY])) for row in rows[0])
    assert f"its five nearest by code: {labels}." in described(page, "stands at")
    assert page.get_by_text("no way in for a new digit and no way back").is_visible()
    assert not page.locator(HERE).is_visible() and not page.locator(OWN).is_visible()
    assert page.locator("ae-map .ties path").get_attribute("d").count("L") == 5


def test_a_place_is_decoded_in_the_frame_that_follows(tab):
    page = ready(tab).page
    wait_until_painted(page, f"{HERE} canvas")
    for place in ([0.2, 0.3], [0.6, 0.7], [0.5, 0.2]):
        assert page.evaluate(NEXT_FRAME, place)


def test_one_walks_and_comes_back_and_the_mark_moves_while_one_draws(tab):
    visitor = ready(tab)
    page = visitor.page
    own, mark = value(page, OWN), page.locator("ae-map .cursor.pen")
    described(page, f"Your digit lies at {own.removeprefix('z = ')}. The five nearest on the map: ")
    page.mouse.move(*on_screen(page, places("vae-2d", 2), [2, 2]))
    described(page, "You look at (2.0")
    page.mouse.move(0, 0)
    described(page, "Your digit lies at ")
    assert value(page, HERE) == own
    page.locator(MAP).focus()
    for key in ("ArrowRight", "ArrowUp"):
        before = value(page, HERE)
        page.keyboard.press(key)
        frames(page)
        assert value(page, HERE) != before
    page.keyboard.press("Enter")
    walked = value(page, HERE)
    page.locator(MAP).blur()
    frames(page)
    assert value(page, HERE) == walked, "Enter keeps the place"
    page.get_by_role("button", name="Back to your digit").click()
    frames(page)
    assert value(page, HERE) == own
    page.locator(MAP).press("ArrowDown")
    page.keyboard.press("Escape")
    frames(page)
    assert value(page, HERE) == own
    count, style = len(visitor.requests), mark.get_attribute("style")
    scribble(page, page.locator("ae-map ae-pad canvas"), LINE)
    frames(page)
    assert mark.get_attribute("style") != style and value(page, OWN) != own
    page.locator("ae-map").get_by_role("button", name="Clear").click()
    page.get_by_text("Draw or pick a digit").locator("visible=true").wait_for()
    assert mark.is_hidden() and value(page, OWN) == ""
    page.mouse.move(*on_screen(page, places("vae-2d", 2), [2, 2]))
    described(page, "You look at (2.0")
    assert len(visitor.requests) == count and visitor.errors == []


def test_three_dimensions_are_turned_and_shared(tab):
    page = ready(tab, "space=pca&dimensions=3&digit=t3").page
    name = page.locator(MAP).get_attribute("aria-label")
    assert "Three-dimensional" in name and "turn" in name
    before = drawn(page)
    box = page.locator(MAP).bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 240, steps=4)
    page.mouse.up()
    assert [state(page, angle) for angle in ("turn", "tilt")] == [30, 20]
    assert state(page, "place") == []
    page.locator(MAP).press("ArrowLeft")
    assert state(page, "turn") == 24
    frames(page)
    assert drawn(page) != before
    # What is pressed is the digit in front, as it is seen from here.
    there = places("pca-32", 3)
    a, b = np.radians([24, 20])
    right = [np.cos(a), 0, np.sin(a)]
    up = [np.sin(a) * np.sin(b), np.cos(b), -np.cos(a) * np.sin(b)]
    middle = (there.min(axis=0) + there.max(axis=0)) / 2
    seen = (there - middle) @ np.transpose([right, up])
    seen /= 1.04 * np.linalg.norm(there - middle, axis=1).max()
    row = int(np.abs(seen).max(axis=1).argmax())
    (x, y), size = seen[row], box["width"]
    page.mouse.click(box["x"] + (1 + x) / 2 * size, box["y"] + (1 - y) / 2 * size)
    assert np.abs(np.array(state(page, "place")) - there[row]).max() < 2e-3
    page.mouse.move(0, 0)
    link = shared(page)
    other = ready(tab, link.partition("?")[2]).page
    assert shared(other) == link
    frames(other)
    assert value(other, CLOSE) == value(page, CLOSE) and value(other, HERE) == value(page, HERE)
    assert drawn(other) == drawn(page)


def test_what_a_link_gets_wrong_is_said(tab):
    page = ready(tab, "space=umap&variant=vae&dimensions=4&turn=900&place=1,x").page
    page.get_by_text("left as usual: space, dimensions, turn, place.").wait_for()
    assert state(page, "space") == "vae-2d"
    assert page.get_by_role("group", name="Dimensions").count() == 0
    page.get_by_label("t-SNE of a code").check()
    page.get_by_label("3-D").check()
    page.locator("ae-map").get_by_label("Code of").select_option("PCA-32")
    assert "between its five nearest" in described(page, "stands at (")
    assert [state(page, one) for one in ("space", "variant", "dimensions")] == ["tsne", "pca-32", 3]


def test_a_finger_looks_and_turns(tab):
    visitor = ready(tab, **PHONE)
    page = visitor.page
    page.locator(MAP).scroll_into_view_if_needed()
    before = value(page, HERE)
    page.locator(MAP).tap(position={"x": 60, "y": 80})
    frames(page)
    assert value(page, HERE) != before and len(state(page, "place")) == 2, "the place stays"
    page.get_by_role("button", name="Back to your digit").tap()
    frames(page)
    assert value(page, HERE) == before
    page.locator("ae-map").evaluate("map => Object.assign(map, { space: 'tsne', dimensions: 3 })")
    described(page, "stands at (")
    page.locator(MAP).scroll_into_view_if_needed()
    box = page.locator(MAP).bounding_box()
    scrolled, fingers = page.evaluate("scrollY"), visitor.context.new_cdp_session(page)
    for kind, y in (("touchStart", 0), ("touchMove", 30), ("touchMove", 60), ("touchEnd", None)):
        points = [] if y is None else [{"x": box["x"] + 150, "y": box["y"] + 150 + y}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert state(page, "tilt") == 30
    assert page.evaluate("scrollY") == scrolled and visitor.errors == []

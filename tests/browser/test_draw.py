"""Draw: by mouse, touch and keyboard; what shows while weights come, and if they do not."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from aedemo.models.registry import digit_variants
from aedemo.places import WEIGHTS
from tests.browser.actions import PHONE, frames, loaded
from tests.browser.pictures import ink_middle, pixels, wait_until_changed, wait_until_painted

PAD = "ae-draw ae-pad canvas"
SEES = 'ae-draw [data-picture="sees"] canvas'
OUTPUT = 'ae-draw [data-picture="output"] canvas'
TOUCH = "ae-draw .touch"
NOTE = "ae-draw .network .note"
CARDS = "ae-draw .family button:not([hidden])"
FAMILY = len(digit_variants()) + 1  # and PCA
PAINTED = "canvas => canvas.getContext('2d').getImageData(0, 0, 28, 28).data.some(Boolean)"


def clear(page) -> None:
    page.get_by_role("button", name="Clear").first.click()
    expect(page.locator(f"{OUTPUT}.empty")).to_have_count(1)
    assert not page.locator(OUTPUT).evaluate(PAINTED), "no ghost of what was rebuilt before"


def ready(visitor):
    """Waits until every autoencoder has rebuilt the first digit."""
    wait_until_painted(visitor.page, OUTPUT)
    family = visitor.page.locator("ae-draw .family")
    family.scroll_into_view_if_needed()  # it loads once it is in sight
    expect(family.locator("canvas:not(.empty)")).to_have_count(FAMILY)
    return visitor.page


def stroke(page, points):
    """A line through points given in pixels of the 28×28 pad, with the mouse."""
    box = page.locator(PAD).bounding_box()
    places = [
        (box["x"] + x / 28 * box["width"], box["y"] + y / 28 * box["height"]) for x, y in points
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()
    frames(page)


def test_something_true_is_on_screen_before_the_first_click(visit):
    page = ready(visit())
    assert pixels(page, OUTPUT).max() > 200
    assert "error 0." in page.locator('ae-draw [data-picture="output"] .value').inner_text()
    assert (
        "closer than PCA-32" in page.locator('ae-draw [data-picture="output"] .value').inner_text()
    )
    assert page.locator("ae-draw .touch .numbers").get_attribute("d")
    assert page.locator(CARDS).count() == FAMILY


def test_a_stroke_changes_every_picture_and_asks_nothing_of_the_server(tab):
    visitor = tab("draw")
    page = ready(visitor)
    clear(page)
    before = visitor.settle()
    stroke(page, [(8, 6), (20, 6), (12, 23)])
    expect(page.locator(f"{CARDS} .value")).to_have_text([re.compile(r"^0\.")] * FAMILY)
    assert pixels(page, PAD).max() == 255
    assert pixels(page, OUTPUT).max() > 100
    values = page.locator(f"{CARDS} .value").all_inner_texts()
    assert all(0 < float(value) < 0.3 for value in values)
    assert len(set(values)) > 5
    assert visitor.requests[before:] == []
    assert visitor.errors == []


def test_the_pen_has_four_grey_levels(tab):
    page = ready(tab("draw"))
    clear(page)
    stroke(page, [(5, 4), (21, 11), (9, 24)])
    assert set(np.unique(pixels(page, PAD))) == {0, 85, 170, 255}


def test_touch_draws_without_scrolling(tab):
    visitor = tab("draw", **PHONE)
    page = ready(visitor)
    page.get_by_role("button", name="Clear").first.tap()
    expect(page.locator(f"{OUTPUT}.empty")).to_have_count(1)
    pad = page.locator(PAD)
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    client = visitor.context.new_cdp_session(page)
    scrolled = page.evaluate("scrollY")
    assert page.evaluate("document.documentElement.scrollHeight > innerHeight")

    def touch(kind, points):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x = box["x"] + box["width"] / 2
    at = [{"x": x, "y": box["y"] + box["height"] * (0.1 + 0.08 * i)} for i in range(11)]
    touch("touchStart", [at[0]])
    for point in at[1:]:
        touch("touchMove", [point])
    touch("touchEnd", [])
    wait_until_painted(page, OUTPUT)
    drawn = pixels(page, PAD)
    assert (drawn > 0).any(axis=1).sum() > 15, "a line over most of the pad's height"
    assert page.evaluate("scrollY") == scrolled
    assert pixels(page, OUTPUT).max() > 100


def test_the_keyboard_draws(tab):
    page = ready(tab("draw"))
    heading = page.locator("ae-draw .input h3")
    expect(heading).to_have_text("Draw a digit here")
    page.locator(PAD).focus()
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    for _ in range(14):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    frames(page)
    drawn = pixels(page, PAD)
    assert (drawn == 255).any(axis=1).sum() >= 14
    assert (drawn > 0).any(axis=0).sum() <= 4, "moving with the pen up leaves no ink"
    expect(heading).to_have_text("Your digit")


def test_centring_moves_the_digit_to_the_middle_and_can_be_turned_off(tab):
    page = ready(tab("draw"))
    clear(page)
    stroke(page, [(3, 3), (8, 3), (5, 11)])
    row, column = ink_middle(pixels(page, SEES))
    assert 13.4 <= row <= 14.6 and 13.4 <= column <= 14.6
    assert (pixels(page, SEES) > 12).any(axis=1).sum() >= 18, "scaled to twenty pixels"
    page.get_by_label("Centre the drawing").click()
    frames(page)
    assert (pixels(page, SEES) == pixels(page, PAD)).all()


def test_a_picked_digit_and_a_random_one_replace_the_drawing(tab):
    page = ready(tab("draw"))
    first = pixels(page, PAD)
    page.get_by_role("button", name="Pick this 7").first.click()
    seven = wait_until_changed(page, PAD, first)
    page.get_by_role("button", name="Random test digit").first.click()
    assert wait_until_changed(page, PAD, seven).max() > 200


def test_choosing_another_autoencoder_shows_its_code(tab):
    page = ready(tab("draw"))
    note = page.locator(NOTE)
    page.locator('ae-draw [data-variant="sparse-l1"]').click()
    expect(note).to_contain_text("1000 numbers")
    page.keyboard.press("ArrowLeft")
    expect(note).to_contain_text("784 numbers")


PLACES = {"a phone": (390, 844), "a beamer": (1024, 768), "a frame": (800, 700)}


@pytest.mark.parametrize("place", PLACES)
def test_pad_code_and_reconstruction_are_in_sight(tab, place):
    width, height = PLACES[place]
    visitor = tab("draw", viewport={"width": width, "height": height}, has_touch=width < 500)
    page = visitor.page
    wait_until_painted(page, OUTPUT)
    for part in (PAD, TOUCH, OUTPUT):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= height, part


def test_one_network_is_enough_to_start_and_a_failure_can_be_tried_again(visits, files):
    visitor = visits(files, own=True)
    page = visitor.page
    blocked = []

    def gate(route):
        if "/dense/" in route.request.url:
            route.continue_()
        else:
            blocked.append(route.request.url)
            route.abort()

    page.route("**/weights/**", gate)
    visitor.go("?lang=en&embed=1&tab=draw")
    wait_until_painted(page, OUTPUT)
    status = page.locator("ae-draw > .status.failed")
    status.wait_for()
    assert "could not be fetched" in status.inner_text()
    page.unroute("**/weights/**")
    page.get_by_role("button", name="Try again").first.click()
    wait_until_painted(page, 'ae-draw [data-variant="vae-2d"] canvas')
    assert blocked


def test_while_the_family_comes_what_stands_below_it_stays(visits, files):
    """Or who presses a button there would release beside it."""
    visitor = visits(files, **PHONE)
    page, held, last = visitor.page, [], "**/sparse-l1/model.safetensors"
    page.route(last, lambda route: held.append(route))
    visitor.go("?lang=en&embed=1&tab=draw")
    loaded(page)
    heights = [page.locator("ae-draw").bounding_box()["height"]]
    with page.expect_request(last):
        page.locator("ae-draw .family").scroll_into_view_if_needed()
    page.locator("ae-draw > .status.busy").wait_for()
    frames(page)
    heights.append(page.locator("ae-draw").bounding_box()["height"])
    held[0].continue_()
    wait_until_painted(page, 'ae-draw [data-variant="sparse-l1"] canvas')
    loaded(page)
    heights.append(page.locator("ae-draw").bounding_box()["height"])
    assert len(set(heights)) == 1


def test_a_damaged_network_does_not_keep_the_others_back(visits, files):
    """Its last weight is no number (NaN)."""
    visitor = visits(files, own=True)
    page = visitor.page
    damaged = (WEIGHTS / "dense" / "model.safetensors").read_bytes()[:-2] + b"\x00\x7e"
    page.route("**/dense/model.safetensors", lambda route: route.fulfill(body=damaged))
    visitor.go("?lang=en&embed=1&tab=draw")
    page.locator("ae-draw .family").scroll_into_view_if_needed()
    wait_until_painted(page, 'ae-draw [data-variant="vae-2d"] canvas')
    expect(page.locator("ae-draw .status.failed")).to_contain_text(
        "weights/dense/model.safetensors"
    )
    assert page.locator('ae-draw [data-variant="dense"] canvas.empty').count() == 1
    page.locator('ae-draw [data-variant="vae"]').click()
    wait_until_painted(page, OUTPUT)

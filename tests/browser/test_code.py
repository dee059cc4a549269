"""Draw: the network that is drawn, and its code, which can be touched."""

import json
import re

import numpy as np
import pytest
import torch
from playwright.sync_api import expect

from aedemo import load_model
from aedemo.places import WEIGHTS
from tests.browser.actions import frames
from tests.browser.pictures import pixels
from tests.browser.test_draw import NOTE, OUTPUT, TOUCH, ready


def bar(page, number, height):
    """The place of a number of the code, at a share of the height from the top."""
    box = page.locator(TOUCH).bounding_box()
    size = len(page.evaluate("document.querySelector('ae-draw').code"))
    return box["x"] + (number + 0.5) / size * box["width"], box["y"] + height * box["height"]


def code(page):
    return np.array(page.evaluate("document.querySelector('ae-draw').code"))


def test_a_number_of_the_code_is_dragged_and_the_digit_follows(tab):
    visitor = tab("draw")
    page = ready(visitor)
    own, rebuilt = code(page), pixels(page, OUTPUT)
    requests = visitor.settle()
    page.mouse.move(*bar(page, 14, 0.5))
    expect(page.locator(NOTE)).to_contain_text("number 15")
    page.mouse.down()
    page.mouse.move(*bar(page, 14, 0.4))
    frames(page)
    turned = code(page)
    assert list(np.flatnonzero(turned != own)) == [14]
    assert turned[14] > 0
    assert (pixels(page, OUTPUT) != rebuilt).any()
    page.mouse.up()
    assert visitor.requests[requests:] == []
    shown = page.evaluate("document.querySelector('ae-draw').output")
    expected = load_model("dense").decode(torch.tensor(turned, dtype=torch.float32)[None])
    np.testing.assert_allclose(shown, expected.detach().flatten(), atol=1e-5)
    page.get_by_role("button", name="Put all back").click()
    frames(page)
    assert (code(page) == own).all()
    assert (pixels(page, OUTPUT) == rebuilt).all()


def test_a_number_goes_no_further_than_codes_do(tab):
    page = ready(tab("draw"))
    page.mouse.move(*bar(page, 14, 0.5))
    page.mouse.down()
    page.mouse.move(*bar(page, 14, 0.0))
    page.mouse.up()
    frames(page)
    known = json.loads((WEIGHTS / "dense" / "config.json").read_text())["code"]
    most = known["mean"][14] + 4 * known["std"][14]
    assert code(page)[14] == pytest.approx(most, rel=1e-4)
    page.mouse.dblclick(*bar(page, 14, 0.5))
    frames(page)
    expect(page.get_by_role("button", name="Put all back")).to_be_disabled()


def test_keys_choose_a_number_and_turn_it_and_a_stroke_begins_with_its_own_code(tab):
    page = ready(tab("draw"))
    own = code(page)
    touch = page.locator(TOUCH)
    touch.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    frames(page)
    assert list(np.flatnonzero(code(page) != own)) == [1]
    assert float(touch.get_attribute("aria-valuenow")) == pytest.approx(code(page)[1], abs=0.01)
    page.keyboard.press("Delete")
    frames(page)
    assert (code(page) == own).all()
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    frames(page)
    assert list(np.flatnonzero(code(page) != own)) == [31]
    page.get_by_role("button", name="Pick this 7").first.click()
    frames(page)
    expect(page.get_by_role("button", name="Put all back")).to_be_disabled()


def test_of_a_thousand_units_the_nearest_active_one_is_dragged(tab):
    page = ready(tab("draw", "&variant=sparse-l1"))
    own = code(page)
    box = page.locator(TOUCH).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 60)
    page.mouse.up()
    frames(page)
    (changed,) = np.flatnonzero(code(page) != own)
    assert own[changed] > 0
    assert code(page)[changed] < own[changed]


def test_the_code_is_set_and_read_by_a_page(tab):
    page = ready(tab("draw"))
    own = code(page)
    page.evaluate("document.querySelector('ae-draw').code = Array(32).fill(0)")
    frames(page)
    assert (code(page) == 0).all()
    for wrong in ("[1, 2]", "Array(32).fill(NaN)"):
        page.evaluate(f"document.querySelector('ae-draw').code = {wrong}")
        frames(page)
        assert (code(page) == 0).all()
    page.evaluate("document.querySelector('ae-draw').code = null")
    frames(page)
    assert (code(page) == own).all()


def test_the_parts_are_named_and_explained(tab):
    page = ready(tab("draw", "&variant=ordered&width=4"))
    parts = page.locator("ae-draw .parts")
    expect(parts).to_have_text(re.compile("encoder 784 → 4.*code.*decoder 4 → 784"))
    page.evaluate("document.querySelector('ae-draw').width = 7")
    expect(parts).to_contain_text("784 → 7")
    parts.get_by_text("code", exact=True).focus()
    expect(page.locator("ae-draw .term-box")).to_contain_text(
        "The list of numbers that the encoder makes"
    )


def test_a_layer_says_what_it_is_and_shows_what_it_holds(tab):
    page = ready(tab("draw", "&variant=convolutional"))
    told = page.locator("ae-draw .inside p")
    expect(told).to_be_hidden()
    expect(page.locator("ae-draw .whole")).to_contain_text("784 → 1,568 → 1,568 → 256 → 32")
    page.locator('ae-draw .funnel [data-stop="1"]').hover()
    expect(told).to_contain_text("8 maps of 14×14, by a convolution (136 weights)")
    canvas = page.locator("ae-draw .inside canvas")
    expect(canvas).to_be_visible()
    assert canvas.evaluate("({ width, height }) => [width, height]") == [56, 28]
    page.locator('ae-draw .funnel [data-stop="1"]').focus()
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("32 maps of 7×7")

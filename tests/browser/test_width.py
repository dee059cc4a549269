"""How wide must the waist be: the width of `ordered` on Draw, by slider, by the curve, by link."""

import re

import pytest
import torch
from playwright.sync_api import expect

from aedemo import load_model
from tests.browser.actions import frames
from tests.browser.pictures import wait_until_painted

DRAW = "document.querySelector('ae-draw')"
CURVE = "ae-draw .widths .chart"
PCA = 'ae-draw [data-picture="components"]'


@pytest.fixture
def visitor(tab):
    """Eight of the 32 numbers, and all that stands beside them."""
    visitor = tab("draw", "variant=ordered&width=8&digit=t0")
    wait_until_painted(visitor.page, 'ae-draw [data-picture="output"] canvas')
    drawn = re.compile("^M")
    expect(visitor.page.locator(f"{CURVE} .own")).to_have_attribute("d", drawn)
    expect(visitor.page.locator(f"{CURVE} .test")).to_have_attribute("d", drawn)
    return visitor


def test_the_first_numbers_alone_are_decoded_as_python_decodes_them(visitor):
    page = visitor.page
    code = page.evaluate(f"{DRAW}.code")
    assert all(code[:8]) and not any(code[8:])
    with torch.no_grad():
        expected = load_model("ordered").decode(torch.tensor([code])).flatten().tolist()
    assert page.evaluate(f"{DRAW}.output") == pytest.approx(expected, abs=1e-5)


def test_moving_the_width_is_answered_in_the_next_frame_without_a_request(visitor):
    page = visitor.page
    before = visitor.settle()
    page.evaluate(
        f"{DRAW}.addEventListener('width', ({{ target }}) => (document.title = target.width))"
    )
    output = page.evaluate(f"{DRAW}.output")
    words = page.locator(PCA).inner_text()
    page.get_by_role("slider", name="Width of the waist").press("ArrowLeft")
    frames(page)
    assert page.evaluate(f"{DRAW}.width") == 7
    assert page.title() == "7"
    assert page.evaluate(f"{DRAW}.output") != output
    assert page.locator(PCA).inner_text() != words
    assert "7 components" in page.locator(PCA).inner_text()
    assert visitor.requests[before:] == []


def test_the_curve_is_a_slider_too(visitor):
    page = visitor.page
    curve = page.locator(CURVE)
    curve.focus()
    page.keyboard.press("End")
    expect(curve).to_have_attribute("aria-valuenow", "32")
    page.keyboard.press("Home")
    frames(page)
    assert page.evaluate(f"{DRAW}.width") == 1
    assert sum(number != 0 for number in page.evaluate(f"{DRAW}.code")) == 1


def test_only_ordered_has_a_width(visitor):
    page = visitor.page
    page.evaluate(f"{DRAW}.variant = 'dense'")
    expect(page.locator(CURVE)).to_be_hidden()
    assert page.get_by_role("slider", name="Width of the waist").count() == 0
    page.get_by_role("button", name="Narrow the waist").click()
    expect(page.locator(CURVE)).to_be_visible()
    assert page.evaluate(f"{DRAW}.variant") == "ordered"

"""The pad: a stroke begins anew, every step is taken back, an eraser takes ink away."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.actions import frames, loaded, scribble
from tests.browser.pictures import pixels

PAD = "ae-pad canvas"
LINE = [(0.2, 0.1), (0.8, 0.1)]


def seen(page) -> np.ndarray:
    frames(page)
    return pixels(page, PAD)


def button(page, name):
    return page.locator("ae-draw").get_by_role("button", name=name, exact=True)


def test_a_first_stroke_begins_anew_and_each_step_is_taken_back(tab):
    page = tab("draw").page
    loaded(page)
    digit = seen(page)
    expect(button(page, "Undo")).to_be_disabled()
    scribble(page, page.locator(PAD), LINE)
    stroke = seen(page)
    assert not stroke[14:].any(), "the digit is gone"
    button(page, "Clear").click()
    assert not seen(page).any()
    button(page, "Undo").click()
    assert (seen(page) == stroke).all()
    page.locator(PAD).focus()
    page.keyboard.press("Control+z")
    assert (seen(page) == digit).all()
    page.keyboard.press("Control+Shift+z")
    assert (seen(page) == stroke).all()
    page.keyboard.press("Control+y")
    assert not seen(page).any()
    expect(button(page, "Redo")).to_be_disabled()


def test_a_stroke_on_top_keeps_the_digit_and_the_eraser_takes_it_away(tab):
    page = tab("draw").page
    loaded(page)
    digit = seen(page)
    button(page, "Draw on top").click()
    scribble(page, page.locator(PAD), LINE)
    both = seen(page)
    assert (both >= digit).all() and (both > digit).any()
    page.locator(PAD).focus()
    page.keyboard.press("e")
    expect(button(page, "Eraser")).to_have_attribute("aria-pressed", "true")
    scribble(page, page.locator(PAD), LINE)
    assert seen(page)[2].sum() < both[2].sum()
    assert seen(page)[14:].any(), "what was not rubbed stays"

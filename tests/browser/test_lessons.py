"""Lessons in layers: what is folded, and exercises that set the state of a tab."""

import re

from playwright.sync_api import expect

from tests.browser.actions import PHONE, loaded
from tests.browser.pictures import pixels, wait_until_changed, wait_until_painted

OUTPUT = 'ae-draw [data-picture="output"] canvas'


# Scrolls to the lesson that is shown until it is there: on the page without a server it comes only
# near sight.
REACHED = """() => {
  const shown = [...document.querySelectorAll(".lesson")].find((one) => one.checkVisibility());
  shown?.scrollIntoView();
  return shown?.textContent;
}"""


def lesson(page):
    """The one that is shown, scrolled to."""
    page.wait_for_function(REACHED)
    return page.locator(".lesson").locator("visible=true").first


def test_layers_are_folded_and_formulas_within_are_set(visits, place):
    page = visits(place[1]).go("?lang=zh").page
    seen = lesson(page)
    expect(seen.get_by_role("heading").first).to_have_text("什么是自编码器？")
    formulas = seen.locator(".formula math")
    expect(formulas.first).to_be_hidden()
    seen.get_by_text("公式", exact=True).click()
    expect(formulas).to_have_count(2)
    expect(formulas.first).to_be_visible()
    above, below = (formulas.last.locator("mfrac mn").nth(at).bounding_box() for at in (0, 1))
    assert above["y"] + above["height"] <= below["y"], "a fraction is no fraction"
    answer = seen.locator("li details").first
    expect(answer.locator("p")).to_be_hidden()
    answer.locator("summary").press("Enter")
    expect(answer.locator("p")).to_be_visible()


def test_a_formula_wider_than_the_page_is_scrolled_alone_and_by_keys(visits, place):
    page = visits(place[1], viewport={"width": 320, "height": 800}).go("?lang=en&tab=sample").page
    seen = lesson(page)
    seen.get_by_text("The formula", exact=True).click()
    wide = seen.locator(".formula[tabindex='0']")
    expect(wide).to_have_count(1)
    expect(seen.locator(".formula")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    wide.press("ArrowRight")
    page.wait_for_function("(formula) => formula.scrollLeft > 0", arg=wide.element_handle())
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(wide).to_have_count(0)


def test_an_exercise_sets_its_tab_and_back_undoes_it(visit):
    page = visit("lang=en&tab=draw&digit=t3&note=kept", **PHONE).page
    wait_until_painted(page, OUTPUT)
    before = pixels(page, OUTPUT)
    lesson(page).get_by_role("link", name="Show it a letter").click()
    wait_until_changed(page, OUTPUT, before)
    expect(page.locator("ae-draw ae-pad")).to_be_in_viewport()
    said = page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")
    assert said == {"lang": "en", "tab": "draw", "note": "kept", "variant": "vae-2d"}
    page.go_back()
    page.wait_for_function("document.querySelector('ae-draw').variant === 'dense'")
    loaded(page)
    assert (pixels(page, OUTPUT) == before).all()


def test_a_lesson_ends_with_the_next_tab_to_which_the_drawing_comes_along(visit):
    visitor = visit("lang=en&tab=draw&digit=t3")
    page = visitor.page
    wait_until_painted(page, OUTPUT)
    page.get_by_role("button", name="Pick this 7").first.click()
    loads = page.evaluate("performance.timeOrigin")
    lesson(page).get_by_role("link", name="Next: Denoise →").click()
    page.locator("ae-denoise ae-pad").wait_for()
    page.wait_for_function("document.querySelector('ae-denoise').pad?.picked === 0")
    page.wait_for_url(re.compile(r"\?tab=denoise&lang=en"))
    assert page.evaluate("performance.timeOrigin") == loads and visitor.errors == []


def test_an_exercise_sets_what_stands_above_it_and_brings_it_into_sight(visit):
    page = visit("lang=en&tab=deconvolution").page
    lesson(page).get_by_role("link", name="Stride 2, kernel 4").click()
    page.wait_for_function("document.querySelector('ae-deconvolution').kernel === 4")
    expect(page.locator("ae-deconvolution")).to_be_in_viewport()
    page.wait_for_url(re.compile("kernel=4"))


def test_the_page_without_a_server_has_lessons_too(visits, files):
    """In both languages; its exercises go where they lead."""
    visitor = visits(files).go("?lang=en&tab=interpolate")
    page = visitor.page
    seen = lesson(page)
    expect(seen.get_by_role("heading").first).to_have_text("Between two digits")
    seen.get_by_role("link", name="Half-way").click()
    page.wait_for_function("document.querySelector('ae-interpolate').pads[1].picked === 2")
    seen.get_by_role("link", name="Next: Sample →").click()
    expect(page.get_by_role("tab", name="Sample", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    page.get_by_role("button", name="中文").click()
    expect(lesson(page).get_by_role("heading").first).to_have_text("从无到有")
    expect(lesson(page).get_by_role("link", name="下一页：超分辨率 →")).to_be_visible()
    assert visitor.errors == []

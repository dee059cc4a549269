"""The beamer (?present=1), and a tab set back to usual."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import loaded, scribble
from tests.browser.pictures import pixels, wait_until_shows

BEAMER = {"viewport": {"width": 1024, "height": 768}}
PAD = "ae-draw ae-pad canvas"
LINE = [(0.2, 0.2), (0.8, 0.3), (0.4, 0.8)]


@pytest.fixture
def ready(place, visits):
    """ready(query, **options): the page of a place, with its tab Draw."""

    def ready(query: str, **options):
        visitor = visits(place[1], **options).go(f"?lang=en&{query}")
        visitor.page.locator(PAD).wait_for()
        loaded(visitor.page)
        return visitor

    return ready


def test_presented_a_tab_is_larger_and_alone_until_escape(ready):
    visitor = ready("tab=draw&digit=t3", **BEAMER)
    page = visitor.page
    around = page.locator(".masthead h1, .foot p, .lesson, #credits p").locator("visible=true")
    size = "(pad) => pad.getBoundingClientRect().width / pad.offsetWidth"
    assert around.count() and page.locator("ae-draw ae-pad").evaluate(size) == 1
    page.locator("[data-share]").click()
    page.get_by_role("button", name="Present").click()
    expect(around).to_have_count(0)
    assert page.locator("ae-draw ae-pad").evaluate(size) == pytest.approx(1.25, abs=0.02)
    page.wait_for_url("**present=1**")
    page.get_by_role("tab", name="Denoise", exact=True).click()
    page.wait_for_url("**tab=denoise**")
    assert "present=1" in page.url
    page.reload()
    page.locator("ae-denoise ae-pad canvas").wait_for()
    expect(around).to_have_count(0)
    page.get_by_role("button", name="Share", exact=True).locator("visible=true").click()
    page.get_by_role("button", name="End the presentation").wait_for()
    assert "present" not in page.locator("ae-share #link").input_value()
    page.keyboard.press("Escape")  # closes the dialog
    expect(page.locator("ae-share #link")).to_be_hidden()
    expect(around).to_have_count(0)
    page.keyboard.press("Escape")
    expect(around.first).to_be_visible()
    page.wait_for_function("!location.search.includes('present')")
    assert visitor.errors == []


def test_presented_strokes_land_under_the_hand(ready):
    page = ready("tab=draw&digit=t3&present=1", **BEAMER).page
    page.locator("ae-draw").get_by_role("button", name="Clear").click()
    scribble(page, page.locator(PAD), [(0.25, 0.25), (0.25, 0.75)])
    drawn = pixels(page, PAD).reshape(28, 28)
    assert drawn[10:18, 6:8].max() == 255 and drawn[:, 12:].max() == 0


def test_reset_sets_a_tab_back_and_back_brings_it_again(ready):
    visitor = ready("tab=draw")
    page = visitor.page
    usual = pixels(page, PAD)
    scribble(page, page.locator(PAD), LINE)
    drawn = pixels(page, PAD)
    page.wait_for_url("**#digit=**")
    reset = page.get_by_role("button", name="Reset this tab").locator("visible=true")
    for setting in ("digit", "variant=vae"):
        if setting != "digit":
            page.locator('ae-draw [data-variant="vae"]').click()
            page.wait_for_url("**variant=vae**")
        reset.click()
        wait_until_shows(page, PAD, usual)
        page.wait_for_function("name => !location.href.includes(name)", arg=setting)
        page.go_back()
        wait_until_shows(page, PAD, drawn)
        page.wait_for_function("name => location.href.includes(name)", arg=setting)
    assert page.evaluate("document.querySelector('ae-draw').variant") == "vae"
    assert visitor.errors == []

"""The path of the first visit: ticked by doing, thin, and gone for ever with one press."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import DESK, PHONE, scribble
from tests.browser.pictures import wait_until_painted

PATH = "ae-path .path"
DONE = "ae-path li.done"
PAD = "ae-draw ae-pad canvas"


def ready(visitor):
    page = visitor.page
    page.locator(PATH).wait_for()
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    return page


def thin(page):
    assert page.locator("ae-path").bounding_box()["height"] <= 40
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("where", "language", "device", "end"),
    [
        ("files", "en", PHONE, "unpacks it. Denoise →"),
        ("files", "zh", PHONE, "重建数字。 去噪 →"),
        ("site", "en", DESK, "unpacks it. Denoise →"),
    ],
    ids=["390-en", "390-zh", "1440-en-site"],
)
def test_steps_are_ticked_by_doing_and_the_end_leads_on(
    request, visits, where, language, device, end
):
    visitor = visits(request.getfixturevalue(where), own=True, **device).go(f"?lang={language}")
    page = ready(visitor)
    thin(page)
    expect(page.locator(DONE)).to_have_count(0)
    page.locator("ae-draw ae-picker button").first.click()  # picking is not drawing
    scribble(page, page.locator(PAD), [(0.3, 0.2), (0.7, 0.2), (0.4, 0.8)])
    expect(page.locator(DONE)).to_have_count(1)
    page.locator("ae-draw .touch").press("ArrowUp")
    expect(page.locator(DONE)).to_have_count(2)
    page.locator('ae-draw [data-variant="sparse-l1"]').click()  # which is wider
    page.locator('ae-draw [data-variant="vae-2d"]').click()
    expect(page.locator("ae-path .end")).to_contain_text(end)
    thin(page)
    loads = page.evaluate("performance.timeOrigin")
    page.locator("ae-path .end a").click()
    page.locator("ae-denoise ae-pad canvas").wait_for()
    page.wait_for_url(re.compile("[?&]tab=denoise"))
    assert page.evaluate("performance.timeOrigin") == loads, "the page stays"
    assert visitor.errors == []


def test_one_press_puts_it_away_for_ever(visits, files):
    page = ready(visits(files, own=True).go("?lang=en"))
    page.get_by_role("button", name="Put these steps away").click()
    expect(page.locator("ae-path")).to_be_hidden()
    expect(page.locator(PAD)).to_be_focused()
    page.reload()
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    expect(page.locator("ae-path")).to_be_hidden()


@pytest.mark.parametrize("query", ["embed=1", "present=1"])
def test_it_is_not_for_frames_or_beamers(visits, files, query):
    page = visits(files, own=True).go(f"?lang=en&{query}").page
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    expect(page.locator("ae-path:visible")).to_have_count(0)

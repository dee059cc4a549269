"""What stands around the tabs: the masthead, the row of tabs, the title, the foot, and paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import DESK, PHONE, loaded
from tests.browser.pictures import wait_until_painted

BEAMER = {"viewport": {"width": 1024, "height": 768}}
OUTPUT = 'ae-draw [data-picture="output"] canvas'
# As in test_draw.py, where the tab stands alone.
ANSWER = ["ae-draw ae-pad canvas", "ae-draw .touch", OUTPUT]
IN_SIGHT = """() => document.documentElement.scrollWidth <= innerWidth && scrollY === 0"""
DARK = """() => [getComputedStyle(document.body).colorScheme,
  new URLSearchParams(location.search).get("__theme")]"""
# What can still be pressed or set, in all shadows.
PRESSED = """() => {
  const found = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (node.matches("button, input, select, ae-picker, [role=tab]") && node.checkVisibility())
        found.push(node.outerHTML.slice(0, 80));
    }
  };
  visit(document.body);
  return found;
}"""


@pytest.mark.parametrize(
    ("device", "most"), [(PHONE, 120), (BEAMER, 110)], ids=["a phone", "a beamer"]
)
def test_masthead_and_tabs_leave_the_screen_to_what_answers(visit, device, most):
    page = visit("lang=en", **device).page
    wait_until_painted(page, OUTPUT)
    width, height = device["viewport"].values()
    for language, share in [("English", "Share"), ("中文", "分享")]:
        page.get_by_role("button", name=language).click()
        page.get_by_role("button", name=share, exact=True).wait_for()
        loaded(page)
        tabs = page.get_by_role("tablist").first.bounding_box()
        assert tabs["y"] + tabs["height"] <= most
        assert page.evaluate(IN_SIGHT)
        for part in ANSWER:
            box = page.locator(part).bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width, (language, part)
            assert box["y"] >= 0 and box["y"] + box["height"] <= height, (language, part)


def test_a_row_of_tabs_that_is_too_long_shows_the_open_one(visit):
    page = visit("lang=en&tab=labels", **PHONE).page
    expect(page.get_by_role("tab", name="Put to work")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("tab", name="Few labels")).to_be_in_viewport(ratio=1)


def test_the_theme_is_the_browsers_until_it_is_pressed_and_stays_in_the_address(visits, place):
    _, address = place
    page = visits(address, color_scheme="dark").go("?lang=en&tab=sample").page
    switch = page.get_by_role("button", name="Dark theme")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(DARK)[1] is None
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(DARK) == ["light", "light"]
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(DARK) == ["light", "light"]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_title_names_the_open_tab_in_the_language_of_the_page(visits, files):
    visitor = visits(files).go("?lang=en")
    page = visitor.page
    expect(page).to_have_title("Draw · aedemo")
    visitor.open("Look inside")
    visitor.open("Code map")
    expect(page).to_have_title("Code map · aedemo")
    page.get_by_role("button", name="中文").click()
    expect(page).to_have_title("编码地图 · aedemo")
    page.go_back()
    expect(page).to_have_title("Code map · aedemo")


def test_paper_is_light_has_no_controls_and_says_where_it_is_from(visits, place):
    _, address = place
    page = visits(address, **DESK).go("?lang=en&__theme=dark&tab=denoise").page
    page.locator("ae-denoise canvas").first.wait_for()
    loaded(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
    assert page.evaluate(PRESSED) == []
    foot = "getComputedStyle(document.querySelector('.foot'), '::after').content"
    assert "tab=denoise" in page.evaluate(foot)
    expect(page.get_by_role("heading", name="Denoise").locator("visible=true")).to_be_in_viewport()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_the_foot_leads_to_the_api(visit):
    page = visit().page
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="API").click()
    expect(opened.value.get_by_text("/super_resolve").first).to_be_visible()
    opened.value.close()

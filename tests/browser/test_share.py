"""The address of a page: a shared link opens the tab as it was, and a bad one says so."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from aedemo.data.digits import test_digits as shipped_digits
from tests.browser.actions import idle, loaded, scribble, shared
from tests.browser.modules import call
from tests.browser.pictures import pixels, wait_until_painted

ELEMENTS = {
    "Draw": "ae-draw",
    "Denoise": "ae-denoise",
    "Interpolate": "ae-interpolate",
    "Sample": "ae-sample",
}


CANVASES = """name => {
  const inside = (root) => [...root.querySelectorAll("*")].flatMap((node) =>
    node.localName === "canvas" ? [node].filter((canvas) => canvas.checkVisibility())
      : node.shadowRoot ? inside(node.shadowRoot) : []);
  const shadow = document.querySelector(name)?.shadowRoot;
  if (!shadow?.querySelector("canvas")) return false;
  const found = inside(shadow);
  return found.every((canvas) => !canvas.classList.contains("empty"))
    && JSON.stringify(found.map((canvas) => canvas.toDataURL()));
}"""


def canvases(page, element: str) -> str:
    """What all the pictures of an element show, once they have stopped changing."""
    loaded(page)
    page.wait_for_function(CANVASES, arg=element)
    shown = None
    while shown != (shown := page.evaluate(CANVASES, element)):
        idle(page)
    return shown


def prepare(visitor, tab: str) -> None:
    """Brings a tab into a state that no other has."""
    page = visitor.page
    visitor.open(tab)
    if tab == "Draw":
        page.locator("ae-draw").get_by_role("button", name="Pick this 3").first.click()
        scribble(page, page.locator("ae-draw ae-pad canvas"), [(0.2, 0.3), (0.8, 0.35), (0.4, 0.9)])
        page.locator("ae-draw").get_by_label("Centre the drawing").uncheck()
        page.locator('ae-draw [data-variant="sparse-l1"]').click()
    if tab == "Denoise":
        page.locator("ae-denoise").get_by_role("button", name="Random test digit").click()
        loaded(page)  # all digits, of which one is picked
        page.get_by_label("Salt and pepper").check()
        page.locator("ae-denoise").get_by_label("Seed").fill("4294967295")
    if tab == "Interpolate":
        page.locator("ae-interpolate").get_by_role("button", name="Clear").first.click()
        scribble(page, page.locator("ae-interpolate ae-pad canvas").first, [(0.5, 0.2), (0.5, 0.8)])
        page.get_by_label("Spherical").check()
        page.locator("ae-interpolate .films").press("ArrowRight")
    if tab == "Sample":
        page.get_by_role("button", name="New seed").click()
        page.locator("ae-sample .map canvas").click(position={"x": 60, "y": 90})
        page.locator("ae-sample").get_by_label("Temperature").press("ArrowLeft")


@pytest.mark.parametrize("tab", ELEMENTS)
def test_a_link_shows_the_tab_exactly_as_it_was_in_another_browser(visit, tab):
    element = ELEMENTS[tab]
    visitor = visit(query="lang=en")
    prepare(visitor, tab)
    before = canvases(visitor.page, element)
    link = shared(visitor.page)
    other = visit(query=urlsplit(link).query, own=True).page
    assert canvases(other, element) == before
    assert other.get_by_role("tab", name=tab, exact=True).get_attribute("aria-selected") == "true"
    assert shared(other) == link
    assert other.locator(f"{element} > .unread").is_hidden()


def test_controls_follow_the_link(tab):
    element = tab("denoise", "kind=masking&level=0.65&seed=12", lang="zh").page.locator(
        "ae-denoise"
    )
    expect(element.get_by_label("掩码")).to_be_checked()
    expect(element.get_by_label("强度")).to_have_value("0.65")
    expect(element.get_by_label("随机种子")).to_have_value("12")


def test_a_link_enlarges_the_photograph_it_names(visit):
    link = "lang=en&tab=superres&photo=rocket&factor=2&method=nearest"
    page = visit(query=link).page
    expect(page.locator("ae-superres .size")).to_contain_text("→")
    assert page.get_by_label("×2", exact=True).is_checked()
    assert page.get_by_label("Nearest").is_checked()
    assert parse_qs(urlsplit(shared(page)).query) == parse_qs(link)


def test_what_an_address_says_is_checked(tab):
    """What else is checked is in test_links.py."""
    visitor = tab("draw", "digit=." + "A" * 5000)
    sentence = visitor.page.locator(".unread").locator("visible=true")
    sentence.wait_for()
    assert sentence.inner_text() == "This link could not be read in full; left as usual: digit."
    assert visitor.errors == []


def test_a_link_that_was_spoiled_on_its_way_is_read_and_what_is_cut_is_said(visits, files):
    query = "tab=denoise&lang=en&embed=1&kind=masking&seed=7&turn=3&utm_source=mail&digit=t3.Y2DAC"
    page = visits(files).go("?" + query.replace("&", "&amp;")).page
    element = page.locator("ae-denoise")
    expect(element.get_by_label("Masking")).to_be_checked()
    expect(element.get_by_label("Seed")).to_have_value("7")
    expect(element.locator(".unread")).to_have_text(
        "This link could not be read in full; left as usual: digit, turn."
    )


def test_an_attribute_that_cannot_be_read_is_said(blank):
    call(blank, "({ denoise }) => denoise.Denoise", denoise="tabs/denoise/denoise.js")
    blank.evaluate(
        """document.body.innerHTML =
             '<ae-denoise controls kind="masking" level="a lot" digit="t3"></ae-denoise>'"""
    )
    element = blank.locator("ae-denoise")
    expect(element.get_by_label("Masking")).to_be_checked()
    expect(element.locator(".unread")).to_contain_text("left as usual: level.")
    blank.evaluate("document.body.replaceChildren()")


def test_what_is_not_in_the_address_is_as_usual(tab):
    page = tab("interpolate", "utm_source=newsletter&from=t99999").page
    wait_until_painted(page, 'ae-interpolate [data-picture="code"] canvas')
    assert page.locator("ae-interpolate ae-pad .hint").locator("visible=true").count() == 0


# Ink as the pad lays it, on as many pictures as there are test digits.
PACKED = """async ({ data }, digits) => {
  let longest = 0;
  for (let start = 0; start < digits.length; start += 784) {
    const digit = digits.subarray(start, start + 784);
    const text = await data.pack(digit);
    const back = await data.unpack(text);
    if (digit.some((level, at) => level !== back[at])) return "a drawing came back changed";
    longest = Math.max(longest, text.length);
  }
  return longest;
}"""


def test_drawings_fit_an_address_and_lose_nothing(blank):
    images, _ = shipped_digits()
    levels = (images[::10] * 3).round().byte().numpy().tobytes()
    assert call(blank, PACKED, levels, data="data/drawing.js") < 220 - len("t1234.")


def test_a_page_full_of_scribble_still_fits(tab):
    page = tab("draw").page
    pad = page.locator("ae-draw ae-pad canvas")
    turns = [(0.1 + 0.8 * (7 * k % 11) / 10, 0.1 + 0.8 * (5 * k % 13) / 12) for k in range(14)]
    page.locator("ae-draw").get_by_role("button", name="Clear").click()
    scribble(page, pad, turns)
    assert (pixels(page, "ae-draw ae-pad canvas") > 0).mean() > 0.35
    digit = parse_qs(urlsplit(shared(page)).query)["digit"][0]
    assert len(digit) < 220


def test_snippets_are_for_what_they_say(visit):
    clipboard = ["clipboard-read", "clipboard-write"]
    page = visit(query="lang=zh&tab=denoise", permissions=clipboard).page
    link = shared(page, "分享")
    page.get_by_role("button", name="分享").locator("visible=true").click()
    frame = page.locator("ae-share #iframe").input_value()
    assert "embed=1" in frame and "postMessage" not in frame and 'title="去噪"' in frame
    element = page.locator("ae-share #element").input_value()
    assert "/gradio_api/aedemo/current/web/main.js" in element
    assert '<ae-denoise controls lang="zh" kind="gaussian"' in element
    page.locator('ae-share [data-copy="link"]').click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText").strip() == "分享"


def test_copying_the_link_comes_first_and_the_lines_for_a_page_are_folded(tab):
    page = tab("denoise", lang="en").page
    dialog = page.locator("ae-share")
    for _ in range(2):  # folded again, whatever was opened before
        page.get_by_role("button", name="Share").locator("visible=true").click()
        expect(dialog.locator('[data-copy="link"]')).to_be_focused()
        expect(dialog.locator("#iframe")).to_be_hidden()
        dialog.get_by_text("Put it into a course page").click()
        expect(dialog.locator("#iframe")).to_be_visible()
        expect(dialog.locator("#element")).to_be_visible()
        page.keyboard.press("Escape")


def test_opening_and_sharing_a_link_leaves_nothing_on_the_server(visit):
    visitor = visit(query="lang=en&tab=sample&seed=5&temperature=0.5")
    wait_until_painted(visitor.page, "ae-sample canvas")
    before = visitor.settle()
    shared(visitor.page)
    page = visitor.page
    expect(page.locator("ae-share .code path")).to_have_attribute("d", re.compile("h1v1"))
    [library] = visitor.requests[before:]  # that draws the QR code
    assert urlsplit(library).path.endswith("/web/vendor/qr/index.js")
    assert json.loads(visitor.page.evaluate("JSON.stringify(localStorage)")) == {}

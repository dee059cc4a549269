"""Terms that are explained on the spot, in a lesson and in the shadow root of an element."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import DESK, PHONE

# A lesson's link at the right edge, and an element that marks two terms.
PAGE = """async () => {
  const { Element } = await import(new URL("web/elements/element.js", location.href).href);
  const { fillIn } = await import(new URL("web/elements/terms.js", location.href).href);
  customElements.define("ae-marked", class extends Element {
    static html = `<p><b data-term="encoder">encoder</b> <span class="filled"></span></p>`;
    start() { fillIn(this.one(".filled"), "its [codes](#term-code)"); }
  });
  document.body.innerHTML = `
    <p style="margin-top: 250px; text-align: right">A <a href="#term-elbo">bound</a></p>
    <button>elsewhere</button> <ae-marked></ae-marked>`;
  await customElements.whenDefined("ae-marked");
}"""
BOX = ".term-box:popover-open"


@pytest.fixture(params=[DESK, PHONE], ids=["1440", "390"])
def page(request, visits, files):
    page = visits(files, **request.param).go("blank.html").page
    page.evaluate(PAGE)
    return page


def tap(page, word):
    """Taps a word, or clicks it where there is no touch."""
    touch = page.evaluate("navigator.maxTouchPoints > 0")
    node = page.get_by_text(word, exact=True)
    node.tap() if touch else node.click()


def inside(page):
    box = page.locator(BOX).bounding_box()
    width, height = page.evaluate("[innerWidth, innerHeight]")
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert box["y"] >= 0 and box["y"] + box["height"] <= height


def test_a_term_is_explained_by_pointing_and_put_away_by_leaving(page):
    page.get_by_text("bound", exact=True).hover()
    expect(page.locator(BOX)).to_contain_text("Evidence lower bound")
    expect(page.locator(BOX)).to_contain_text("Sample")
    inside(page)
    page.locator(BOX).hover()  # it can be read with the pointer on it
    expect(page.locator(BOX)).to_be_visible()
    page.get_by_text("elsewhere").hover()
    expect(page.locator(BOX)).to_have_count(0)
    for word, meaning in [("encoder", "first half"), ("codes", "list of numbers")]:
        page.get_by_role("button", name=word, exact=True).hover()
        expect(page.locator(BOX)).to_contain_text(meaning)


def test_the_keyboard_reaches_every_term_and_escape_puts_it_away(page):
    page.keyboard.press("Tab")
    expect(page.get_by_text("bound", exact=True)).to_have_accessible_description(
        "ELBO · Evidence lower bound: a figure that is never above the log-likelihood of the data."
        " A variational autoencoder maximises it: good reconstruction, less the KL divergence to"
        " the prior. To be seen in “Sample”."
    )
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(BOX)).to_have_count(0)
    for word, meaning in [("encoder", "first half"), ("codes", "list of numbers")]:
        page.keyboard.press("Tab")
        term = page.get_by_role("button", name=word, exact=True)
        expect(term).to_be_focused()
        expect(page.locator(BOX)).to_contain_text(meaning)
        assert term.evaluate("node => !!node.ariaDescribedByElements?.length")


def test_a_tap_explains_and_a_tap_elsewhere_puts_away(page):
    address = page.url
    tap(page, "codes")
    expect(page.locator(BOX)).to_contain_text("list of numbers")
    tap(page, "bound")
    expect(page.locator(BOX)).to_have_count(1)
    expect(page.locator(BOX)).to_contain_text("Evidence lower bound")
    tap(page, "elsewhere")
    expect(page.locator(BOX)).to_have_count(0)
    assert page.url == address


def test_nobody_is_sent_to_the_tab_where_they_are(page):
    page.evaluate("document.body.append(document.createElement('ae-sample'))")
    box = page.locator(BOX)
    tap(page, "bound")
    expect(box).to_contain_text("Evidence lower bound")
    expect(box).not_to_contain_text("To be seen")
    tap(page, "elsewhere")
    page.locator("ae-sample").evaluate("node => node.style.display = 'none'")  # another tab is open
    tap(page, "bound")
    expect(box).to_contain_text("To be seen in “Sample”.")


def test_it_speaks_the_language_of_the_page(page):
    page.evaluate(
        """async () => (await import(new URL("web/elements/language.js", location.href).href))
             .setLanguage("zh")"""
    )
    tap(page, "bound")
    expect(page.locator(BOX)).to_contain_text("证据下界")
    expect(page.locator(BOX)).to_contain_text("采样")
    assert page.locator(BOX).get_attribute("lang") == "zh-CN"

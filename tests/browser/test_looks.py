"""What a designer would see at once, in every tab, at every width and in both languages: text that
leaves its place, a word torn in two, a number without its unit, a column too narrow to read, white
on a dark page."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.actions import loaded
from tests.browser.conftest import TABS

# Of a frame that holds a tab as wide as it is on the site: at 200 % zoom, on a phone, at 1024 and
# at 1440 pixels.
WIDTHS = [348, 390, 660, 982]
# Of every text in sight: how it leaves what holds it, and whether a word of it stands in two lines.
FAULTS = r"""(tab) => {
  const HOLDS = "button, td, th, figcaption, p, dd, dt, h3, h4, label, legend, li";
  const found = [];
  const range = document.createRange();
  const rects = (node, from, to) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  };
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!element.checkVisibility() || element.closest(".heard, svg, [aria-hidden], option"))
        continue;
      for (const node of element.childNodes) {
        const said = node.nodeType === Node.TEXT_NODE ? node.data.trim() : "";
        const holder = said && element.closest(HOLDS);
        if (!holder) continue;
        const { left, right, width } = holder.getBoundingClientRect();
        const lines = rects(node, 0, node.length);
        if (lines.some((line) => line.left < left - 1 || line.right > right + 1))
          found.push(`leaves its place: ${said}`);
        if (lines.length > 3 && width < 60) found.push(`too narrow: ${said}`);
        for (const { 0: word, index } of node.data.matchAll(/[A-Za-z.,\d]+/g)) {
          const tops = new Set(rects(node, index, index + word.length).map(({ top }) => top));
          if (tops.size > 1) found.push(`torn: ${word}`);
        }
        for (const { 0: number, index } of node.data.matchAll(/\d\s(?:%|s|dB|MB|秒)(?![a-z])/g)) {
          const tops = new Set(rects(node, index, index + number.length).map(({ top }) => top));
          if (tops.size > 1) found.push(`without its unit: ${said}`);
        }
      }
    }
  };
  look(document.querySelector(`ae-${tab}`).shadowRoot);
  return found;
}"""


def faults(page, name: str) -> dict[tuple[str, int], list[str]]:
    """What is wrong with the texts of a tab, by language and width, where anything is."""
    found = {}
    for language in ("en", "zh"):
        page.evaluate(
            """async (language) => (await import(
                 new URL("web/elements/language.js", location.href).href)).setLanguage(language)""",
            language,
        )
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            loaded(page)
            found[language, width] = page.evaluate(FAULTS, name)
    return {key: each for key, each in found.items() if each}


@pytest.mark.parametrize("name", TABS)
def test_every_text_has_its_place(name, tab):
    page = tab(name, own=True).page
    page.locator(f"ae-{name} :is(h3, .bench)").first.wait_for()
    assert faults(page, name) == {}


def test_in_forced_colours_what_is_drawn_on_has_an_edge(tab):
    page = tab("draw", own=True, forced_colors="active").page
    pad = page.locator("ae-draw ae-pad canvas")
    pad.wait_for()
    assert pad.evaluate("(pad) => getComputedStyle(pad).outlineStyle") == "solid"


@pytest.mark.parametrize(("name", "heading"), [("search", "search_by"), ("compare", "hard_cases")])
def test_on_paper_no_heading_stands_above_nothing(name, heading, tab):
    page = tab(name, own=True).page
    title = page.locator(f"ae-{name} [data-text={heading}]")
    expect(title).to_be_visible()
    page.emulate_media(media="print")
    expect(title).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "signed"), [("anomaly", '[data-picture="difference"] canvas'), ("lab", ".filters")]
)
def test_signed_pictures_do_not_glare_in_the_dark(name, signed, tab):
    page = tab(name, own=True, color_scheme="dark").page
    picture = page.locator(f"ae-{name} {signed}.signed")
    picture.wait_for()
    loaded(page)

    def lightness() -> float:
        return np.asarray(Image.open(io.BytesIO(picture.screenshot())).convert("L")).mean()

    assert lightness() < 100
    page.emulate_media(color_scheme="light")
    loaded(page)
    assert lightness() > 155


def test_every_exercise_stands_as_far_below_its_button(visits, site):
    page = visits(site).go("?lang=en&tab=denoise").page
    page.locator(".lesson li a.state").locator("visible=true").first.wait_for()
    gaps = page.evaluate(
        """() => [...document.querySelectorAll(".lesson li > p > a.state:first-child")]
             .filter((button) => button.checkVisibility())
             .map((button) => {
               const text = document.createRange();
               text.setStartAfter(button);
               text.setEndAfter(button.parentElement.lastChild);
               return text.getBoundingClientRect().top - button.getBoundingClientRect().bottom;
             })"""
    )
    assert len(gaps) > 1
    assert max(gaps) - min(gaps) < 2
    assert min(gaps) > 0


def test_digits_that_are_normal_stand_in_full_rows(tab):
    page = tab("anomaly", own=True).page
    page.locator("ae-anomaly .which button").first.wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        loaded(page)
        tops = page.locator("ae-anomaly .which button").evaluate_all(
            "(buttons) => buttons.map((button) => button.getBoundingClientRect().top)"
        )
        counts = np.unique(np.round(tops), return_counts=True)[1]
        assert len(set(counts)) == 1, width


def test_in_the_dark_the_strongest_channels_are_marked_light(tab):
    page = tab("superres", own=True, color_scheme="dark").page
    summary = page.locator("ae-superres .inside summary").first
    summary.wait_for()
    summary.click()
    item = page.locator("ae-superres .channels .strong").first
    item.wait_for()
    loaded(page)
    box = item.locator("canvas").bounding_box()
    left, top = box["x"] - 3, box["y"] + box["height"] / 2
    edge = page.screenshot(full_page=True, clip={"x": left, "y": top, "width": 1, "height": 1})
    assert np.asarray(Image.open(io.BytesIO(edge)).convert("L")).mean() > 155

"""What people need who do not see the page, or not its colours, or use no mouse: the site and the
plain page as a whole, all tabs of one visit."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import DESK, PHONE, frames, loaded, scribble
from tests.browser.pictures import wait_until_painted
from tests.contrast import contrast

NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}

# The element that has the focus, in whatever shadow, and what is drawn around it.
FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (!node || node === document.body) return null;
  const covered = node.matches("[type=radio]") && node.getRootNode().host; // by its caption
  const drawn = covered ? node.nextElementSibling : node;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(drawn);
  const up = (one) => one.parentElement ?? one.getRootNode().host;
  let around = up(drawn);
  while (up(around) && / 0\\)$/.test(getComputedStyle(around).backgroundColor)) around = up(around);
  const group = node.closest("[role=toolbar], [role=radiogroup], .found");
  const { by, mistakes } = group?.dataset ?? {};
  const name = node.ariaLabel || node.textContent.trim() || node.name;
  return {
    name: `${node.localName} ${name}`.slice(0, 60),
    group: group && [node.getRootNode().host.dataset.end, by, mistakes, group.ariaLabel].join(),
    seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    colours: [outlineColor, getComputedStyle(around).backgroundColor],
  };
}"""
# The next Tab key goes to the first stop of the page.
TO_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""
# All that can be pressed or pointed at, in all shadows: its name and size, with what belongs to it.
TARGETS = """() => {
  const found = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (!node.matches("button, input, select, textarea, summary, [tabindex='0']")) continue;
      if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: false })) continue;
      if (node.closest("[aria-hidden=true]") || node.disabled) continue;
      if (node.tabIndex < 0 && !node.closest("[role]")) continue;
      const box = (node.closest("label") ?? node).getBoundingClientRect();
      if (!box.width) continue;
      const name = `${node.localName} ${node.ariaLabel || node.textContent.trim() || node.name}`;
      found.push({ name: name.slice(0, 60), width: box.width, height: box.height });
    }
  };
  visit(document);
  return found;
}"""
# What is chosen and what is not, as it is drawn.
CHOICES = """() => {
  const found = { chosen: [], others: [] };
  const visit = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) visit(node.shadowRoot);
      const state = node.matches("[type=radio]") ? String(node.checked)
        : node.ariaSelected ?? node.ariaPressed ?? (node.matches("button") && node.ariaChecked);
      if (!["true", "false"].includes(state) || !node.checkVisibility()) continue;
      const drawn = node.matches("[type=radio]") ? node.nextElementSibling : node;
      found[state === "true" ? "chosen" : "others"].push(getComputedStyle(drawn).backgroundColor);
    }
  };
  visit(document);
  return found;
}"""
SYSTEM = """() => {
  const probe = document.body.appendChild(document.createElement("p"));
  probe.style.backgroundColor = "Highlight";
  probe.style.forcedColorAdjust = "none";
  return getComputedStyle(probe).backgroundColor;
}"""


def told_by_the_system(page, tab):
    """What is chosen, by the colours of the system, where these are all there are."""
    page.emulate_media(forced_colors="active")
    choices, highlight = page.evaluate(CHOICES), page.evaluate(SYSTEM)
    assert choices["chosen"] and choices["others"], tab
    assert set(choices["chosen"]) == {highlight}, (tab, choices)
    assert highlight not in choices["others"], (tab, choices)
    page.emulate_media(forced_colors="none")


@pytest.mark.parametrize(
    ("place", "theme"), [("site", "dark"), ("files", "light")], indirect=["place"]
)
def test_focus_is_seen_and_groups_are_one_stop_and_the_system_tells_what_is_chosen(tour, theme):
    for page, tab in tour(theme=theme, **DESK):
        told_by_the_system(page, tab)
        page.evaluate(TO_THE_TOP)
        stops = []
        page.keyboard.press("Tab")
        while (stop := page.evaluate(FOCUSED)) and len(stops) < 80:
            stops.append(stop)
            page.keyboard.press("Tab")
        assert 5 < len(stops) < 80, tab
        for stop in stops:
            assert stop["seen"], (tab, stop)
            assert contrast(*stop["colours"]) >= 3, (tab, stop)
        groups = [stop["group"] for stop in stops if stop["group"]]
        assert len(groups) == len(set(groups)), (tab, groups)


def test_a_narrow_page_can_be_hit_by_a_finger_and_loses_nothing_with_wide_text(tour):
    for page, tab in tour("zh", **NARROW):
        for target in page.evaluate(TARGETS):
            assert min(target["width"], target["height"]) >= 24, (tab, target)
        page.add_style_tag(
            content="* { letter-spacing: .12em !important; word-spacing: .16em !important }"
        )
        frames(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, tab


def test_the_keys_walk_along_the_digits_and_choose_among_networks(tab):
    page = tab("draw").page
    loaded(page)
    digit = page.locator("ae-picker .thumb")
    digit.first.focus()
    for key, at in [
        ("ArrowRight", 1),
        ("ArrowLeft", 0),
        ("ArrowLeft", 19),
        ("Home", 0),
        ("End", 19),
    ]:
        page.keyboard.press(key)
        expect(digit.nth(at)).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('ae-draw').pad.picked") is not None
    page.get_by_role("radio", name="dense").press("ArrowRight")
    chosen = page.get_by_role("radio", name="ordered")
    expect(chosen).to_be_focused()
    expect(chosen).to_be_checked()


def test_a_verdict_that_changes_with_every_stroke_is_said_once_it_rests(tab):
    page = tab("anomaly").page
    wait_until_painted(page, 'ae-anomaly [data-picture="rebuilt"] canvas')
    heard, verdict = page.locator("ae-anomaly .heard"), page.locator("ae-anomaly .verdict")
    expect(heard).to_have_text(verdict.inner_text())
    heard.evaluate("""node => {
      window.said = 0;
      new MutationObserver(() => window.said++).observe(node, { childList: true });
    }""")
    scribble(page, page.locator("ae-anomaly ae-pad canvas"), [(0.2, 0.2), (0.8, 0.3), (0.4, 0.8)])
    page.wait_for_function("said")
    expect(heard).to_have_text(verdict.inner_text())
    assert page.evaluate("said") == 1

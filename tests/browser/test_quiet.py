"""What is drawn anew though nothing has changed writes no text anew."""

import pytest

from aedemo import facts
from tests.browser.actions import frames, idle

CHANGES = """(element) => {
  window.changes = [];
  const note = (records) => {
    for (const { target } of records)
      window.changes.push(`${target.className || target.nodeName} ${target.textContent}`);
  };
  new MutationObserver(note).observe(element.shadowRoot, {
    subtree: true, childList: true, characterData: true });
}"""
# Whether what is computed once the hand rests is there, in the lab all lines to beat.
WHOLE = """({ shadowRoot }) =>
  [...shadowRoot.querySelectorAll(":is([data-measure], .plot svg):empty")]
    .every((node) => !node.checkVisibility()) &&
  [...shadowRoot.querySelectorAll("[data-seen=curves] .curves")]
    .every((node) => node.querySelectorAll(".u-legend .u-series").length === 5)"""
# All but Few labels, which learns anew and tells how far it is.
DRAWN = [tab["name"] for tab in facts.tabs() if tab["name"] != "labels"]
VARIANTS = facts.read("variants")["variants"]
CONSTRAINED = [each["name"] for each in VARIANTS if "constraint" in each]
SHOWN = [(name, "") for name in DRAWN] + [("constraint", f"variant={name}") for name in CONSTRAINED]


@pytest.mark.parametrize(("name", "query"), SHOWN)
def test_what_stays_the_same_is_not_written_again(tab, name, query):
    visitor = tab(name, query)
    page = visitor.page
    element = page.locator(f"ae-{name}")
    element.wait_for()
    visitor.settle()
    page.wait_for_function(WHOLE, arg=element.element_handle())
    idle(page)
    element.evaluate(CHANGES)
    element.evaluate("(element) => element.refresh()")
    frames(page)
    idle(page)
    written = page.evaluate("() => [...new Set(window.changes)]")
    assert not written, "\n".join(written)

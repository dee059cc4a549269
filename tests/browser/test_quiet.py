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
# All but Few labels, which learns anew and tells how far it is, and the deconvolution, whose grids
# are drawn whole.
ANEW = ("labels", "deconvolution")
DRAWN = [tab["name"] for tab in facts.tabs() if not tab.get("server") and tab["name"] not in ANEW]


@pytest.mark.parametrize("name", DRAWN)
def test_what_stays_the_same_is_not_written_again(tab, name):
    visitor = tab(name)
    page = visitor.page
    element = page.locator(f"ae-{name}")
    element.wait_for()
    visitor.settle()
    idle(page)
    element.evaluate(CHANGES)
    element.evaluate("(element) => element.refresh()")
    frames(page)
    idle(page)
    written = page.evaluate("() => [...new Set(window.changes)]")
    assert not written, "\n".join(written)

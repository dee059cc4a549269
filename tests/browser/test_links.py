"""Links that were shared keep their meaning for ever.

links.json holds what links of all kinds gave when each tab's settings were still Gradio's: the
tab that opened, the language, the state of the tab, and the names of what could not be read.
The first link of each tab is opened on the site too, and one that names no tab.
"""

import json
from pathlib import Path

import pytest

from aedemo import facts
from tests.browser.actions import selected
from tests.browser.modules import call

LINKS = json.loads((Path(__file__).parent / "links.json").read_text(encoding="utf-8"))
FIRST = list({link["tab"]: link for link in reversed(LINKS)}.values())
ON_SITE = [*FIRST, *(link for link in LINKS if link["query"] == "tab=admin")]
UNREAD = facts.texts()["unread"]

STATE = """async ({ adjustable }, tab) => {
  const elements = adjustable.elementsOf(tab);
  const states = await Promise.all(elements.map((element) => element.state()));
  return {
    lang: document.documentElement.lang,
    state: Object.assign({}, ...states),
    said: elements.map((element) => element.shadowRoot.querySelector(".unread"))
      .filter((line) => line.checkVisibility()).map((line) => line.textContent),
  };
}"""


def name(link: dict) -> str:
    return link["query"][:60] or "no query"


def state(page, link: dict) -> dict:
    """What a page holds of the tab that a link opens."""
    tab = link["tab"]
    # It is there once it is in sight.
    page.locator(f"ae-{tab}").evaluate("(element) => element.scrollIntoView()")
    page.locator(f"ae-{tab} :is(ae-pad, canvas, svg)").first.wait_for()
    return call(page, STATE, tab, adjustable="elements/adjustable.js")


def check(found: dict, link: dict) -> None:
    assert found["lang"] == link["lang"]
    assert found["state"] == link["state"]
    before, after = UNREAD[link["lang"][:2]].split("{names}")
    said = [line.removeprefix(before).removesuffix(after) for line in found["said"]]
    assert sorted(", ".join(said).split(", ")) == sorted(link["unread"] or [""])


@pytest.fixture(scope="module")
def page(contexts):
    page = contexts().new_page()
    yield page
    page.close()


@pytest.mark.parametrize("link", LINKS, ids=name)
def test_a_link_means_what_it_meant(link, page, files):
    page.goto(f"{files}/?{link['query']}&embed=1")
    check(state(page, link), link)


@pytest.mark.parametrize("link", ON_SITE, ids=name)
def test_a_link_opens_its_tab_on_the_site(link, visit):
    visitor = visit(query=link["query"], opens=link["tab"])
    check(state(visitor.page, link), link)
    tab = next(tab for tab in facts.tabs() if tab["name"] == link["tab"])
    labels = [facts.read("tabs")["groups"][tab["group"]]] if "group" in tab else []
    labels = [label[link["lang"][:2]] for label in (*labels, tab["label"])]
    assert selected(visitor.page) == labels
    assert visitor.errors == []

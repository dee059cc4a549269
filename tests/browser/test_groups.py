"""The groups of tabs, and the drawing that goes along from tab to tab."""

import numpy as np
import pytest

from tests.browser.actions import scribble, selected, shared
from tests.browser.pictures import pixels, wait_until_painted, wait_until_shows


@pytest.mark.parametrize(
    "tab,labels",
    [
        ("map", ["Look inside", "Code map"]),
        ("compare", ["Look inside", "Side by side"]),
        ("labels", ["Put to work", "Few labels"]),
    ],
)
def test_a_link_opens_the_group_and_the_tab_in_it(visit, tab, labels):
    visitor = visit(query=f"lang=en&tab={tab}")
    page = visitor.page
    page.locator(f"ae-{tab} ae-pad canvas").wait_for()
    assert selected(page) == labels
    assert f"tab={tab}&" in shared(page)
    assert visitor.errors == []


def test_a_drawing_goes_along_to_every_tab_and_back(visit):
    visitor = visit(query="lang=en")
    page = visitor.page
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    scribble(page, page.locator("ae-draw ae-pad canvas"), [(0.2, 0.2), (0.8, 0.3), (0.4, 0.8)])
    drawn = pixels(page, "ae-draw ae-pad canvas")
    ways = {
        "denoise": ["Denoise"],
        "map": ["Look inside"],
        "compare": ["Side by side"],
        "search": ["Put to work", "Search"],
    }
    for tab, labels in ways.items():
        visitor.open(*labels)
        wait_for_drawing(page, tab, drawn)
    scribble(page, page.locator("ae-search ae-pad canvas"), [(0.1, 0.9), (0.9, 0.9)])
    changed = pixels(page, "ae-search ae-pad canvas")
    assert (changed != drawn).any()
    visitor.open("Draw")
    wait_for_drawing(page, "draw", changed)
    page.locator("ae-draw").get_by_role("button", name="Clear").click()
    visitor.open("Denoise")
    wait_for_drawing(page, "denoise", np.zeros_like(drawn))
    assert visitor.errors == []


def wait_for_drawing(page, tab: str, expected) -> None:
    """Waits until the first pad of a tab shows these pixels."""
    wait_until_shows(page, f"ae-{tab} ae-pad canvas", expected)


def test_a_link_to_a_digit_is_stronger_than_what_was_not_drawn(visit):
    page = visit(query="lang=en&tab=compare&digit=t3&centring=false").page
    wait_until_painted(page, "ae-compare ae-pad canvas")
    linked = pixels(page, "ae-compare ae-pad canvas")
    page.get_by_role("tab", name="Draw", exact=True).click()
    wait_for_drawing(page, "draw", linked)


def test_a_tab_of_a_group_alone_in_a_frame(visit):
    page = visit(query="lang=en&tab=search&embed=1").page
    page.locator("ae-search ae-pad canvas").wait_for()
    assert page.get_by_role("tab").locator("visible=true").count() == 0

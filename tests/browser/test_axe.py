"""What axe finds on all tabs of one visit, with none of its rules left out."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.actions import DESK, PHONE


# The elements are the same in both places; each width, theme and language is there once. Colours of
# the site in light are reckoned in tests/test_contrast.py.
@pytest.mark.parametrize(
    ("place", "language", "theme", "device"),
    [
        ("site", "zh", "dark", PHONE),
        ("files", "en", "light", DESK),
    ],
    ids=["site-390-dark-zh", "files-1440-light-en"],
    indirect=["place"],
)
def test_axe_finds_nothing(tour, language, theme, device):
    for page, tab in tour(language, theme, **device):
        assert violations(page) == [], tab


def violations(page) -> list[tuple[str, str]]:
    """What axe finds: rules, and the elements that break them."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], node["html"][:160]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize(
    ("language", "theme", "device"), [("zh", "dark", PHONE), ("en", "light", DESK)]
)
def test_axe_finds_nothing_in_what_is_unfolded(visits, files, language, theme, device):
    query = f"?lang={language}&__theme={theme}&tab=superres&inside=true&article=true"
    visitor = visits(files, **device).go(query)
    visitor.page.locator("ae-superres .phases button").first.wait_for()
    visitor.settle()
    assert violations(visitor.page) == []

"""What axe finds on all tabs of one visit, with none of its rules left out."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.actions import DESK, PHONE


@pytest.mark.parametrize(
    ("place", "language", "theme", "device"),
    [
        ("site", "en", "light", DESK),
        ("site", "zh", "dark", PHONE),
        ("files", "zh", "dark", PHONE),
    ],
    ids=["site-1440-light-en", "site-390-dark-zh", "files-390-dark-zh"],
    indirect=["place"],
)
def test_axe_finds_nothing(tour, language, theme, device):
    for page, tab in tour(language, theme, **device):
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        nodes = [(one["id"], node["html"][:160]) for one in found for node in one["nodes"]]
        assert nodes == [], tab

"""A real Chromium: Debian's where there is one, Playwright's own elsewhere."""

import shutil
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


TABS = (
    "draw", "denoise", "interpolate", "sample", "superres",
    "map", "constraint", "compare", "anomaly", "search", "labels",
)  # fmt: skip


class Visit:
    """One visitor's page, which keeps what a visit must not leave: errors and foreign requests."""

    def __init__(self, browser, site: str, query: str = "lang=en", **options):
        self.site = site
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(f"{site}/?{query}")
        tab = parse_qs(query).get("tab", ["draw"])[0]
        self.page.wait_for_selector(f"ae-{tab if tab in TABS else 'draw'}", state="attached")

    def open(self, *labels: str) -> None:
        """Opens a tab by its label, or by those of its group and its own."""
        for label in labels:
            self.page.get_by_role("tab", name=label, exact=True).first.click()

    def settle(self) -> int:
        """Waits until nothing has been asked for for a while; how many requests there were."""
        before = -1
        while before != (before := len(self.requests)):
            self.page.wait_for_timeout(2500)
        return before

    @property
    def foreign(self) -> list[str]:
        """Requests that left the site."""
        inside = (self.site, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]


@pytest.fixture
def visit(browser, site):
    """Opens pages: visit(query=…, viewport=…); all are closed at the end."""
    visits = []

    def open_page(**options) -> Visit:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        visits.append(Visit(browser, site, **options))
        return visits[-1]

    yield open_page
    for each in visits:
        each.context.close()

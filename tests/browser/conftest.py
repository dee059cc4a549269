"""The pages as visitors have them, in a real browser.

Two places are visited: the site, and the same elements as plain files, where a page is there in a
fraction of the time. What concerns one element alone is tested there; what concerns the site,
every tab of it included, on the site.
"""

import time
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect, sync_playwright

from aedemo import facts
from aedemo.static import export
from tests.browser.actions import loaded
from tests.browser.chromium import launch
from tests.browser.course import served

PATIENCE = 60_000  # milliseconds: how long a busy machine may take to do anything
TABS = [tab["name"] for tab in facts.tabs()]
BLANK = """<!doctype html><html lang="en"><link rel="modulepreload" href="web/engine/network.js">"""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(browser):
    """contexts(own=…, **options): one that is like a fresh browser, or, if it need not be its
    ``own``, one that has the files of earlier visits."""
    kept = {}

    def context(own: bool = False, **options):
        options.setdefault("viewport", {"width": 1440, "height": 900})
        key = repr(sorted(options.items()))
        if own or key not in kept:
            new = browser.new_context(**options)
            new.set_default_timeout(PATIENCE)
            new.set_default_navigation_timeout(PATIENCE)
            if own:
                return new
            kept[key] = new
        return kept[key]

    return context


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """The address of the exported folder: the page without a server (index.html), its modules in
    few files as visitors have them, and an empty page (blank.html)."""
    folder = tmp_path_factory.mktemp("files")
    export(folder)
    (folder / "blank.html").write_text(BLANK, encoding="utf-8")
    with served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def blank(contexts, files):
    """An empty page, in which modules can be called."""
    page = contexts(own=True).new_page()
    page.goto(f"{files}/blank.html")
    return page


class Visit:
    """One visitor's page, which keeps what a visit must not leave: errors and foreign requests."""

    def __init__(self, context, address: str):
        self.context = context
        self.page = context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._running = set()
        self._address = address
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("requestfinished", lambda request: self._running.discard(request))
        self.page.on("requestfailed", lambda request: self._running.discard(request))

    def _asked(self, request) -> None:
        self.requests.append(request.url)
        if "/heartbeat/" not in request.url:  # which goes on for as long as the page is there
            self._running.add(request)

    def go(self, path: str) -> "Visit":
        self.page.goto(f"{self._address}/{path}")
        return self

    def open(self, *labels: str) -> None:
        """Opens a tab by its label, or by those of its group and its own."""
        for label in labels:
            self.page.get_by_role("tab", name=label, exact=True).first.click()

    def settle(self) -> int:
        """Waits until all that was asked for has come and is drawn; how many requests there
        were."""
        end = time.monotonic() + PATIENCE / 1000
        before = -1
        while self._running or before != len(self.requests):
            assert time.monotonic() < end, [request.url for request in self._running]
            before = len(self.requests)
            loaded(self.page)
        return before

    @property
    def foreign(self) -> list[str]:
        """Requests that left the site."""
        inside = (self._address, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]


@pytest.fixture
def visits(contexts):
    """visits(address, **options): pages of a place, which are closed at the end."""
    opened = []

    def visit(address: str, **options) -> Visit:
        opened.append((Visit(contexts(**options), address), options.get("own")))
        return opened[-1][0]

    yield visit
    for each, own in opened:
        if own:
            each.context.close()
        else:
            each.page.close()


@pytest.fixture
def visit(visits, site):
    """Opens pages of the site: visit(query=…, viewport=…); a query that names
    no tab of its own `opens` another."""

    def open_page(query: str = "lang=en", opens: str | None = None, **options) -> Visit:
        visitor = visits(site, **options).go(f"?{query}")
        tab = opens or parse_qs(query).get("tab", ["draw"])[0]
        visitor.page.wait_for_selector(f"ae-{tab if tab in TABS else 'draw'}", state="attached")
        return visitor

    return open_page


@pytest.fixture
def tab(visits, files):
    """Opens the elements of one tab alone, as plain files: tab("map", "digit=t1", viewport=…)."""

    def open_tab(name: str, query: str = "", lang: str = "en", **options) -> Visit:
        return visits(files, **options).go(f"?lang={lang}&embed=1&tab={name}&{query}")

    return open_tab


@pytest.fixture(params=["site", "files"])
def place(request):
    """The address of the site, and that of the plain page."""
    return request.param, request.getfixturevalue(request.param)


@pytest.fixture
def tour(visits, place):
    """tour(language, theme, **options): opens each tab of one page in turn, gives page and tab."""
    _, address = place

    def tour(language="en", theme="light", **options):
        visitor = visits(address, **options).go(f"?lang={language}&__theme={theme}")
        visitor.page.wait_for_selector("ae-draw", state="attached")
        for tab in facts.tabs():
            group = [facts.read("tabs")["groups"][tab["group"]][language]] if "group" in tab else []
            for label in [*group, tab["label"][language]]:
                visitor.page.get_by_role("tab", name=label, exact=True).first.click()
            visitor.page.wait_for_selector(f"ae-{tab['name']}", state="visible")
            visitor.settle()
            yield visitor.page, tab["name"]
        assert visitor.errors == []

    return tour

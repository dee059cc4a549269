"""The address follows what the visitor does: reloading keeps it, Back leads to the tab before."""

from urllib.parse import parse_qs, urlsplit

import pytest

from aedemo.places import PACKAGE
from tests.browser.actions import DESK, PHONE, loaded, scribble, selected
from tests.browser.modules import call
from tests.browser.pictures import pixels, wait_until_shows

DRAWING = "async (draw) => ({ digit: (await draw.state()).digit })"
LINE = [(0.2, 0.2), (0.8, 0.3), (0.4, 0.8)]


def said(page) -> dict[str, str]:
    """What the address says, drawings behind its # included."""
    address = urlsplit(page.url)
    named = parse_qs(address.query) | parse_qs(address.fragment)
    return {name: value for name, (value,) in named.items()}


def wait_until_said(page, **expected) -> None:
    """Waits until the address says so; None: it does not name it."""
    page.wait_for_function(
        """expected => {
          const query = new URLSearchParams(`${location.search}&${location.hash.slice(1)}`);
          return Object.entries(expected).every(([name, value]) => query.get(name) === value);
        }""",
        arg=expected,
    )


def test_where_there_is_no_history_to_write_all_goes_on(visits, files):
    visitor = visits(files)
    visitor.page.add_init_script(
        """for (const name of ["replaceState", "pushState"])
             History.prototype[name] = () => { throw new DOMException("", "SecurityError"); };"""
    )
    page = ready(visitor.go("?lang=en"), "draw")
    scribble(page, page.locator("ae-draw ae-pad canvas"), LINE)
    drawn = pixels(page, "ae-draw ae-pad canvas")
    visitor.open("Denoise")
    wait_until_shows(page, "ae-denoise ae-pad canvas", drawn)
    assert visitor.errors == []


def test_in_a_frame_for_one_tab_back_is_left_to_the_page_around_it(tab):
    visitor = tab("draw", "digit=t3")
    page = ready(visitor, "draw")
    before = page.evaluate("history.length")
    page.locator('ae-draw [data-variant="vae"]').click()
    wait_until_said(page, variant="vae", digit="t3", embed="1")
    call(page, "({ language }) => language.setLanguage('zh')", language="elements/language.js")
    wait_until_said(page, lang="zh", variant="vae", embed="1")
    assert page.evaluate("history.length") == before and visitor.errors == []


def test_who_opens_another_tab_before_the_first_is_there_is_followed_too(visits, files):
    visitor = visits(files, own=True)
    page = visitor.page
    page.route("**/tabs/draw/draw.js", lambda route: None)  # which never comes
    visitor.go("?lang=en&tab=draw&variant=vae")
    visitor.open("Denoise")
    wait_until_said(page, tab="denoise", variant=None)
    visitor.open("Sample")
    wait_until_said(page, tab="sample")
    page.go_back()
    wait_until_said(page, tab="denoise")
    page.locator("ae-denoise").wait_for()
    page.go_back()
    wait_until_said(page, tab="draw", variant="vae")


def test_only_pages_of_our_own_write_their_address():
    web = PACKAGE / "web"
    found = {path.name for path in web.rglob("*.js") if "/travel.js" in path.read_text("utf-8")}
    assert found == {"site.js", "standalone.js"}


@pytest.fixture
def place(request, visits):
    """place(query, **options): a visit of the site, and of the plain files."""
    address = request.getfixturevalue(request.param)
    return lambda query="", **options: visits(address, **options).go(f"?{query}")


def ready(visitor, tab: str):
    page = visitor.page
    page.locator(f"ae-{tab} canvas:visible").first.wait_for()
    loaded(page)
    return page


@pytest.mark.parametrize(
    ("place", "device"),
    [("site", PHONE), ("files", DESK)],
    ids=["site-390", "files-1440"],
    indirect=["place"],
)
def test_reload_and_back_keep_drawing_tab_and_language(place, device):
    visitor = place("__theme=dark&lang=en", **device)
    page = ready(visitor, "draw")
    assert said(page) == {"__theme": "dark", "lang": "en"}, "untouched it stays as it is"
    pad = "ae-draw ae-pad canvas"
    scribble(page, page.locator(pad), LINE)
    drawn = pixels(page, pad)
    wait_until_said(page, tab="draw", **page.locator("ae-draw").evaluate(DRAWING))
    page.reload()
    ready(visitor, "draw")
    wait_until_shows(page, pad, drawn)
    visitor.open("Denoise")
    wait_until_said(page, tab="denoise", variant=None)
    wait_until_shows(page, "ae-denoise ae-pad canvas", drawn)
    page.locator("ae-denoise").get_by_label("Masking").check()
    wait_until_said(page, kind="masking", level=None, __theme="dark")
    visitor.open("Put to work")
    wait_until_said(page, tab="anomaly", kind=None)
    visitor.open("Search")
    wait_until_said(page, tab="search")
    page.get_by_text("中文", exact=True).click()
    wait_until_said(page, tab="search", lang="zh")
    page.reload()
    ready(visitor, "search")
    assert selected(page) == ["实际应用", "检索"]
    wait_until_shows(page, "ae-search ae-pad canvas", drawn)
    page.go_back()
    page.get_by_role("tab", name="Search", exact=True).wait_for()
    for tab, labels in [("anomaly", ["Put to work", "Anomalies"]), ("denoise", ["Denoise"])]:
        page.go_back()
        ready(visitor, tab)
        wait_until_said(page, tab=tab, lang="en")
        assert selected(page) == labels
    assert page.locator("ae-denoise").get_by_label("Masking").is_checked()
    page.go_back()
    ready(visitor, "draw")
    assert selected(page) == ["Draw"]
    wait_until_shows(page, pad, drawn)
    page.go_forward()
    ready(visitor, "denoise")
    assert said(page)["kind"] == "masking" and visitor.errors == []


@pytest.mark.parametrize("place", ["site", "files"], indirect=True)
def test_back_leads_to_a_tab_as_it_was_then(place):
    visitor = place("lang=en&tab=draw&digit=t3")
    page = ready(visitor, "draw")
    three = pixels(page, "ae-draw ae-pad canvas")
    visitor.open("Denoise")
    wait_until_shows(page, "ae-denoise ae-pad canvas", three)
    page.locator("ae-denoise").get_by_role("button", name="Clear").click()
    wait_until_said(page, tab="denoise", digit="")
    page.go_back()
    ready(visitor, "draw")
    wait_until_shows(page, "ae-draw ae-pad canvas", three)
    assert said(page) == {"lang": "en", "tab": "draw", "digit": "t3"}

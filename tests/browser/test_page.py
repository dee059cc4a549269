"""The page as a whole: languages, themes, widths, and that nothing leaves."""

import pytest
from playwright.sync_api import expect

from aedemo import facts
from tests.browser.actions import DESK, JUMPED, PHONE, STILL
from tests.browser.pictures import wait_until_painted

GROUPS = facts.read("tabs")["groups"]
# The way to each tab: its label, or that of its group and its own.
TABS = {
    language: [
        [*([GROUPS[tab["group"]][language]] if "group" in tab else []), tab["label"][language]]
        for tab in facts.tabs()
    ]
    for language in ("en", "zh")
}


# Each pair of a width, a theme and a language is among these four.
@pytest.mark.parametrize(
    ("device", "theme", "language"),
    [
        (DESK, "light", "en"),
        (DESK, "dark", "zh"),
        (PHONE, "light", "zh"),
        (PHONE, "dark", "en"),
    ],
    ids=["1440-light-en", "1440-dark-zh", "390-light-zh", "390-dark-en"],
)
def test_every_tab_opens_without_errors_or_foreign_requests(visit, language, theme, device):
    visitor = visit(query=f"lang={language}&__theme={theme}", **device)
    page = visitor.page
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    for tab in TABS[language]:
        before = page.evaluate(JUMPED)
        visitor.open(*tab)
        visitor.settle()
        assert page.evaluate(JUMPED) - before <= STILL, f"something jumped while {tab} came"
        expect(page).to_have_title(f"{tab[-1]} · aedemo")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= device["viewport"]["width"], f"{tab} is wider than the screen"
        heading = page.locator(f".lesson.only-{language} h3").locator("visible=true").first
        assert heading.inner_text()
        other = "zh" if language == "en" else "en"
        assert page.locator(f".only-{other}").locator("visible=true").count() == 0
    assert visitor.errors == []
    assert visitor.foreign == []


def test_the_language_switch_changes_every_text_and_asks_nothing_of_the_server(visit):
    visitor = visit(query="lang=en")
    page = visitor.page
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    before = visitor.settle()
    page.get_by_role("button", name="中文").click()
    page.get_by_role("tab", name="去噪").first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator("ae-draw").get_by_text("像 MNIST 那样居中").is_visible()
    assert page.locator("ae-draw").get_by_text("重建", exact=True).is_visible()
    assert visitor.requests[before:] == []


@pytest.mark.parametrize(
    "locale,title", [("zh-CN", "动手学自编码器"), ("de", "Autoencoders, hands on")]
)
def test_without_a_parameter_the_browser_decides(visit, locale, title):
    page = visit("", locale=locale).page
    expect(page.get_by_role("heading", level=1)).to_have_text(title, use_inner_text=True)


def test_weights_are_kept_by_the_browser(visit):
    visitor = visit()
    wait_until_painted(visitor.page, 'ae-draw [data-picture="output"] canvas')
    address = next(url for url in visitor.requests if url.endswith("dense/model.safetensors"))
    response = visitor.page.request.get(address)
    assert "immutable" in response.headers["cache-control"]

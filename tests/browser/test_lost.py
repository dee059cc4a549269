"""A file that is lost: a sentence says which, in the visitor's language, and trying again helps."""

import re

import pytest
from playwright.sync_api import expect

from aedemo import facts
from aedemo.page import plain
from aedemo.places import PACKAGE, WEIGHTS
from aedemo.static import lessons
from tests.browser.actions import loaded, scribble, shared
from tests.browser.course import served
from tests.browser.pictures import pixels, wait_until_painted

TEXTS = facts.texts()
AGAIN = {language: TEXTS["try_again"][language] for language in ("en", "zh")}
OUTPUT = 'ae-draw [data-picture="output"] canvas'
# One of each kind, and a tab that cannot be without it.
FILES = [
    ("draw", "web/standalone.js"),
    ("draw", "web/standalone.css"),
    ("draw", "web/elements/shared.css"),
    ("draw", "web/parts/share.js"),
    ("draw", "facts/texts/failures.json"),
    ("draw", "web/tabs/draw/draw.js"),
    ("draw", "web/tabs/draw/draw.css"),
    ("draw", "facts/texts/draw.json"),
    ("draw", "data/gallery.json"),
    ("draw", "weights/dense/model.safetensors"),
    ("search", "data/t10k-labels-idx1-ubyte.gz"),
    ("map", "weights/vae-2d/codes.safetensors.gz"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The address of the page of plain files as it lies here: each file can be lost alone, also
    one that is packed with others when it is exported."""
    folder = tmp_path_factory.mktemp("files")
    for name in ("web", "facts", "data"):
        (folder / name).symlink_to(PACKAGE / name)
    (folder / "weights").symlink_to(WEIGHTS)
    (folder / "lessons").mkdir()
    for name, content in lessons().items():
        (folder / name).write_bytes(content)
    (folder / "index.html").write_text(plain(), encoding="utf-8")
    with served(folder) as address:
        yield address


def lose(page, file: str, **answer) -> None:
    """The server has no such file, or gives this ``answer`` in its place."""
    answer = {"status": 404, "body": "not here", **answer}
    page.route(re.compile(re.escape(f"/{file}") + "$"), lambda route: route.fulfill(**answer))


def sentence(page, language: str = "en"):
    """What is said about it, beside a button that tries again."""
    button = page.get_by_role("button", name=AGAIN[language], exact=True).locator("visible=true")
    button.first.wait_for()
    return button.first.locator("xpath=..")


def try_again(page, language: str = "en") -> None:
    """Once the file is back; several elements may have missed it."""
    page.unroute_all()
    buttons = page.get_by_role("button", name=AGAIN[language], exact=True).locator("visible=true")
    while count := buttons.count():
        buttons.first.click()
        expect(buttons).not_to_have_count(count)
    loaded(page)


@pytest.mark.parametrize(("tab", "file"), FILES, ids=[file for _, file in FILES])
def test_a_lost_file_is_said_and_trying_again_helps(visits, files, tab, file):
    visitor = visits(files)
    page = visitor.page
    lose(page, file)
    language = ("en", "zh")[len(file) % 2]
    visitor.go(f"?lang={language}&tab={tab}&digit=t3&embed=1")
    said = TEXTS["failed_missing"][language].format(file=file, status=404)
    expect(sentence(page, language)).to_contain_text(said)
    page.unroute_all()
    try_again(page, language)
    wait_until_painted(page, f"ae-{tab} ae-pad canvas")
    assert "digit=t3" in page.url


def test_a_tab_that_is_lost_leaves_the_others(visits, files):
    visitor = visits(files)
    page = visitor.page
    lose(page, "web/tabs/denoise/denoise.js")
    visitor.go("?lang=en&tab=draw")
    wait_until_painted(page, OUTPUT)
    visitor.open("Denoise")
    sentence(page)
    page.get_by_role("button", name="中文").click()
    said = TEXTS["failed_missing"]["zh"].format(file="web/tabs/denoise/denoise.js", status=404)
    expect(sentence(page, "zh")).to_contain_text(said)
    assert page.get_by_text("is missing").locator("visible=true").count() == 0


def test_without_what_would_say_so_the_page_still_works(visits, files):
    visitor = visits(files)
    lose(visitor.page, "web/start.js")
    visitor.go("?lang=zh&tab=draw")
    wait_until_painted(visitor.page, OUTPUT)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(TEXTS["title"]["zh"])


CAUSES = {
    "a page in its place": ({"status": 200, "content_type": "text/html"}, "failed_damaged"),
    "a pointer in its place": (
        {"status": 200, "body": "version https://git-lfs.github.com/spec/v1"},
        "failed_damaged",
    ),
    "no connection": (None, "failed_unreachable"),
}


@pytest.mark.parametrize("answer,key", CAUSES.values(), ids=CAUSES)
def test_the_true_cause_is_said(visits, files, answer, key):
    visitor = visits(files)
    file = "weights/dense/model.safetensors"
    if answer:
        lose(visitor.page, file, **answer)
    else:
        visitor.page.route(f"**/{file}", lambda route: route.abort())
    visitor.go("?lang=en&tab=draw&embed=1")
    expect(sentence(visitor.page)).to_contain_text(TEXTS[key]["en"].format(file=file))


def test_a_browser_that_cannot_read_the_code_is_told_so(visits, files):
    """As those before 2025 could not read JSON as a module."""
    visitor = visits(files)
    script = 'import tabs from "../../facts/tabs.json" of { type: "json" };'
    lose(visitor.page, "web/state/tabs.js", status=200, body=script, content_type="text/javascript")
    visitor.go("?lang=en&tab=draw")
    expect(sentence(visitor.page)).to_contain_text("Firefox from 138")


LACKING = {
    "customElements": "custom elements",
    "Document.prototype.adoptedStyleSheets": "adopted style sheets",
}


@pytest.mark.parametrize("name,said", LACKING.items())
def test_a_browser_without_a_feature_is_told_which(visits, files, name, said):
    visitor = visits(files)
    visitor.page.add_init_script(f"delete window.{name}")
    visitor.go("?lang=zh&tab=draw")
    expected = TEXTS["failed_feature"]["zh"].format(feature=said)
    expect(sentence(visitor.page, "zh")).to_contain_text(expected)


def test_without_compression_a_drawing_is_shared_and_goes_along(visits, files):
    visitor = visits(files)
    page = visitor.page
    page.add_init_script("delete window.CompressionStream; delete window.DecompressionStream")
    visitor.go("?lang=en&tab=draw&embed=1")
    page.locator("ae-draw").get_by_role("button", name="Clear").click()
    scribble(page, page.locator("ae-draw ae-pad canvas"), [(0.3, 0.2), (0.7, 0.8)])
    drawn = pixels(page, "ae-draw ae-pad canvas")
    link = shared(page)
    page.goto(link)
    wait_until_painted(page, OUTPUT)
    assert (pixels(page, "ae-draw ae-pad canvas") == drawn).all()
    page.goto(f"{link.partition('digit=')[0]}digit=.{'Y2BgYGD4z8DwHwA'}")
    expect(sentence(page)).to_contain_text("DecompressionStream")


def test_the_site_says_what_it_lacks(visits, site):
    visitor = visits(site)
    page = visitor.page
    lose(page, "site.js")
    visitor.go("?lang=zh&tab=sample")
    expect(sentence(page, "zh")).to_contain_text(
        TEXTS["failed_missing"]["zh"].format(file="web/site.js", status=404)
    )
    page.locator(".only-zh").first.wait_for()
    assert page.locator(".only-en").locator("visible=true").count() == 0
    try_again(page, "zh")
    wait_until_painted(page, "ae-sample canvas")


@pytest.mark.parametrize("place", ["files", "site"])
def test_without_scripts_there_is_one_sentence(browser, request, place):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{request.getfixturevalue(place)}/?lang=zh")
    body = page.inner_text("body")
    assert TEXTS["no_scripts"]["en"] in body and not re.search("[\u4e00-\u9fff]", body)
    context.close()

"""The course, gone through page by page: with right and wrong answers, by keys and by touch."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from aedemo import course, facts
from tests.browser.actions import DESK, PHONE, loaded, scribble
from tests.browser.pictures import pixels, wait_until_painted, wait_until_shows
from tests.browser.test_axe import violations

LESSONS = course.lessons()
WALKS = {
    "by keys": {**DESK},
    "by touch": {**PHONE},
}


def press(locator, way: str) -> None:
    """Presses a button as somebody with a keyboard or with a finger does."""
    if way == "by touch":
        locator.tap()
    else:
        locator.press("Enter")


@pytest.mark.parametrize(("language", "way"), [("en", "by keys"), ("zh", "by touch")])
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_gone_through(tab, name, language, way):
    """By keys with right answers, by touch with wrong ones; every page that asks ends as done, and
    axe finds nothing in all that is said by then. Pages are built alike in both languages, and that
    they have the same parts is a test of ``tests/course``."""
    first = LESSONS[name][0]
    visitor = tab("course", f"step={name}.{first}", language, **WALKS[way])
    page = visitor.page
    root = page.locator("ae-course")
    pages = course.lesson(name, language)
    for at, each in enumerate(pages):
        expect(root.locator("h3.title")).to_have_text(each["title"])
        loaded(page)
        if "question" in each:
            answer(root, each, way)
        if "done" in each:
            unfold(root, len(each["hints"]) + 1, way)
            press(root.locator(".task").get_by_role("button"), way)
            expect(root.locator(".task .outcome")).to_contain_text("✓")
        if "quiz" in each:
            examined(root, course.quiz(name, language), way)
        step = root.locator(".steps button").nth(at)
        expect(step).to_have_text("✓" if {"question", "done"} & set(each) else str(at + 1))
        if way == "by touch":
            found = [rule for rule in violations(page) if rule[0] != "page-has-heading-one"]
            assert found == [], each["title"]  # a page in a frame has its heading around it
        after = root.locator(".after")
        if at + 1 < len(pages):
            press(after, way)
            expect(root.locator("h3.title")).to_be_focused()
    assert visitor.errors == []


@pytest.mark.parametrize("name", LESSONS)
def test_every_link_to_a_page_leads_there(visits, files, name):
    visitor = visits(files, **DESK)
    for at, page in enumerate(LESSONS[name]):
        language = ["en", "zh"][at % 2]
        visitor.go(f"?lang={language}&embed=1&tab=course&step={name}.{page}")
        title = course.lesson(name, language)[at]["title"]
        expect(visitor.page.locator("ae-course h3.title")).to_have_text(title)
    assert visitor.errors == []


def examined(root, quiz: list[dict], way: str) -> None:
    """Answers the test of a lesson: rightly by keys, wrongly by touch."""
    for at, asked in enumerate(quiz):
        item = root.locator(".questions > li").nth(at)
        right = asked["right"]
        chosen = right if way == "by keys" else right % len(asked["choices"]) + 1
        choice = item.get_by_role("radio").nth(chosen - 1)
        choice.press("Space") if way == "by keys" else choice.tap()
        expect(item.locator(".why b")).to_be_visible()
        expect(item.locator("label").nth(right - 1)).to_have_class("so")
    count = len(quiz) if way == "by keys" else 0
    assert {str(count), str(len(quiz)), "0"} == {
        *re.findall(r"\d+", root.locator(".score").inner_text())
    }
    link = root.locator(".gift").get_attribute("href")
    assert "{" in root.page.request.get(link).text()


def unfold(root, count: int, way: str) -> None:
    """Opens the hints, one after the other, and the worked answer."""
    for at in range(count):
        press(root.locator(".task summary:visible").nth(at), way)


def answer(root, each: dict, way: str) -> None:
    """Answers the question of a page: rightly by keys, wrongly by touch."""
    question, asked = each["question"], root.locator(".question")
    submit = asked.get_by_role("button")
    if "least" in question:
        if way == "by keys":
            asked.locator(".estimate input").press("ArrowRight")
        press(submit, way)
    else:
        expect(submit).to_be_disabled()
        right = question["right"]
        chosen = right if way == "by keys" else right % len(each["choices"]) + 1
        choice = asked.get_by_role("radio").nth(chosen - 1)
        if way == "by keys":
            choice.press("Space")
        else:
            choice.tap()
        press(submit, way)
        expect(asked.locator(".so")).to_have_count(1)
        expect(asked.get_by_role("radio").nth(right - 1).locator("..")).to_have_class("so")
        yours = asked.locator("label", has_text="").nth(chosen - 1).locator(".mark")
        assert yours.inner_text() != ""
    expect(asked.locator(".revealed > *")).not_to_have_count(0)
    expect(asked.locator(".revealed .number", has_text="–")).to_have_count(0)


PAD = "ae-course ae-draw ae-pad canvas"


@pytest.mark.parametrize("where", ["site", "files"])
def test_the_drawing_goes_along_and_the_address_keeps_what_is_done(request, visits, where):
    visitor = visits(request.getfixturevalue(where), **DESK)
    page = visitor.go("?lang=en&tab=course").page
    root = page.locator("ae-course")
    wait_until_painted(page, 'ae-course ae-draw [data-picture="output"] canvas')
    root.get_by_role("button", name="Clear").click()
    scribble(page, page.locator(PAD), [(0.3, 0.2), (0.7, 0.2), (0.4, 0.8)])
    own = pixels(page, PAD)
    expect(root.locator(".task .outcome")).to_contain_text("Done")
    root.get_by_role("button", name="5. What it has never seen").click()
    expect(root.locator("h3.title")).to_have_text("What it has never seen")
    root.get_by_role("radio").first.check()
    root.get_by_role("button", name="See what happens").click()
    unfold(root, 3, "by keys")
    root.get_by_role("button", name="Show it").click()
    wait_until_shows(page, PAD, own, same=False)  # a digit in the corner
    expect(root.locator(".task .outcome")).to_contain_text("Done")
    root.get_by_role("button", name="Next").click()
    wait_until_shows(page, PAD, own)
    page.wait_for_url(re.compile(r"step=squeeze\.fewest.*done=squeeze\.draw.*fails"))
    page.reload()
    root.locator(".steps button", has_text="✓").first.wait_for()
    assert root.locator(".steps button").all_inner_texts() == [*"✓234✓6789", "10", "11"]
    wait_until_shows(page, PAD, own)
    assert visitor.foreign == visitor.errors == []


def test_a_done_page_says_its_answer_and_another_language_the_same(tab):
    visitor = tab("course", "step=squeeze.waist&done=squeeze.waist", "zh")
    page = visitor.page
    root = page.locator("ae-course")
    expect(root.locator(".choices .so .mark")).to_contain_text("实际结果")
    page.evaluate("document.querySelector('ae-course').step = 'squeeze.numbers'")
    expect(root.locator("h3.title")).to_have_text("一个数代表什么？")
    expect(root.get_by_role("button", name="看看结果")).to_be_disabled()
    assert visitor.errors == []


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_weighs_little_more_than_the_tab_it_shows(visits, files, name):
    """On a first visit; 60 KB more at most, even where nothing compresses them."""
    page = LESSONS[name][0]
    tool = facts.read(f"course/{name}")[page]["tool"]

    def bytes_of(state: dict[str, str]) -> int:
        query = urlencode({"lang": "en", "embed": "1", **state})
        visitor = visits(files, own=True, **PHONE).go(f"?{query}")
        visitor.page.locator(f"ae-{tool['tab']}").wait_for()
        visitor.settle()
        sizes = "performance.getEntriesByType('resource').map((each) => each.encodedBodySize)"
        return sum(visitor.page.evaluate(sizes))

    alone = bytes_of({"tab": tool["tab"], **tool.get("state", {})})
    assert bytes_of({"tab": "course", "step": f"{name}.{page}"}) <= alone + 60_000


@pytest.mark.parametrize(
    ("language", "theme", "device"), [("zh", "dark", PHONE), ("en", "light", DESK)]
)
def test_axe_finds_nothing_once_all_is_said(visits, files, language, theme, device):
    query = f"?lang={language}&__theme={theme}&tab=course&step=squeeze.numbers"
    page = visits(files, **device).go(query).page
    root = page.locator("ae-course")
    root.get_by_role("radio").first.check()
    root.locator(".answer").click()
    unfold(root, 3, "by keys")
    loaded(page)
    assert violations(page) == []


def test_terms_are_explained_in_what_is_said_after_the_answer_too(tab):
    page = tab("course", "step=squeeze.waist", **DESK).page
    root = page.locator("ae-course")
    root.get_by_role("radio").first.check()
    root.get_by_role("button", name="See what happens").click()
    term = root.locator('.revealed a[href^="#term-"]').first
    term.focus()
    expect(page.locator(".term-box:popover-open")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_glossary_has_every_term_and_leads_to_where_it_is_seen(tab, language):
    page = tab("course", "", language).page
    words = page.locator("ae-course .words")
    words.locator("summary").click()
    terms = facts.read("terms")
    expect(words.locator("dt")).to_have_count(len(terms))
    assert {*words.locator("dt").all_inner_texts()} == {
        term["word"][language] for term in terms.values()
    }
    assert words.locator("dd a").count() == sum("tab" in term for term in terms.values())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_contents_lead_to_every_page(tab, language):
    visitor = tab("course", "", language, **PHONE)
    page = visitor.page
    root = page.locator("ae-course")
    root.locator(".contents summary").tap()
    contents = course.contents(language)
    titles = [each["title"] for lesson in contents["lessons"] for each in lesson["pages"]]
    expect(root.locator(".contents .all button")).to_have_text(titles)
    for error in (contents["articles"][0], contents["articles"][-1]):
        title = {e["page"]: e["title"] for lesson in contents["lessons"] for e in lesson["pages"]}[
            error["page"]
        ]
        root.get_by_role("button", name=error["said"], exact=True).tap()
        expect(root.locator("h3.title")).to_have_text(title)
    assert visitor.errors == []


@pytest.mark.parametrize("way", WALKS)
def test_formula_drawing_and_code_light_up_together(tab, way):
    visitor = tab("course", "step=squeeze.learned", **WALKS[way])
    page = visitor.page
    root = page.locator("ae-course")
    part = root.locator('.written [data-light="encoder"]')
    page.locator("ae-draw").scroll_into_view_if_needed()  # it comes once it is in sight
    loaded(page)
    part.tap() if way == "by touch" else part.focus()
    expect(root.locator(".lit")).to_have_count(3)  # the formula, and two lines
    expect(root.locator(".source .lit").first).to_have_text("self.encoder(x)")
    expect(page.locator("ae-draw")).to_have_attribute("lit", "encoder")
    expect(root.locator(".lit-words")).to_contain_text("the encoder")
    root.locator('.written [data-light="squared-error"]').first.focus()
    expect(root.locator(".source .lit")).to_have_text("F.mse_loss(self(x), x)")
    error = float(root.locator(".written .number").inner_text())
    output = page.locator('ae-course ae-draw [data-picture="output"]')
    expect(output).to_contain_text(f"error {error:.4f}")


def test_a_link_to_a_page_shows_its_tool_as_the_page_wants_it(tab):
    """Also a setting that bears the name of an attribute of every element, as ``hidden`` does."""
    visitor = tab("course", "step=learn.deep", **DESK)
    visitor.page.wait_for_function(
        "document.querySelector('ae-course ae-lab')?.evidence?.layers === 5"
    )
    assert visitor.errors == []

"""The lessons of the course on paper: worksheets and solutions, as they are shown and printed."""

import html
import re

import pytest
from playwright.sync_api import expect

from aedemo import course
from tests.browser.actions import DESK, PHONE, frames, loaded
from tests.browser.test_axe import violations

LESSONS = course.lessons()
PAGE = re.compile(rb"/Type\s*/Page\b")
NUMBER = re.compile(r'<span class="number"[^>]*></span>')
LONG = {"en": 30, "zh": 12}  # characters of a sentence that is no answer to choose by chance


def plain(text: str) -> str:
    """Without what is between the words, and addresses, which paper has in full."""
    return re.sub(r"\s|\(http[^)]*\)", "", text)


def words(content: str) -> list[str]:
    """The paragraphs of some HTML, as plain text."""
    paragraphs = re.split(r"</p>|</li>", NUMBER.sub("…", content))
    texts = (plain(html.unescape(re.sub(r"<[^>]+>", "", each))) for each in paragraphs)
    return [each for each in texts if each]


def laid(root) -> str:
    """All that stands on the sheet."""
    root.locator(".leaf.test li").first.wait_for()
    return plain(root.locator(".laid").text_content())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_asked_on_one_sheet_and_answered_on_the_other(tab, name, language):
    visitor = tab("course", f"step={name}.{LESSONS[name][0]}&paper=worksheet", language, **DESK)
    page = visitor.page
    root = page.locator("ae-course")
    pages, quiz = course.lesson(name, language), course.quiz(name, language)
    asking = [each for each in pages if {"question", "done"} & set(each)]
    asked = [words(each["said"].get(part, "")) for each in asking for part in ("question", "task")]
    asked += [words(each["question"]) for each in quiz]
    told = [words(each["said"].get(part, "")) for each in asking for part in ("revealed", "answer")]
    told += [words(each["why"]) for each in quiz]
    hints = [words(hint) for each in pages for hint in each["hints"]]
    chosen = [each for each in [*(one.get("question", {}) for one in pages), *quiz]]
    choices = [choice for each in [*pages, *quiz] for choice in each.get("choices", [])]

    sheet = laid(root)
    titles = [f"{at}. {one['title']}" for at, one in enumerate(pages, 1) if one in asking]
    expect(root.locator(".leaf:not(.test) h4")).to_have_text(titles)
    assert [each for each in sum(asked, []) if each not in sheet] == []
    assert root.locator(".box").all_inner_texts() == ["☐"] * len(choices)
    hidden = [each for each in sum(told + hints, []) if len(each) > LONG[language]]
    assert [each for each in hidden if each in sheet] == []
    expect(root.locator(".right")).to_have_count(0)
    printed(page)

    page.evaluate("document.querySelector('ae-course').paper = 'solutions'")
    expect(root.locator(".right").first).to_be_visible()
    sheet = laid(root)
    told = [NUMBERS.get(each, each) for each in sum(told, [])]
    assert [each for each in sum(asked, []) + told if each not in sheet] == []
    right = [each["right"] for each in chosen if isinstance(each.get("right"), int)]
    marked = root.locator(".choices").evaluate_all(
        """(lists) => lists.filter((list) => list.children.length).map((list) =>
             [...list.children].findIndex((one) => one.matches(".right")) + 1)"""
    )
    assert marked == right
    assert root.locator(".box", has_text="☑").count() == len(right)
    printed(page)
    assert [url for url in visitor.requests if "/weights/" in url] == visitor.errors == []


# What does not depend on a drawing is said.
NUMBERS = {
    "Yousaid….Itis…atthemoment.": "Yousaid….Itis11atthemoment.",
    "您猜的是…，现在是…。": "您猜的是…，现在是11。",
}


def printed(page) -> None:
    """Paper of both sizes has some pages, and nothing is wider."""
    for size in ("A4", "Letter"):
        assert 2 <= len(PAGE.findall(page.pdf(format=size))) <= 8
    page.set_viewport_size({"width": 658, "height": 900})  # of A4 between its margins
    page.emulate_media(media="print")
    frames(page)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    page.emulate_media(media="screen")
    page.set_viewport_size(DESK["viewport"])


def test_what_the_sheet_says_of_a_number_that_is_fixed_is_what_the_page_says(tab):
    page = tab("course", "step=enlarge.spread", **DESK).page
    root = page.locator("ae-course")
    root.locator(".answer").click()
    fixed = course.lesson("enlarge", "en")[0]["question"]["on_paper"]
    expect(root.locator('.revealed [data-value="size"]')).to_have_text(str(fixed))


def test_an_address_opens_a_sheet_which_is_printed_alone_and_leads_back(visits, place):
    _, address = place
    query = "?lang=en&tab=course&step=squeeze.waist&paper=worksheet&done=squeeze.draw"
    visitor = visits(address, **DESK).go(query)
    page = visitor.page
    root = page.locator("ae-course")
    laid(root)
    lesson = f"{address}/?tab=course&lang=en&step=squeeze.draw"
    expect(root.locator(".where a")).to_have_text(lesson)
    expect(root.locator("header svg path")).to_have_attribute("d", re.compile("^M"))
    page.emulate_media(media="print", color_scheme="dark")
    around = page.locator("h1, nav, footer, .lesson, .foot, ae-share, ae-path, button")
    expect(around.locator("visible=true")).to_have_count(0)
    expect(root.locator(".laid")).to_be_visible()
    assert root.locator(".laid").bounding_box()["y"] < 2
    page.emulate_media(media="screen", color_scheme="light")
    root.get_by_role("button", name="Back to the lesson").click()
    expect(root.locator("h3.title")).to_be_focused()
    expect(root.locator("h3.title")).to_have_text("Through a narrow place")
    page.wait_for_url(lambda url: "paper=" not in url and "done=squeeze.draw" in url)
    assert visitor.errors == []


@pytest.mark.parametrize(
    ("kind", "heading"), [("worksheet", "Worksheet"), ("solutions", "Solution sheet")]
)
def test_teachers_find_the_sheets_below_each_page(visits, files, kind, heading):
    query = "?lang=en&tab=course&step=squeeze.waist&done=squeeze.draw"
    page = visits(files, **DESK).go(query).page
    root = page.locator("ae-course")
    root.get_by_text("For teachers:").click()
    link = root.locator(f".{kind}")
    assert link.get_attribute("href").endswith(f"&step=squeeze.draw&paper={kind}")
    link.click()
    expect(root.locator(".paper h3")).to_be_focused()
    expect(root.locator(".kind")).to_contain_text(heading)
    page.wait_for_url(lambda url: f"paper={kind}" in url and "done=squeeze.draw" in url)
    page.get_by_role("tab", name="Draw", exact=True).click()
    page.emulate_media(media="print")
    expect(page.locator("#draw ae-draw")).to_be_visible()  # a sheet out of sight hides nothing


def test_teachers_find_the_test_and_slides(visits, files):
    page = visits(files, **DESK).go("?lang=en&tab=course&step=squeeze.fewest").page
    root = page.locator("ae-course")
    root.get_by_text("For teachers:").click()
    assert "{" in page.request.get(root.locator(".exam").get_attribute("href")).text()
    root.locator(".slides").click()
    page.wait_for_url(re.compile("present=1"))
    expect(root.locator("h3.title")).to_have_text("How narrow may it be?")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "present" not in url)


def test_a_page_elsewhere_has_the_sheets_too(visits, files):
    visitor = visits(files, **DESK).go("blank.html")
    page = visitor.page
    page.evaluate(
        """() => {
             document.body.innerHTML = `<h1>Kurs</h1>
               <ae-course lang="zh" step="use.map" paper="solutions"></ae-course>`;
             return import(new URL("web/main.js", location.href).href);
           }"""
    )
    root = page.locator("ae-course")
    assert "参考答案" in laid(root)
    expect(root.locator(".where a")).to_have_text(page.url)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_hidden()
    page.emulate_media(media="screen")
    root.get_by_role("button", name="回到课程").click()
    expect(page.locator("h1")).to_be_visible()
    root.get_by_text("供教师使用").click()
    expect(root.locator(".slides")).to_be_hidden()
    root.locator(".worksheet").click()
    expect(root.locator(".kind")).to_contain_text("学习单")
    assert visitor.errors == []


@pytest.mark.parametrize(
    ("language", "theme", "device", "paper"),
    [("zh", "dark", PHONE, "worksheet"), ("en", "light", DESK, "solutions")],
)
def test_axe_finds_nothing_on_paper(visits, files, language, theme, device, paper):
    query = f"?lang={language}&__theme={theme}&tab=course&step=constrain.wide&paper={paper}"
    page = visits(files, **device).go(query).page
    laid(page.locator("ae-course"))
    loaded(page)
    assert violations(page) == []

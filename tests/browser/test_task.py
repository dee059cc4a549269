"""A task that a teacher sets by a link: the question comes first, what is fixed stays as it is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.actions import DESK, PHONE, loaded
from tests.browser.conftest import TABS
from tests.browser.test_axe import violations

QUESTION = "What becomes of the 5, if 40 % of its pixels are lost?"


def test_share_makes_the_link_and_the_student_gets_the_question_first(visits, files):
    teacher = visits(files, **DESK).go("?lang=en&tab=denoise&kind=masking&level=0.4")
    page = teacher.page
    loaded(page)
    page.get_by_role("button", name="Share", exact=True).locator("visible=true").click()
    dialog = page.locator("ae-share")
    dialog.get_by_text("Set a task with it").click()
    dialog.get_by_label("Question").fill(QUESTION)
    dialog.get_by_role("checkbox", name="Level").check()
    link = dialog.locator("#link").input_value()
    said = {name: value for name, [value] in parse_qs(urlsplit(link).query).items()}
    assert (said["ask"], said["locked"]) == (QUESTION, "denoise.level")
    assert 'locked="denoise.level"' in dialog.locator("#element").input_value()
    assert "locked=denoise.level" in dialog.locator("#iframe").input_value()

    student = visits(files, **PHONE).go(
        urlsplit(link).path.lstrip("/") + f"?{urlsplit(link).query}"
    )
    page = student.page
    root = page.locator("ae-denoise")
    expect(root.get_by_text(QUESTION)).to_be_visible()
    expect(root.locator("ae-pad canvas")).to_be_hidden()
    assert violations(page) == []
    root.get_by_label("What do you expect?").fill("A gap.")
    root.get_by_role("button", name="Now try it").click()
    expect(root.locator("ae-pad canvas")).to_be_visible()
    expect(root.locator(".answered")).to_have_text(f"{QUESTION}\nA gap.")
    expect(root.get_by_text("Fixed for this task: Level.")).to_be_visible()
    assert student.errors == teacher.errors == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_fixed_stays_whatever_a_student_does(tab, language):
    visitor = tab("draw", "variant=ordered&width=4&locked=draw.width,draw.variant", language)
    page = visitor.page
    root = page.locator("ae-draw")
    loaded(page)
    slider = root.locator('[name="width"]')
    expect(slider).to_be_disabled()
    root.locator(".widths .chart").press("ArrowRight")
    root.locator('[data-variant="dense"]').click()
    page.evaluate(
        "Object.assign(document.querySelector('ae-draw'), { width: 9, variant: 'dense' })"
    )
    page.get_by_role(
        "button", name={"en": "Reset this tab", "zh": "重置此标签页"}[language]
    ).click()
    loaded(page)
    assert page.evaluate(
        "(({ width, variant }) => [width, variant])(document.querySelector('ae-draw'))"
    ) == [
        4,
        "ordered",
    ]
    root.get_by_label({"en": "Centre the drawing", "zh": "居中"}[language]).click()  # is not fixed
    assert page.evaluate("document.querySelector('ae-draw').centring") is False
    assert visitor.errors == []


def test_an_element_in_a_course_page_is_fixed_by_an_attribute(tab):
    visitor = tab("draw")
    page = visitor.page
    loaded(page)
    page.evaluate(
        """() => {
          const element = document.createElement("ae-denoise");
          const said = { controls: "", level: "0.9", locked: "level", ask: "Why?" };
          for (const [name, text] of Object.entries(said)) element.setAttribute(name, text);
          document.body.prepend(element);
        }"""
    )
    root = page.locator("ae-denoise")
    expect(root.get_by_text("Why?")).to_be_visible()
    root.get_by_role("button", name="Now try it").click()
    expect(root.locator('[name="level"]')).to_be_disabled()
    expect(root.locator('[name="level"]')).to_have_value("0.9")
    expect(root.locator('[name="seed"]')).to_be_enabled()


def test_a_question_is_words_and_nothing_else(tab):
    page = tab("draw", "ask=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20a%26b%3Dc%25").page
    expect(page.locator("ae-draw .asks")).to_have_text("<img src=x onerror=alert(1)> a&b=c%")
    expect(page.locator("ae-draw .assigned img")).to_have_count(0)


@pytest.mark.parametrize("name", TABS)
def test_without_a_task_nothing_is_asked_or_fixed(tab, name):
    page = tab(name).page
    root = page.locator(f"ae-{name}").first
    root.locator(".unread").first.wait_for(state="attached")
    loaded(page)
    expect(root.locator(".assigned, .answered, .fixed")).to_have_count(0)

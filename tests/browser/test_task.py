"""A task that a teacher sets by a link: the question comes first, what is fixed stays as it is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from aedemo import facts
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
    dialog.get_by_label("Goal").first.select_option("dB of the denoising autoencoder")
    dialog.get_by_label("Below or above").select_option("above")
    dialog.get_by_label("Value").fill("12.5")
    dialog.get_by_role("checkbox", name="classical filter").check()
    dialog.get_by_role("checkbox", name="Without the lesson").check()
    dialog.get_by_label("Language").select_option("中文")
    link = dialog.locator("#link").input_value()
    said = {name: value for name, [value] in parse_qs(urlsplit(link).query).items()}
    task = {"ask": QUESTION, "locked": "denoise.level", "covered": "denoise.classical"}
    assert said.items() >= {**task, "goal": "denoising>12.5", "lesson": "0", "lang": "zh"}.items()
    element, frame = (dialog.locator(name).input_value() for name in ("#element", "#iframe"))
    assert all(f'{name}="{text}"' in element for name, text in {**task, "lang": "zh"}.items())
    assert "locked=denoise.level" in frame and "lesson=0" in frame
    dialog.get_by_label("Language").select_option("English")
    link = dialog.locator("#link").input_value()

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
    expect(root.get_by_text("Hidden for this task: classical filter")).to_be_visible()
    expect(root.locator(".goal")).to_contain_text(
        "Goal: dB of the denoising autoencoder above 12.5."
    )
    expect(root.locator(".goal")).to_contain_text("Reached.")
    expect(page.locator(".lesson:visible")).to_have_count(0)
    assert violations(page) == []
    assert student.errors == teacher.errors == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_fixed_stays_whatever_a_student_does(tab, language):
    task = "locked=draw.width,draw.variant&covered=draw.others,draw.network"
    visitor = tab("draw", f"variant=ordered&width=4&{task}", language)
    page = visitor.page
    root = page.locator("ae-draw")
    loaded(page)
    slider = root.locator('[name="width"]')
    expect(slider).to_be_disabled()
    root.locator(".widths .chart").press("ArrowRight")
    expect(root.locator('[data-variant="dense"]')).to_be_hidden()
    page.evaluate("document.querySelector('ae-draw').one('[data-variant=dense]').click()")
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
    for hidden in (".others", ".network"):
        expect(root.locator(hidden)).to_be_hidden()
    root.get_by_label({"en": "Centre the drawing", "zh": "居中"}[language]).click()  # is not fixed
    assert page.evaluate("document.querySelector('ae-draw').centring") is False
    assert visitor.errors == []


def test_a_goal_is_ticked_once_it_is_reached_and_stays_so(tab):
    visitor = tab("draw", "variant=ordered&width=1&goal=error%3C0.03", "zh")
    page = visitor.page
    goal = page.locator("ae-draw .goal")
    loaded(page)
    expect(goal).to_contain_text("目标：重建误差低于 0.03。")
    expect(goal.get_by_role("status")).to_be_empty()
    error = page.evaluate("document.querySelector('ae-draw').evidence.error")
    assert error > 0.03
    expect(goal.locator(".so-far")).to_contain_text(f"{error:.3g}")
    page.evaluate("document.querySelector('ae-draw').width = 32")
    expect(goal.get_by_role("status")).to_have_text("✓ 已达到。")
    page.evaluate("document.querySelector('ae-draw').width = 1")
    expect(goal.locator(".so-far")).to_contain_text(f"{error:.3g}")
    expect(goal.get_by_role("status")).to_have_text("✓ 已达到。")
    assert visitor.errors == []


GOALS = [(tab["name"], goal) for tab in facts.tabs() for goal in tab.get("goals", {})]


@pytest.mark.parametrize("name", sorted({name for name, _ in GOALS}))
def test_every_goal_is_a_number_that_the_tab_tells(tab, name):
    """A number, or nothing as long as it is not known; never something else."""
    page = tab(name).page
    loaded(page)
    told = page.evaluate(f"document.querySelector('ae-{name}').evidence")
    for goal in [goal for each, goal in GOALS if each == name]:
        assert goal in told or name in ("denoise", "superres"), goal  # told once it is computed
        assert isinstance(told.get(goal, 0), int | float | None), goal


COVERED = [tab["name"] for tab in facts.tabs() if "covers" in tab]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", COVERED)
def test_what_is_hidden_is_named_and_nothing_else_is_lost(tab, name, language):
    [covers] = [tab["covers"] for tab in facts.tabs() if tab["name"] == name]
    listed = ",".join(f"{name}.{cover}" for cover in covers)
    visitor = tab(name, f"covered={listed}", language)
    page = visitor.page
    root = page.locator(f"ae-{name}")
    loaded(page)
    texts = facts.texts()
    assert root.locator(".cover").count() == len(covers)
    for note, cover in zip(root.locator(".cover").all(), in_page(root, covers), strict=True):
        expect(note).to_contain_text(texts[cover["label"]][language])
    for cover in covers.values():
        parts = root.locator(cover["at"])
        assert parts.count() > 0
        for part in parts.all():
            expect(part).to_be_hidden()
    assert visitor.errors == []


def in_page(root, covers: dict) -> list[dict]:
    """The covers in the order in which they stand on the page."""
    labels = root.locator(".cover").evaluate_all("all => all.map((each) => each.dataset.label)")
    return [next(c for c in covers.values() if c["label"] == label) for label in labels]


def test_who_is_set_a_task_is_not_led_elsewhere(visits, files):
    visitor = visits(files, own=True, **DESK)
    expect(visitor.go("?lang=en&tab=draw").page.locator("ae-path")).to_be_visible()
    expect(visitor.go("?lang=en&tab=draw&ask=%E4%B8%BA").page.locator("ae-path")).to_be_hidden()


def test_what_a_task_names_in_vain_is_said(tab):
    visitor = tab("draw", "goal=nothing%3C3&covered=draw.nothing&locked=draw.nothing,denoise.level")
    unread = visitor.page.locator("ae-draw .unread")
    expect(unread).to_contain_text("locked, covered, goal")
    assert visitor.errors == []


def test_printed_before_it_is_answered_a_task_is_a_sheet_to_write_on(tab):
    page = tab("draw", "ask=Why%3F").page
    root = page.locator("ae-draw")
    expect(root.get_by_text("Why?")).to_be_visible()
    page.emulate_media(media="print")
    expect(root.locator("ae-pad")).to_be_hidden()
    expect(root.locator(".assigned textarea")).to_be_visible()
    assert root.locator(".assigned textarea").bounding_box()["height"] > 200


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

"""The lessons of the course: the same pages in all languages, and each says what it asks."""

import pytest

from aedemo import course, facts
from aedemo.failures import Failure
from aedemo.ui.texts import LANGUAGES

LESSONS = course.lessons()
PAGES = [(name, page) for name, pages in LESSONS.items() for page in pages]
CONDITIONS = {"is", "least", "most", "as", "below"}


@pytest.mark.parametrize("name", LESSONS)
def test_facts_are_those_of_the_pages(name):
    assert list(facts.read(f"course/{name}")) == LESSONS[name]
    assert len(set(LESSONS[name])) == len(LESSONS[name])


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_a_page_says_all_that_it_asks_in_every_language(name, page):
    shows = facts.read(f"course/{name}")[page]
    shapes = []
    for language in LANGUAGES:
        said = course.written(name, language)[page]
        assert said["title"] and said["text"]
        question, done = shows.get("question"), shows.get("done")
        assert bool(question) == bool(said.get("question")) == bool(said.get("revealed"))
        assert bool(done) == bool(said.get("task")) == bool(said.get("answer"))
        if done:
            assert 1 <= len(said["hints"]) <= 2 and shows["solution"]
        if question and "least" not in question:
            assert 1 <= question["right"] <= len(said["choices"]) >= 3
        shapes.append([len(said["hints"]), len(said.get("choices", []))])
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_what_is_to_be_done_is_said_by_conditions_that_the_page_knows(name, page):
    for condition in facts.read(f"course/{name}")[page].get("done", []):
        assert set(condition) - {"of"} <= CONDITIONS and len(condition) > 1
        assert "of" in condition


@pytest.mark.parametrize("name", LESSONS)
def test_numbers_of_the_drawing_stand_at_the_same_places_in_every_language(name):
    first, second = (
        [str(page).count("data-value") for page in course.lesson(name, language)]
        for language in LANGUAGES
    )
    assert first == second and sum(first) > 0
    assert all("«" not in str(course.lesson(name, language)) for language in LANGUAGES)


def test_a_lesson_with_other_pages_is_named(monkeypatch):
    monkeypatch.setattr(course, "lessons", lambda: {"squeeze": ["draw"]})
    with pytest.raises(Failure, match=r"squeeze\.md has the pages draw, waist.*, not draw\."):
        course.written("squeeze", "en")


def test_a_part_that_there_is_not_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "LESSONS", tmp_path)
    monkeypatch.setattr(course, "lessons", lambda: {"squeeze": ["draw"]})
    folder = tmp_path / "en" / "course"
    folder.mkdir(parents=True)
    (folder / "squeeze.md").write_text("## draw: A\nSo.\n### riddle\nWhat?\n")
    with pytest.raises(Failure, match=r"squeeze\.md, draw: “riddle” is none of question"):
        course.written("squeeze", "en")

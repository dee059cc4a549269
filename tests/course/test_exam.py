"""Answers to exam questions stand on the pages that docs/course.md names; what articles get wrong
is put right on pages that are there."""

import re

import pytest

from aedemo import course, facts
from aedemo.places import LESSONS, ROOT

ANSWERS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "course.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\|[^|]*\| `", line)
]
PAGES = {f"{name}.{page}" for name, pages in course.lessons().items() for page in pages}
ARTICLES = facts.read("course/articles")


def page(step: str, language: str) -> str:
    """All that a page says, as it is written."""
    name, own = step.split(".")
    written = (LESSONS / language / "course" / f"{name}.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {own}: .*?(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    return section


def test_every_page_that_is_named_is_there():
    assert len(ANSWERS) >= 15 and len(ARTICLES) >= 15
    assert {row[1].strip("`") for row in ANSWERS} | {each["page"] for each in ARTICLES} <= PAGES


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_contents_name_every_page_and_every_error(language):
    contents = course.contents(language)
    listed = [each["page"] for lesson in contents["lessons"] for each in lesson["pages"]]
    assert set(listed) == PAGES and len(listed) == len(PAGES)
    assert all(each["title"] for lesson in contents["lessons"] for each in lesson["pages"])
    said = [each["said"] for each in contents["articles"]]
    assert len({*said}) == len(ARTICLES)


@pytest.mark.parametrize(("question", "step", "english", "chinese"), ANSWERS)
def test_the_sentence_answers_on_its_page(question, step, english, chinese):
    assert english in page(step.strip("`"), "en"), question
    assert chinese in page(step.strip("`"), "zh"), question

"""docs/course.md: answers to exam questions stand on the pages of lessons that it names."""

import re

import pytest

from aedemo import course
from aedemo.places import LESSONS, ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "course.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\|[^|]*\| `", line)
]
PAGES = {f"{name}.{page}" for name, pages in course.lessons().items() for page in pages}
ANSWERS = [row for row in ROWS if len(row) == 4]


def page(step: str, language: str) -> str:
    """All that a page says, as it is written."""
    name, own = step.split(".")
    written = (LESSONS / language / "course" / f"{name}.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {own}: .*?(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    return section


def test_every_page_that_is_named_is_there():
    assert len(ANSWERS) >= 15 and len(ROWS) > len(ANSWERS) + 10
    assert {row[1].strip("`") for row in ROWS} <= PAGES


@pytest.mark.parametrize(("question", "step", "english", "chinese"), ANSWERS)
def test_the_sentence_answers_on_its_page(question, step, english, chinese):
    assert english in page(step.strip("`"), "en"), question
    assert chinese in page(step.strip("`"), "zh"), question

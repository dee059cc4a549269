"""docs/statements: what a lesson states stands there, and what it was checked against exists."""

import re

import pytest

from aedemo import course
from aedemo.places import LESSONS, ROOT
from tests.course.test_exam import page

FILE = re.compile(r"`([\w./-]+\.(?:py|js|json|md|css))(?:: (\w+))?`")
HEADING = re.compile(r"REPORT\.md`?, “([^”]+)”")
REPORT = (ROOT / "weights" / "REPORT.md").read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    """Page, statement and what it was checked against, of all that a lesson states."""
    written = (ROOT / "docs" / "statements" / f"{name}.md").read_text(encoding="utf-8")
    lines = [line for line in written.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def said(name: str, own: str) -> str:
    """All that a page says; the last one has the questions of the test."""
    path = LESSONS / "en" / "course" / "quizzes" / f"{name}.md"
    return path.read_text(encoding="utf-8") if own == "test" else page(f"{name}.{own}", "en")


@pytest.mark.parametrize("name", course.lessons())
def test_every_statement_stands_on_its_page(name):
    for row in rows(name):
        assert len(row) == 3, row
        assert row[1] and row[1] in said(name, row[0]), row


@pytest.mark.parametrize("name", course.lessons())
def test_every_page_has_a_statement(name):
    assert {row[0] for row in rows(name)} == set(course.lessons()[name])


@pytest.mark.parametrize("name", course.lessons())
def test_what_it_was_checked_against_is_there(name):
    for _, _, source in rows(name):
        assert source
        for file, inside in FILE.findall(source):
            assert (ROOT / file).is_file(), file
            assert inside in (ROOT / file).read_text(encoding="utf-8"), f"{file}: {inside}"
        for heading in HEADING.findall(source):
            assert re.search(rf"^#+ {re.escape(heading)}$", REPORT, re.MULTILINE), heading

"""Every number that a lesson of the course names is the one it comes from; none is unknown."""

from importlib import import_module

import pytest

from aedemo import course
from aedemo.places import LESSONS
from aedemo.ui.texts import LANGUAGES
from tests.test_lesson_numbers import HARMLESS, numbers

NAMES = list(course.lessons())
SOURCES = {name: import_module(f"tests.course.{name}").NUMBERS for name in NAMES}


def text(name: str, language: str) -> str:
    return (LESSONS / language / "course" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_accounted_for(name, language):
    assert {*numbers(text(name, language))} - {*SOURCES[name]} - HARMLESS == set()


@pytest.mark.parametrize(("name", "written"), [(n, w) for n in NAMES for w in SOURCES[n]])
def test_number_is_that_of_its_source(name, written):
    """To as many decimals as are written."""
    decimals = len(written.partition(".")[2])
    assert round(float(SOURCES[name][written]()), decimals) == float(written)
    assert written in numbers(text(name, "en")), "is not there any more"


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_names_the_same_numbers_in_every_language(name):
    first, second = (
        sorted(each for each in numbers(text(name, language)) if each not in HARMLESS)
        for language in LANGUAGES
    )
    assert first == second

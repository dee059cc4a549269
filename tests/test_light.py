"""A formula beside the lines that compute it: they are those of the source, and its parts there."""

import html
import inspect
import re
import textwrap

import pytest

from aedemo import course, facts, light
from aedemo.failures import Failure
from aedemo.models.autoencoder import Autoencoder
from aedemo.ui.texts import LANGUAGES

LIT = [
    (name, page)
    for name, pages in course.lessons().items()
    for page in pages
    if "light" in facts.read(f"course/{name}")[page]
]


def plain(shown: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", shown))


def test_code_is_that_of_the_source_without_what_it_says_of_itself():
    shown = light.code("models/autoencoder.py", ["decode"], {"decoder": ["self.decoder(z)"]})
    source = textwrap.dedent(inspect.getsource(Autoencoder.decode)).strip()
    assert plain(shown) == re.sub(r'\n\s*""".*?"""', "", source)
    assert '<span data-light="decoder">self.decoder(z)</span>' in shown


@pytest.mark.parametrize(("name", "page"), LIT)
def test_every_part_of_a_formula_has_its_words(name, page):
    told = facts.read(f"course/{name}")[page]["light"]
    parts = {part for part, _ in told["formula"] if part} | {*told["code"]}
    texts = facts.read("texts/course")
    assert {f"light_{part}" for part in parts} <= {*texts}
    for language in LANGUAGES:
        (shown,) = (
            each["light"]
            for each in course.lesson(name, language)
            if each["title"] == course.written(name, language)[page]["title"]
        )
        for part in told["code"]:
            assert f'data-light="{part}"' in shown["source"]
        assert shown["written"].count("<math>") == len(told["formula"])


def test_what_is_not_in_the_source_is_named():
    with pytest.raises(Failure, match="has no function nothing any more"):
        light.code("models/autoencoder.py", ["nothing"], {})
    with pytest.raises(Failure, match="decode have no “x \\+ 1” any more"):
        light.code("models/autoencoder.py", ["decode"], {"x": ["x + 1"]})

"""A formula beside the lines that compute it: they are those of the source, and its parts there."""

import html
import inspect
import re
import textwrap
from html.parser import HTMLParser

import pytest

from aedemo import course, facts, light
from aedemo.failures import Failure
from aedemo.models.autoencoder import Autoencoder
from aedemo.models.sparse import SparseKL, SparseL1
from aedemo.places import WEB
from aedemo.ui.texts import LANGUAGES

LIT = [
    (name, page)
    for name, pages in course.lessons().items()
    for page in pages
    if "light" in facts.read(f"course/{name}")[page]
]
FILE = "models/autoencoder.py"


def plain(shown: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", shown))


def without_docstring(function) -> str:
    source = textwrap.dedent(inspect.getsource(function)).strip()
    return re.sub(r'\n\s*""".*?"""', "", source, flags=re.DOTALL)


def shown(name: str, page: str, language: str) -> dict:
    at = course.lessons()[name].index(page)
    return course.lesson(name, language)[at]["light"]


def test_code_is_that_of_the_source_without_what_it_says_of_itself():
    quoted = light.code({FILE: ["decode"]}, {"decoder": ["self.decoder(z)"]})
    assert plain(quoted) == without_docstring(Autoencoder.decode)
    assert '<span data-light="decoder">self.decoder(z)</span>' in quoted


def test_a_method_is_that_of_its_class():
    both = light.code({"models/sparse.py": ["SparseL1.loss", "SparseKL.loss"]}, {})
    first, second = (without_docstring(each.loss) for each in (SparseL1, SparseKL))
    assert plain(both) == f"{first}\n\n{second}"


def test_a_part_may_lie_within_another_and_is_no_piece_of_a_longer_name():
    quoted = light.code({FILE: ["forward"]}, {"all": ["self.decode(self.encode(x))"], "x": ["x"]})
    inner = '<span data-light="x">x</span>'
    assert f'<span data-light="all">self.decode(self.encode({inner}))</span>' in quoted
    assert quoted.count(inner) == 2
    with pytest.raises(Failure, match="no “decode” any more"):
        light.code({FILE: ["forward"]}, {"decode": ["decode"]})


class Nested(HTMLParser):
    """Holds that each tag ends within the one that it began in."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "page"), LIT)
def test_every_part_of_a_formula_has_its_words_its_code_and_its_place_in_the_tool(
    name, page, language
):
    told = facts.read(f"course/{name}")[page]
    pieces = [piece for line in told["light"]["formula"] for piece in line]
    parts = {piece[0] for piece in pieces if piece[0]}
    assert {*told["light"]["code"]} == parts
    seen = shown(name, page, language)
    assert {*seen["words"]} == parts and seen["whose"]
    Nested(seen["code"])
    sheets = (WEB / "tabs" / told["tool"]["tab"]).glob("*.css")
    style = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    for part in parts:
        assert f'data-light="{part}"' in seen["code"]
        assert f':host([lit="{part}"])' in style
    assert seen["formula"].count("<math>") == len(pieces)
    assert seen["formula"].count("data-value") == sum(len(piece) == 3 for piece in pieces) > 0


def test_every_lesson_has_a_page_with_a_formula_beside_its_code():
    assert {name for name, _ in LIT} == {*course.lessons()}


def test_words_are_in_every_language_and_none_is_left_over():
    texts = facts.read("course/light")
    told = [facts.read(f"course/{name}")[page]["light"] for name, page in LIT]
    assert {*texts["parts"]} == {part for each in told for part in each["code"]}
    assert {*texts["numbers"]} == {each["numbers"] for each in told}
    for text in [*texts["parts"].values(), *texts["numbers"].values()]:
        assert list(text) == list(LANGUAGES) and all(text.values())


def test_what_is_not_in_the_source_is_named():
    with pytest.raises(Failure, match="has no function nothing any more"):
        light.code({FILE: ["nothing"]}, {})
    with pytest.raises(Failure, match="has no function Autoencoder.nothing any more"):
        light.code({FILE: ["Autoencoder.nothing"]}, {})
    with pytest.raises(Failure, match="autoencoder.py has no “x \\+ 1” any more"):
        light.code({FILE: ["decode"]}, {"x": ["x + 1"]})

"""Where a text names a number, that is the number of the file it comes from (``claims.py``)."""

import re

import pytest

from aedemo import facts
from aedemo.places import LESSONS
from aedemo.ui.texts import LANGUAGES
from tests.evaluation.claims import CLAIMS

# What holds digits and names no number: formulas, what a control says (*so* or “so”), where a link
# leads, the number of an item, a dimension (2-D), the names of PCA and of factors, and a figure
# alone, which names a digit.
NO_NUMBERS = (
    r"\$\$?[^$]+\$\$?|(?<!\*)\*[^*\n]+\*(?!\*)|“[^”\n]+”|\]\([^)]*\)|^\d+\. |\d-D\b|PCA-\d+|×\d"
    r"|(?<![\d.,])\d(?![\d.,]*\d| ?%)"
)


def read(place: str, language: str) -> str:
    """A lesson, or all texts of a tab, in one language."""
    kind, name = place.split("/")
    if kind == "lessons":
        return (LESSONS / language / f"{name}.md").read_text(encoding="utf-8")
    return "\n".join(each[language] for each in facts.read(f"texts/{name}").values())


def pieces(place: str, language: str) -> list[str]:
    """What the text has to say, with its numbers."""
    return [getattr(claim, language).format(*claim.numbers()) for claim in CLAIMS[place]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", CLAIMS)
def test_text_names_the_numbers_of_their_files(place, language):
    text = read(place, language)
    assert [piece for piece in pieces(place, language) if piece not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", CLAIMS)
def test_no_number_is_without_a_claim(place, language):
    text = read(place, language)
    for piece in pieces(place, language):
        text = text.replace(piece, "")
    left = re.sub(NO_NUMBERS, "", text, flags=re.M)
    assert [line for line in left.splitlines() if re.search(r"\d", line)] == []

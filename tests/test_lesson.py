"""Formulas of the lessons, as browsers set them."""

import html
import re

import pytest

from aedemo import facts, lesson
from aedemo.failures import Failure
from aedemo.ui.texts import LANGUAGES

MATH = re.compile(r"<math( display=\"block\")?>(.*?)</math>", re.DOTALL)
# What lessons need of MathML Core; older elements, and errors, are not among it.
CORE = re.compile(
    "mrow|mi|mn|mo|mtext|mspace|mfrac|msqrt|msub|msup|msubsup|munder|mover|munderover"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", [tab["name"] for tab in facts.tabs()])
def test_every_formula_is_set(tab, language):
    written = lesson.file_of(tab, language).read_text(encoding="utf-8")
    formulas = re.findall(r"(\$\$?)([^$]+)\1", written)
    shown = lesson.rendered(tab, language)
    maths = MATH.findall(shown)
    assert len(maths) == len(formulas) > 0 and "$" not in MATH.sub("", shown)
    for (dollars, tex), (block, math) in zip(formulas, maths, strict=True):
        assert bool(block) == (dollars == "$$")
        assert all(map(CORE.fullmatch, re.findall(r"<([\w-]+)", math))), tex
        assert "\\" not in html.unescape(re.sub(r"<[^>]*>", "", math)), tex
    assert shown.count('<div class="formula"><math display="block">') == sum(
        dollars == "$$" for dollars, _ in formulas
    )


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Makes a text the English lesson of Draw."""
    monkeypatch.setattr(lesson, "LESSONS", tmp_path)
    (tmp_path / "en").mkdir()
    return (tmp_path / "en" / "draw.md").write_text


def test_no_line_begins_with_the_mark_behind_a_formula(write):
    write('So ($x$), "$y$" and $z$ are.')
    text = re.sub(r"<math>.*?</math>", "FORMULA", lesson.rendered("draw", "en"))
    assert text.startswith(
        '<p>So <span class="whole">(FORMULA),</span> &quot;FORMULA&quot; and FORMULA are.</p>'
    )


def test_what_is_no_formula_is_named(write):
    write("So $\\nothing x$ is.")
    with pytest.raises(Failure, match=r"draw\.md: the formula \\nothing x cannot be set"):
        lesson.rendered("draw", "en")

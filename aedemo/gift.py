"""Questions in GIFT, Moodle's text format for the import of questions.

https://docs.moodle.org/405/en/GIFT_format: a title between ``::``, the text with its format, and
between braces the right answer after ``=``, wrong ones after ``~``, and after ``####`` what is said
once it is answered. ``~ = # { } :`` have a backslash before them, and so has the backslash, or
``\\n`` within a formula were the end of a line. A blank line ends a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markdown_it import MarkdownIt

CONTROL = re.compile(r"[\\~=#{}:]")
FORMULA = re.compile(r"\$([^$]+)\$")


def gift(category: str, questions: Iterable[Mapping[str, Any]]) -> str:
    """Questions (name, question, choices, right from 1 on, why, in Markdown) as a file in GIFT."""
    return "\n\n".join([f"$CATEGORY: {category}", *map(_question, questions)]) + "\n"


def _question(told: Mapping[str, Any]) -> str:
    answers = "\n".join(
        f"{'=' if at == told['right'] else '~'}{_html(choice)}"
        for at, choice in enumerate(told["choices"], 1)
    )
    text = f"::{_escaped(told['name'])}::[html]{_html(told['question'])}"
    return f"{text} {{\n{answers}\n####{_html(told['why'])}\n}}"


def _html(markdown: str) -> str:
    """On one line; formulas between ``\\(`` and ``\\)``, where Moodle finds TeX."""
    formulas = FORMULA.findall(markdown)
    shown = MarkdownIt().render(FORMULA.sub("\ue000", markdown)).strip()
    for tex in formulas:
        shown = shown.replace("\ue000", rf"\({tex}\)", 1)
    inner = re.sub(r"^<p>(.*)</p>$", r"\1", shown) if shown.count("<p>") == 1 else shown
    return _escaped(" ".join(inner.split()))


def _escaped(text: str) -> str:
    return CONTROL.sub(lambda found: f"\\{found[0]}", text)

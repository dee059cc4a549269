"""A lesson as it is shown, in layers: what is written in ``lessons/`` with its folds and links.

There it is plain Markdown: a heading of the fourth level is a layer that is folded, a quotation
below an exercise is its answer, and an exercise links to a state of a tab (``?tab=draw&digit=t1``).
Formulas are TeX there and MathML here, which browsers set by themselves.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from markdown_it import MarkdownIt
from math_core import LatexError, LatexToMathML

from aedemo import facts
from aedemo.failures import Failure
from aedemo.places import LESSONS
from aedemo.terms import linked

LAYER = re.compile(r"^#### (.+)\n((?:(?!^#{1,4} ).*\n?)*)", re.MULTILINE)
ANSWER = re.compile(r"^( +)> (.+)$", re.MULTILINE)
STATE = re.compile(r"\[([^\]]+)\]\(\?(tab=[^)]+)\)")
FORMULA = re.compile(r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$]+)\$")
MARKDOWN = MarkdownIt()
# With the TeX as an annotation, which whoever copies a formula gets, and without.
MATHML = {kept: LatexToMathML(annotation=kept, fancy_error=False) for kept in (True, False)}
PLACE = "\ue000"  # of a formula, while Markdown is read, which would take its backslashes
# With the marks right beside it, before which browsers would begin a line.
WITH_MARKS = re.compile(rf"[(（“]*{PLACE}[^\s\w<&{PLACE}]*")


def file_of(name: str, language: str) -> Path:
    """Where the lesson of the tab ``name`` is written."""
    return LESSONS / language / f"{name}.md"


def rendered(name: str, language: str) -> str:
    """The lesson of the tab ``name`` as HTML with MathML, which ends with the way to the next.

    Raises ``Failure`` for a formula that is no TeX.
    """
    return shown(markdown(name, language), file_of(name, language))


def shown(written: str, path: Path, annotated: bool = True) -> str:
    """What is written in Markdown, in the file ``path``, as HTML with MathML, ``annotated`` with
    its TeX or not.

    Raises ``Failure`` for a formula that is no TeX.
    """
    formulas = FORMULA.finditer(written)

    def put(place: re.Match[str]) -> str:
        formula = next(formulas)
        tex = formula["block"] or formula["inline"]
        math = mathml(tex, path, bool(formula["block"]), annotated)
        whole = place[0].replace(PLACE, math)
        return whole if place[0] == PLACE else f'<span class="whole">{whole}</span>'

    return WITH_MARKS.sub(put, MARKDOWN.render(FORMULA.sub(_placed, written)))


def _placed(formula: re.Match[str]) -> str:
    """What stands for a formula in Markdown; one that is wider than the page is scrolled alone."""
    return f'\n\n<div class="formula">{PLACE}</div>\n\n' if formula["block"] else PLACE


def mathml(tex: str, path: Path, block: bool = False, annotated: bool = True) -> str:
    """A formula that is written in the file ``path`` as browsers set it.

    Raises ``Failure`` if it is no TeX.
    """
    try:
        return MATHML[annotated].convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise Failure(
            f"{path}: the formula {tex} cannot be set: {error}."
            " Write it in TeX that math-core knows."
        ) from error


def markdown(name: str, language: str) -> str:
    """The lesson as Markdown with HTML, before its formulas are set; terms are linked."""
    lesson = file_of(name, language).read_text(encoding="utf-8")
    said = facts.texts()["what_to_see"][language]
    lesson = ANSWER.sub(lambda found: _folded(said, found[2], found[1]), lesson)
    lesson = LAYER.sub(lambda found: _folded(found[1], found[2].strip(), "", "layer"), lesson)
    lesson = f"{lesson.strip()}\n\n{_next(name, language)}".strip()
    return linked(led(lesson, language), language)


def led(written: str, language: str) -> str:
    """Markdown whose links to states of tabs, when copied, keep the language they were found in."""
    return STATE.sub(
        lambda found: (
            f'<a class="state" href="?lang={language}&amp;{html.escape(found[2])}">{found[1]}</a>'
        ),
        written,
    )


def _folded(title: str, content: str, indent: str, kind: str = "answer") -> str:
    """Between the tags Markdown goes on, for which it needs the empty lines."""
    lines = (f'<details class="{kind}"><summary>{title}</summary>', content, "</details>\n")
    return "\n\n".join(f"{indent}{line}" for line in lines)


def _next(name: str, language: str) -> str:
    """The link to the tab after this one; nothing after the last."""
    tabs = facts.tabs()
    at = [tab["name"] for tab in tabs].index(name) + 1
    if at == len(tabs):
        return ""
    title = facts.texts()["next_tab"][language].format(tab=tabs[at]["label"][language])
    return f"[{title}](?tab={tabs[at]['name']})"

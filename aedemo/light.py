"""A formula beside the lines of this package that compute it, with the parts that belong together.

The page lights up the parts of both, and of the tool they are about (web/tabs/course/light.js).
"""

from __future__ import annotations

import ast
import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from aedemo.failures import Failure
from aedemo.lesson import mathml
from aedemo.places import PACKAGE

Piece = Sequence[str]
NUMBER = '<span class="number" data-light="{}" data-value="{}"></span>'


def formula(lines: Sequence[Sequence[Piece]], path: Path) -> str:
    """The lines of a formula in the file ``path`` as HTML. Each has pieces: the name of its part
    ("" for none), its TeX, and perhaps what the tool calls the number that is written below it.

    Raises ``Failure`` for what is no TeX.
    """
    return "".join(f"<p>{''.join(_piece(path, *piece) for piece in line)}</p>" for line in lines)


def _piece(path: Path, part: str, tex: str, value: str = "") -> str:
    math = f"<span{_lit(part)}>{mathml(tex, path)}</span>"
    return f"<span>{math}{NUMBER.format(part, value)}</span>" if value else math


def code(source: Mapping[str, Sequence[str]], parts: Mapping[str, Sequence[str]]) -> str:
    """Functions of the package as HTML, without their docstrings, by the files they stand in, as
    ``name`` or ``Class.name``. ``parts``: what is said there of each part.

    Raises ``Failure`` for a function or a part that is not there.
    """
    functions = [_function(PACKAGE / file, name) for file in source for name in source[file]]
    written = "\n\n".join(functions)
    places = []
    for part, texts in parts.items():
        for text in texts:
            found = [match.span() for match in re.finditer(_whole(text), written)]
            if not found:
                where = ", ".join(source)
                raise Failure(f"What is quoted of {where} has no “{text}” any more.")
            places += [(start, end, part) for start, end in found]
    return f"<pre><code>{_marked(written, places)}</code></pre>"


def _whole(text: str) -> str:
    """What finds a text where it is no piece of a longer name."""
    before = r"(?<![\w.])" if re.match(r"\w", text) else ""
    after = r"(?!\w)" if re.search(r"\w$", text) else ""
    return before + re.escape(text) + after


def _marked(written: str, places: list[tuple[int, int, str]]) -> str:
    """A text as HTML with its parts, of which one may lie within another."""
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for start, end, part in sorted(places, key=lambda place: place[1] - place[0]):
        opens[start] = f"<span{_lit(part)}>{opens.get(start, '')}"
        closes[end] = f"{closes.get(end, '')}</span>"
    return "".join(
        closes.get(at, "") + opens.get(at, "") + html.escape(written[at : at + 1], quote=False)
        for at in range(len(written) + 1)
    )


def _lit(part: str) -> str:
    return f' data-light="{part}"' if part else ""


@cache
def _tree(path: Path) -> tuple[list[str], ast.Module]:
    source = path.read_text(encoding="utf-8")
    return source.splitlines(), ast.parse(source)


def _function(path: Path, name: str) -> str:
    """The first function of that name in a file, or in a class: its signature and what it does."""
    lines, tree = _tree(path)
    node: ast.AST = tree
    for step in name.split("."):
        within = (each for each in ast.walk(node) if getattr(each, "name", None) == step)
        node = next(within, ast.Module([], []))
    if not isinstance(node, ast.FunctionDef):
        raise Failure(f"{path} has no function {name} any more.")
    said = node.body[0] if ast.get_docstring(node) else None
    kept = [
        line
        for at, line in enumerate(lines[node.lineno - 1 : node.end_lineno], node.lineno)
        if not said or not said.lineno <= at <= (said.end_lineno or at)
    ]
    return textwrap.dedent("\n".join(kept))

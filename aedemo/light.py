"""A formula beside the lines of this package that compute it, with the parts that belong together.

The page lights up the parts of both, and of the tool they are about (web/tabs/course/light.js).
"""

from __future__ import annotations

import ast
import html
import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from aedemo.failures import Failure
from aedemo.lesson import mathml
from aedemo.places import PACKAGE


def formula(pieces: Sequence[Sequence[str]], path: Path) -> str:
    """Pieces of a formula in the file ``path``, each the name of its part ("" for none) and its
    TeX, as HTML. Raises ``Failure`` for what is no TeX."""
    return "".join(_part(name, mathml(tex, path)) for name, tex in pieces)


def code(file: str, functions: Sequence[str], parts: Mapping[str, Sequence[str]]) -> str:
    """The functions of a file of the package, without their docstrings, as HTML with its parts.

    Raises ``Failure`` for a function or a part that is not there.
    """
    path = PACKAGE / file
    source = "\n".join(_function(path, name) for name in functions)
    written = html.escape(source, quote=False)
    for name, texts in parts.items():
        for text in texts:
            mark = html.escape(text, quote=False)
            if mark not in written:
                raise Failure(f"{path}: {', '.join(functions)} have no “{text}” any more.")
            written = written.replace(mark, _part(name, mark))
    return f"<pre><code>{written}</code></pre>"


def _part(name: str, content: str) -> str:
    return f'<span data-light="{name}">{content}</span>' if name else f"<span>{content}</span>"


@cache
def _tree(path: Path) -> tuple[str, ast.Module]:
    source = path.read_text(encoding="utf-8")
    return source, ast.parse(source)


def _function(path: Path, name: str) -> str:
    """The first function of that name in a file: its signature and what it does."""
    source, tree = _tree(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            lines = source.splitlines()
            said = node.body[0] if ast.get_docstring(node) else None
            kept = [
                line
                for at, line in enumerate(lines[node.lineno - 1 : node.end_lineno], node.lineno)
                if not said or not said.lineno <= at <= (said.end_lineno or at)
            ]
            return textwrap.dedent("\n".join(kept))
    raise Failure(f"{path} has no function {name} any more.")

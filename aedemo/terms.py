"""Terms in the lessons: where one of ``facts/terms.json`` comes first, its definition is at hand.

The page shows what a term means beside every link to ``#term-NAME`` (web/elements/terms.js).
"""

from __future__ import annotations

import re
from functools import cache

from aedemo import facts

# What is no running text: fences, formulas, code, headings, links and their texts, HTML, places for
# numbers.
APART = r"""
    ^```.*?^```$ | \$\$.*?\$\$ | \$[^$\n]+\$ | `[^`\n]+` | ^\#.*?$
    | !?\[[^\]]*\]\([^)]*\) | <summary.*?</summary> | <a\b.*?</a> | <[^>]+> | https?://\S+ | «\w+»
"""
MARK = re.compile(r"#term-([\w-]+)")


@cache
def _words(language: str) -> dict[str, str | None]:
    """The words that terms are known by, in small letters, and the names of those terms; longer
    words that mean something else have none."""
    words: dict[str, str | None] = {}
    for name, term in facts.read("terms").items():
        known = [term["word"][language], *term.get("also", {}).get(language, [])]
        words |= {word.lower(): name for word in known}
        words |= dict.fromkeys(term.get("unlike", {}).get(language, []))
    return words


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """What is no running text, or a term: the longest there is at its place, in English a word of
    its own."""
    words = sorted(map(re.escape, _words(language)), key=len, reverse=True)
    # ``\w`` has Chinese characters too, between which no word ends.
    word = rf"(?<![A-Za-z-])(?P<word>{'|'.join(words)})s?(?![A-Za-z-])"
    term = rf"(?P<before>\*{{0,2}}){word}(?P<after>\*{{0,2}})"
    return re.compile(f"(?:{_spaced(APART)})|{term}", re.DOTALL | re.IGNORECASE | re.MULTILINE)


def _spaced(pattern: str) -> str:
    """A pattern that was written with blanks between its parts."""
    return "".join(pattern.split())


def linked(markdown: str, language: str) -> str:
    """A lesson with a link around the first mention of each term; one that the lesson has linked
    by itself, as ``[code](#term-code)``, stays where it is."""
    seen = set(MARK.findall(markdown))

    def link(match: re.Match[str]) -> str:
        word = match["word"]
        name = word and _words(language)[word.lower()]
        # Emphasis goes into the link as a whole or there is no link: between Chinese characters
        # stars only count next to a letter.
        if not name or name in seen or match["before"] != match["after"]:
            return match[0]
        seen.add(name)
        # As HTML, which is read within a block of HTML too, where Markdown is not.
        return f'<a href="#term-{name}">{match[0]}</a>'

    return _pattern(language).sub(link, markdown)

"""What stands above and below the tabs, on Gradio's page and on that of plain files alike.

Each page says its texts in its own way: what is called ``say`` makes HTML of the key of a text.
``web/parts/masthead.js`` has the buttons do something.
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable

from aedemo import facts

# A half disc, and an arrow that leaves a box: drawn in the colour of the text.
THEME = '<circle cx="8" cy="8" r="6.25"/><path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" class="full"/>'
SHARE = '<path d="M8 9.5V1.75m-3 2.75 3-2.75 3 2.75M4.5 7.25H3v7h10v-7h-1.5"/>'


def masthead(say: Callable[[str], str]) -> str:
    """One line: the name of the site, and its switches."""
    languages = "".join(
        f'<button type="button" data-speak="{each["code"]}" lang="{each["tag"]}"'
        f' aria-label="{html.escape(each["name"])}">{html.escape(each["short"])}</button>'
        for each in facts.read("languages")
    )
    return (
        f"<h1>{say('title')}</h1><p>{say('subtitle')}</p>"
        f'<span class="heard" id="language">{say("language")}</span>'
        f'<div class="languages" role="group" aria-labelledby="language" translate="no">'
        f"{languages}</div>"
        f'<button type="button" data-theme>{_icon(THEME)}'
        f'<span class="heard">{say("dark_theme")}</span></button>'
        f'<button type="button" data-share>{_icon(SHARE)}<span>{say("share")}</span></button>'
    )


def footer(say: Callable[[str], str], server: bool) -> str:
    """One line: what this is, under which licence, and where more of it is."""
    links: dict[str, str] = {}
    if space := os.environ.get("SPACE_ID"):  # where a Space has its files
        files = f"https://huggingface.co/spaces/{html.escape(space)}/tree/main"
        links |= {"footer_code": files, "footer_weights": f"{files}/weights"}
    if server:
        links["footer_api"] = "?view=api"
    lines = "".join(
        f' <a href="{address}" target="_blank" rel="noopener">{say(key)}</a>'
        for key, address in links.items()
    )
    return f"<p>{say('footer')}{lines}</p>"


def _icon(shapes: str) -> str:
    return f'<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{shapes}</svg>'

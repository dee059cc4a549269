"""What a page holds before any of its modules is there: Gradio's, and that of plain files."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

from aedemo import facts
from aedemo.masthead import footer, masthead
from aedemo.places import WEB

FIRST = facts.read("languages")[0]
FILES = ("config.json", "model.safetensors")  # of a network
# What is said without a module, for which ``start.js`` has the texts.
SAID = ("missing", "unreachable", "syntax", "feature", "local", "other")


def both(text: dict[str, str]) -> str:
    """A text as HTML in all languages, of which the page shows one."""
    return "".join(
        f'<span class="only-{code}" lang="{code}">{html.escape(text[code])}</span>'
        for code in (each["code"] for each in facts.read("languages"))
    )


def hidden() -> str:
    """The style by which the page shows one language of several: its own, or the first for as long
    as nobody has said which."""
    first, *others = [each["code"] for each in facts.read("languages")]
    spoken = ", ".join(f'[data-language="{each}"]' for each in others)
    rules = [f"html:is({spoken}) .only-{first}"]
    rules += [f'html:not([data-language="{each}"]) .only-{each}' for each in others]
    return "\n".join(f"{rule} {{ display: none !important; }}" for rule in rules)


def first() -> dict[str, list[str]]:
    """What ``start.js`` has to know to ask for what is needed first: the names of the tabs, those
    of the networks that Draw may show, the usual one before the others, and the files of one."""
    tabs = facts.tabs()
    usual = next(tab for tab in tabs if tab["name"] == "draw")["settings"]["variant"]["start"]
    networks = facts.read("variants")
    shown = [each["name"] for each in networks["variants"] if each["kind"] == "digits"]
    shown += [each["name"] for each in networks["simple"] if each["kind"] == "pca"]
    return {
        "tabs": [tab["name"] for tab in tabs],
        "variants": sorted(shown, key=lambda name: name != usual),
        "drawn": ["data/gallery.json", *(f"weights/{{variant}}/{file}" for file in FILES)],
    }


def start(**known: object) -> str:
    """The attributes of ``start.js``: the languages, what it may have to say, and what else is
    ``known``."""
    texts = facts.texts()
    keys = [*(f"failed_{kind}" for kind in SAID), "try_again"]
    known |= {"languages": facts.read("languages"), "texts": {key: texts[key] for key in keys}}
    return " ".join(
        f'data-{name}="{html.escape(value if isinstance(value, str) else _json(value))}"'
        for name, value in known.items()
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def about(picture: str) -> str:
    """What search engines, chats and bookmarks show of the page, in the first language: its
    description, the picture at that address, and its icon, which is in the page itself, since
    browsers ask anew for one at an address whenever the address of the page changes."""
    icon = quote((WEB / "icon.svg").read_text(encoding="utf-8"))
    texts = {key: facts.texts()[key][FIRST["code"]] for key in ("title", "subtitle")}
    title, description = (html.escape(text) for text in texts.values())
    return f"""<title>{title}</title>
<meta name="description" content="{description}">
<meta property="og:type" content="website">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta property="og:image" content="{picture}">
<meta name="twitter:card" content="summary_large_image">
<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,{icon}">"""


def without_scripts() -> str:
    """What a page says that may run no scripts, in the first language, since it knows no other."""
    sentence = html.escape(facts.texts()["no_scripts"][FIRST["code"]])
    return f'<noscript><p lang="{FIRST["tag"]}">{sentence}</p></noscript>'


def _translated(key: str) -> str:
    """A text in the first language, which the page of plain files replaces by its own."""
    text = facts.texts()[key][FIRST["code"]]
    return f'<span data-text="{key}">{html.escape(text)}</span>'


def plain(**known: object) -> str:
    """The page of plain files, which shows all tabs; ``known`` to its ``start.js``."""
    filled = {
        "about": about("web/preview.png"),
        "masthead": masthead(_translated),
        "footer": footer(_translated, server=False),
        "start": start(**known),
        "without_scripts": without_scripts(),
    }
    page = (WEB / "index.html").read_text(encoding="utf-8")
    for name, content in filled.items():
        page = page.replace(f"{{{name}}}", content)
    return page

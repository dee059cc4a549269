"""The head of Gradio's page, and what it says where no script may run."""

from __future__ import annotations

import re

import gradio.routes
from jinja2 import ChoiceLoader, DictLoader

from aedemo.page import about, first, hidden, start, without_scripts
from aedemo.places import WEB
from aedemo.ui.assets import PREFIX

# The style sheet of the site stands here, so that nothing is shown without it, and since Gradio
# rewrites the selectors of what it is given as CSS. A page elsewhere that holds the site as
# <gradio-app> inserts these lines too.
HEAD = """
<style>
{hidden}
{styles}
/* What Gradio measures, to hide tabs that do not fit: the row is scrolled instead (site.css). */
.tab-wrapper > .tab-container.visually-hidden > button {{ padding: 0; font-size: 0; }}
</style>
<script {start}>
{script}
</script>
"""
# What Gradio asks for only once it has read its configuration, and waits for.
THEME = '<link rel="preload" as="style" href="theme.css?v={{ config.get("theme_hash") }}">'
# Gradio's own files lie relative to the page: behind a proxy, /kurs/aedemo has to end in "/".
SLASH = """<script>
if (!location.pathname.endsWith("/"))
  location.replace(`${location.pathname}/${location.search}${location.hash}`);
</script>"""
SHEETS = ("parts/masthead.css", "site.css")
PAGE = "frontend/index.html"
# Our head, which Gradio's script would insert, and where that script would find it.
HEAD_HERE = "{{ config.get('head', '') | safe }}"
CONFIG = "{{ config | toorjson }}"
CONFIG_WITHOUT = "{{ dict(config, head=none) | toorjson }}"
# What Gradio says of itself to those who show a link.
THEIRS = re.compile(r"""<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*""")
# Whole addresses, as a picture of a link needs, by the root that the visitor sees.
ROOT = "{{ config.get('root', '') }}"


def head(base: str) -> str:
    """The lines for the head of the page, whose files lie below ``base``."""
    return HEAD.format(
        hidden=hidden(),
        styles="".join((WEB / sheet).read_text(encoding="utf-8") for sheet in SHEETS),
        start=start(base=base.removeprefix("/") + "/", **first()),
        script=(WEB / "start.js").read_text(encoding="utf-8"),
    )


def complete_page() -> None:
    """Puts into the page that Gradio sends what has to be in it before Gradio's own script runs.

    Our head, which that script would insert: so our modules come and run while Gradio's are still
    on their way. And what the page says of itself, in place of what Gradio says.
    """
    environment = gradio.routes.templates.env
    loader = environment.loader
    assert loader
    page, *_ = loader.get_source(environment, PAGE)
    ours = about(f"{ROOT}{PREFIX}/current/web/preview.png")
    page = THEIRS.sub("", page).replace("<head>", f"<head>\n{SLASH}")
    page = page.replace(CONFIG, CONFIG_WITHOUT)
    page = page.replace("</head>", f"{ours}\n{THEME}\n{HEAD_HERE}\n</head>")
    page = page.replace("</body>", f"{without_scripts()}</body>")
    environment.loader = ChoiceLoader([DictLoader({PAGE: page}), loader])

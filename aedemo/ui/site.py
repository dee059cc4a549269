"""The site: five tabs and two groups of tabs, one language switch, and how it is launched."""

from __future__ import annotations

import json
import threading

import gradio as gr

from aedemo.ui import api, assets
from aedemo.ui.networks import warm_up
from aedemo.ui.pictures import FILE_LIMIT
from aedemo.ui.process import sigterm_waits
from aedemo.ui.tabs import denoise, draw, in_page, interpolate, sample, superres
from aedemo.ui.texts import LANGUAGES, Labels, both, text
from aedemo.ui.theme import theme

TABS = {
    "draw": draw,
    "denoise": denoise,
    "interpolate": interpolate,
    "sample": sample,
    "superres": superres,
}
GROUPS = {
    "inside": ("map", "constraint", "compare"),
    "uses": ("anomaly", "search", "labels"),
}

# The style sheet is linked, since Gradio rewrites the selectors of what it is given as CSS. The
# language is that of ?lang=, else the browser's, and chosen before anything is drawn, as is whether
# the page shows one tab alone (?embed=1). A page elsewhere that holds the site as <gradio-app>
# inserts these lines too: there the address of the files is relative to that element's.
HEAD = """
<style>
/* What Gradio measures, to hide tabs that do not fit: on a phone they wrap instead (site.css). */
@media (max-width: 640px) {{
  #tabs > .tab-wrapper > .tab-container.visually-hidden > button {{ padding: 0; font-size: 0; }}
}}
</style>
<script>
{{
  const query = new URLSearchParams(location.search);
  const page = document.documentElement;
  page.lang = (query.get("lang") ?? navigator.language).startsWith("zh") ? "zh-CN" : "en";
  page.classList.toggle("embedded", query.get("embed") === "1");
  const site = document.querySelector("gradio-app[src]")?.getAttribute("src");
  const web = new URL("{base}/web/", new URL(site ?? "", location.href));
  const add = (name, properties) =>
    document.head.append(Object.assign(document.createElement(name), properties));
  add("link", {{ rel: "stylesheet", href: web + "site.css" }});
  add("script", {{ type: "module", src: web + "site.js" }});
}}
</script>
"""


def build() -> gr.Blocks:
    """The whole page."""
    labels = Labels()
    with gr.Blocks(
        title="aedemo", analytics_enabled=False, delete_cache=(3600, 3600), fill_width=True
    ) as site:
        with gr.Row(elem_id="masthead"):
            gr.HTML(f"<h1>{both('title')}</h1><p>{both('subtitle')}</p>")
            switch = labels(
                gr.Radio(
                    [("English", "en"), ("中文", "zh")], value="en", label=text("language"),
                    show_label=False, container=False, elem_id="language", min_width=180,
                ),
                label="language",
            )  # fmt: skip
        with gr.Tabs(elem_id="tabs") as tabs:
            for name, tab in TABS.items():
                with _tab(name, labels):
                    tab.build(labels)
            groups = []
            for group, names in GROUPS.items():
                with _tab(group, labels), gr.Tabs(elem_classes=["group"]) as inner:
                    for name in names:
                        with _tab(name, labels):
                            in_page.build(name, labels)
                groups.append(inner)
        gr.HTML(f"<p>{both('footer')}</p>", elem_id="credits")
        api.build()
        updates = json.dumps({language: labels.updates(language) for language in LANGUAGES})
        switch.input(
            None, switch, labels.components,
            js="(language) => { window.aedemo.setLanguage(language);"
            f" return {updates}[language] }}",
        )  # fmt: skip
        site.load(
            None, None, [switch, *labels.components],
            js=f"() => {{ const language = document.documentElement.lang.slice(0, 2);"
            f" return [language, ...{updates}[language]] }}",
        )  # fmt: skip
        settings = json.dumps([*labels.settings.values()])
        site.load(
            None, None, tabs,
            js="async () => { await customElements.whenDefined('ae-share');"
            " return window.aedemo.openDoor() }",
        ).then(None, None, groups, js="() => window.aedemo.openTabs()").then(
            None, None, [*labels.settings],
            js=f"() => window.aedemo.openSettings({settings})",
        )  # fmt: skip
    return site


def _tab(name: str, labels: Labels) -> gr.Tab:
    return labels(gr.Tab(text(f"tab_{name}"), id=name), label=f"tab_{name}")


def launch(site: gr.Blocks) -> None:
    """Serves the site until it is stopped; torch is imported once the port answers."""
    files = assets.read()
    base = assets.address(files)
    site.queue(max_size=60)
    with sigterm_waits():
        site.launch(
            theme=theme(),
            head=HEAD.format(base=base),
            app_kwargs={"routes": assets.routes(base, files)},
            allowed_paths=[str(assets.WEIGHTS)],
            # Above our own limit, whose sentence is in the visitor's language; Gradio's is not.
            max_file_size=2 * FILE_LIMIT,
            state_session_capacity=500,
            enable_monitoring=False,
            run_history=False,
            show_error=False,
            footer_links=["api"],
            prevent_thread_lock=True,
        )
    threading.Thread(target=warm_up, daemon=True).start()
    try:
        site.block_thread()
    finally:
        site.close(verbose=False)

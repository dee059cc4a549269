"""The site: tabs and groups of tabs, one language switch, and how it is launched."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import gradio as gr
from starlette.requests import Request
from starlette.responses import Response

from aedemo import facts
from aedemo.masthead import footer, masthead
from aedemo.places import WEB
from aedemo.ui import api, assets, folder
from aedemo.ui.blocks import Site
from aedemo.ui.errors import BadInput
from aedemo.ui.guard import Guard, refusal
from aedemo.ui.head import complete_page, head
from aedemo.ui.layout import fill
from aedemo.ui.networks import warm_up
from aedemo.ui.pictures import FILE_LIMIT
from aedemo.ui.process import return_memory, sigterm_waits
from aedemo.ui.texts import LANGUAGES, Labels, Text, both, text
from aedemo.ui.theme import theme


def build() -> Site:
    """The whole page."""
    labels = Labels()
    with Site(
        title="aedemo", analytics_enabled=False, delete_cache=(3600, 3600), fill_width=True
    ) as site:
        # Both tell Gradio what the page has done without it.
        head = gr.HTML(
            f'<header class="masthead">{masthead(both)}</header>',
            elem_id="masthead",
            apply_default_css=False,
            js_on_load="aedemo.then((site) => site.masthead(element.querySelector('header')));"
            "document.addEventListener('aedemo-language', () => trigger('input'))",
        )
        with gr.Tabs(elem_id="tabs") as tabs:
            groups = _tabs(labels)
        foot = gr.HTML(
            f'<footer class="foot">{footer(both, server=True)}</footer>',
            elem_id="credits",
            apply_default_css=False,
            js_on_load="aedemo.then((site) => site.documentation());"
            "addEventListener('aedemo-back', () => trigger('select'))",
        )
        api.build()
        updates = json.dumps({language: labels.updates(language) for language in LANGUAGES})
        gr.on(
            [site.load, head.input],
            None,
            None,
            labels.components,
            js=f"async () => ({updates})[(await aedemo).language()]",
        )
        gr.on(
            [site.load, foot.select],
            None,
            None,
            tabs,
            js="async () => (await aedemo).openDoor()",
        ).then(None, None, groups, js="async () => (await aedemo).openTabs()")
    return site


def _tabs(labels: Labels) -> list[gr.Tabs]:
    """All tabs in their order, those of a group together; the groups are returned."""
    groups: dict[str, gr.Tabs] = {}
    for tab in facts.tabs():
        if "group" not in tab:
            with _tab(tab["name"], tab["label"], labels):
                fill(tab)
            continue
        group = tab["group"]
        if group not in groups:
            with _tab(group, facts.read("tabs")["groups"][group], labels):
                groups[group] = gr.Tabs(elem_classes=["group"])
        with groups[group], _tab(tab["name"], tab["label"], labels):
            fill(tab)
    return list(groups.values())


def _tab(name: str, label: Text, labels: Labels) -> gr.Tab:
    return labels(gr.Tab(text(label), id=name), label=label)


def launch(site: Site) -> None:
    """Serves the site until it is stopped; torch is imported once the port answers."""
    files = assets.read()
    base = assets.address(files)
    complete_page()
    site.queue(max_size=60)
    # How often an idle queue looks for work, in seconds: as it comes, a thousand times a second.
    site._queue.sleep_when_free = site._queue.progress_update_sleep_when_free = 0.05
    folder.begin()

    @asynccontextmanager
    async def guarded(app: Any) -> AsyncIterator[None]:
        # Gradio puts its own layers around those it is given; ours has to be outside of all.
        app.middleware_stack = Guard(app.middleware_stack, site)
        yield

    async def refuse(request: Request, error: BadInput) -> Response:
        return refusal(request.scope, error)

    with sigterm_waits():
        site.launch(
            theme=theme(),
            head=head(base),
            app_kwargs={
                "routes": assets.routes(base, files),
                "lifespan": guarded,
                "exception_handlers": {BadInput: refuse},
            },
            allowed_paths=[str(assets.WEIGHTS)],
            # Above our own limit, whose sentence is in the visitor's language; Gradio's is not.
            max_file_size=2 * FILE_LIMIT,
            state_session_capacity=30,  # they hold nothing, and each takes a quarter of a megabyte
            enable_monitoring=False,
            run_history=False,
            show_error=False,
            footer_links=["api"],  # without which there is no ?view=api; site.css hides it
            favicon_path=WEB / "icon.svg",
            prevent_thread_lock=True,
        )
    for work in (warm_up, return_memory):
        threading.Thread(target=work, daemon=True).start()
    try:
        site.block_thread()
    finally:
        site.close(verbose=False)

"""The first minute of a visitor who was never here: what it asks for, and when it answers.

    python -m tests.benchmarks.first

Draw beside an empty Gradio app, every other tab and the page of plain files, as they come and over
a slow line (3G fast, a processor four times slower).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from aedemo import facts
from aedemo.static import export
from tests.browser.conftest import QUIET
from tests.browser.course import served
from tests.conftest import ROOT, free_port, wait_for

EMPTY = """
import gradio as gr
with gr.Blocks(analytics_enabled=False) as demo:
    gr.Markdown("empty")
    with gr.Tabs():
        for name in "abcde":
            with gr.Tab(name):
                pass
demo.launch()
"""
SLOW = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 180_000,
    "uploadThroughput": 84_375,
}
PAD = "ae-draw ae-pad canvas"
FIRST = 'ae-draw [data-picture="output"] canvas:not(.empty)'


@contextmanager
def running(*words: str) -> Iterator[str]:
    """The address of an app for as long as it runs."""
    port = free_port()
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def visit(browser, url: str, waits: tuple[str, ...], slow: bool) -> str:
    """When each of `waits` was there, and what had been asked for by then."""
    context = browser.new_context()
    page = context.new_page()
    sizes: list[int] = []
    requests: list[str] = []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.dataReceived", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: requests.append(request.url))
    if slow:
        network.send("Network.emulateNetworkConditions", SLOW)
        network.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    said = []
    for selector in waits:
        page.locator(selector).first.wait_for(timeout=120_000)
        seconds = time.perf_counter() - began
        said.append(f"{seconds:.2f} s, {len(requests)} requests, {sum(sizes) / 1e6:.2f} MB")
    page.wait_for_timeout(3000)  # a heartbeat stays open, so the network is never idle
    said.append(f"in the end {len(requests)} requests, {sum(sizes) / 1e6:.2f} MB")
    context.close()
    return "; ".join(said)


def main() -> None:
    folder = Path(tempfile.mkdtemp()) / "plain"
    export(folder)
    with (
        sync_playwright() as playwright,
        running("-c", EMPTY) as empty,
        running("app.py") as site,
        served(folder) as plain,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        pages = {
            "an empty Gradio app": (empty, ("text=empty",)),
            "Draw: pad; first reconstruction": (site, (PAD, FIRST)),
            "plain files, Draw: the same": (plain, (PAD, FIRST)),
        }
        for tab in [each["name"] for each in facts.tabs()]:
            pages[f"?tab={tab}"] = (f"{site}/?tab={tab}", (f"ae-{tab} canvas, ae-{tab} svg",))
        for url, waits in pages.values():  # the first visit of all warms a server up
            visit(browser, url, waits, slow=False)
        for slow in (False, True):
            print("3G fast, processor ×4" if slow else "unthrottled")
            for name, (url, waits) in pages.items():
                print(f"  {name}: {visit(browser, url, waits, slow)}", flush=True)
        browser.close()
    shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()

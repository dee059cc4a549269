"""The first minute of a visitor who was never here: what it asks for, and when it answers.

    python -m tests.benchmarks.first

Draw and the page of plain files beside an empty Gradio app, as they come and over a slow line (3G
fast, a processor four times slower): when the pad can be drawn on, and when the first
reconstruction is there. Gradio compresses what it sends; plain files are sent compressed, as hosts
of such pages do, and as they are, as `python -m http.server` does. Then, of every tab, all that a
link to it asks for.
"""

import gzip
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from aedemo import facts
from aedemo.static import export
from tests.browser.actions import loaded
from tests.browser.chromium import launch
from tests.browser.course import Quiet, served
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
ROUNDS = 5
DRAW = {
    "pad": ".pad canvas",
    "first reconstruction": '[data-picture="output"] canvas:not(.empty)',
}


class Compressing(Quiet):
    """Sends text compressed."""

    def send_head(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in {".html", ".css", ".js", ".json", ".svg"} or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)


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


# Notes in the page itself, frame by frame, when what is waited for is there, in the document or in
# a shadow root. The clock is that of the events of the network.
NOTING = """
(waits) => {
  const marks = (window.marks = {});
  const there = (selector, root = document) =>
    root.querySelector(selector) ??
    [...root.querySelectorAll("*")].find(
      ({ shadowRoot }) => shadowRoot && there(selector, shadowRoot),
    );
  const look = () => {
    const now = performance.timeOrigin + performance.now();
    for (const [what, selector] of Object.entries(waits))
      if (!(what in marks) && there(selector)) marks[what] = now;
    if (Object.keys(marks).length < Object.keys(waits).length) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def visit(browser, url: str, waits: dict[str, str], slow: bool = False) -> dict[str, tuple]:
    """When each of ``waits``, and in the end all in sight was there, in seconds; how many requests
    and megabytes it had taken; of which networks weights had been asked for."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(f"({NOTING})({json.dumps(waits)})")
    asked: list[tuple[float, str]] = []
    came: list[tuple[float, int]] = []
    apart: list[float] = []  # of the two clocks that events have
    network = context.new_cdp_session(page)
    network.send("Network.enable")

    def ask(event) -> None:
        apart.append(event["wallTime"] - event["timestamp"])
        asked.append((event["wallTime"], event["request"]["url"]))

    network.on("Network.requestWillBeSent", ask)
    network.on(
        "Network.dataReceived",
        lambda event: came.append((event["timestamp"], event["encodedDataLength"])),
    )
    if slow:
        network.send("Network.emulateNetworkConditions", SLOW)
        network.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="commit")
    page.wait_for_function(f"Object.keys(marks).length === {len(waits)}", timeout=120_000)
    page.wait_for_load_state()
    loaded(page)
    page.wait_for_timeout(2000)  # a heartbeat stays open, so the network is never idle
    marks = {what: at / 1000 for what, at in page.evaluate("marks").items()}
    began = page.evaluate("performance.timeOrigin") / 1000
    marks["all in sight"] = page.evaluate("performance.timeOrigin + performance.now()") / 1000
    context.close()

    def until(moment: float) -> tuple:
        urls = [url for at, url in asked if at <= moment]
        size = sum(size for at, size in came if at + apart[0] <= moment)
        weights = [url.split("/")[-2] for url in urls if url.endswith(".safetensors")]
        return moment - began, len(urls), size / 1e6, " ".join(dict.fromkeys(weights))

    return {what: until(marks[what]) for what in [*waits, "all in sight"]}


def main() -> None:
    folder = Path(tempfile.mkdtemp()) / "plain"
    export(folder)
    with (
        sync_playwright() as playwright,
        running("-c", EMPTY) as empty,
        running("app.py") as site,
        served(folder, Compressing) as plain,
        served(folder) as raw,
    ):
        browser = launch(playwright)
        pages = {
            "an empty Gradio app": (empty, {"page": ".prose p"}),
            "Draw": (site, DRAW),
            "plain files": (plain, DRAW),
            "plain files as they are": (raw, DRAW),
        }
        for url, waits in pages.values():  # the first visit of all warms a server up
            visit(browser, url, waits)
        for slow in (False, True):
            print("3G fast, processor ×4" if slow else "unthrottled")
            rounds = [
                [visit(browser, *page, slow) for page in pages.values()] for _ in range(ROUNDS)
            ]
            for name, *visits in zip(pages, *rounds, strict=True):
                for what, (_, requests, size, weights) in visits[0].items():
                    seconds = statistics.median(visit[what][0] for visit in visits)
                    yardstick = statistics.median(first["page"][0] for first, *_ in rounds)
                    print(
                        f"  {name + ': ' + what:46} {seconds:5.2f} s,"
                        f" {seconds / yardstick:.2f} times,"
                        f" {requests:3} requests, {size:.2f} MB {weights}",
                        flush=True,
                    )
        for name in [each["name"] for each in facts.tabs()]:
            seen = visit(browser, f"{site}/?tab={name}", {"tab": f"ae-{name}:defined"})
            _, requests, size, weights = seen["all in sight"]
            print(f"?tab={name:12} {requests} requests, {size:.2f} MB {weights}", flush=True)
        browser.close()
    shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()

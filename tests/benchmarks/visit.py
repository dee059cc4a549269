"""What a visitor costs the server: processor time, requests and bytes, beside an empty Gradio app.

    python -m tests.benchmarks.visit

Each visitor is a browser that was never here, and waits until all ten pictures are there; then
the same visitor comes again, and has every file already. What the server does when nobody is
there (Gradio looks for work twenty times a second) is taken off.
"""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.start import EMPTY
from tests.browser.chromium import launch
from tests.conftest import ROOT, free_port, wait_for

VISITORS = 10
APPS = {
    "the site": (["app.py"], 'ae-draw [data-variant="vae-2d"] canvas:not(.empty)'),
    "an empty Gradio app": (["-c", EMPTY], "text=empty"),
}


def processor_seconds(process: int) -> float:
    """User and system time of a process so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Visit:
    """What one visit takes: processor time and duration in seconds, requests, megabytes."""

    used: float
    seconds: float
    requests: int
    megabytes: float


def visit(context, url: str, last: str, server: int) -> Visit:
    """Opens the page, waits until ``last`` is there, and closes it."""
    page = context.new_page()
    sizes, requests = [], []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: requests.append(request.url))
    before, began = processor_seconds(server), time.perf_counter()
    page.goto(url)
    page.locator(last).wait_for(timeout=60_000)
    page.wait_for_timeout(1000)  # a heartbeat stays open, so the network is never idle
    page.close()
    return Visit(
        processor_seconds(server) - before,
        time.perf_counter() - began,
        len(requests),
        sum(sizes) / 1e6,
    )


def measure(browser, name: str, words: list[str], last: str) -> None:
    """Starts a server, visits it and prints the means."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(url, process)
        time.sleep(20)  # torch is imported after the port answers
        first, again = [], []
        for _ in range(VISITORS + 1):
            context = browser.new_context()
            first.append(visit(context, url, last, process.pid))
            again.append(visit(context, url, last, process.pid))
            context.close()
        time.sleep(5)
        before = processor_seconds(process.pid)
        time.sleep(20)
        idle = (processor_seconds(process.pid) - before) / 20
    finally:
        process.terminate()
        process.wait()
    # The first visit of all warms the server up.
    for who, visits in (("new visitor", first[1:]), ("who comes again", again[1:])):
        milliseconds = 1000 * statistics.mean(each.used - idle * each.seconds for each in visits)
        print(f"{name}, {who}: {milliseconds:.0f} ms of the server,", end=" ")
        print(f"{visits[-1].requests} requests, {visits[-1].megabytes:.1f} MB")


def main() -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (words, last) in APPS.items():
            measure(browser, name, words, last)
        browser.close()


if __name__ == "__main__":
    main()

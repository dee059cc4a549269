"""What a new visitor costs the server: processor time, requests and bytes.

    python -m tests.benchmarks.visit

Each visitor is a browser that was never here, and waits until all ten pictures are there; then
the same visitor comes again.
"""

import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET
from tests.conftest import ROOT, free_port, wait_for

VISITORS = 10
LAST = 'ae-draw [data-variant="vae-2d"] canvas:not(.empty)'


def processor_seconds(process: int) -> float:
    """User and system time of a process so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def visit(context, url: str, server: int) -> tuple[float, int, float]:
    """Milliseconds of the server, requests, and megabytes that came over the network."""
    page = context.new_page()
    before, requests = processor_seconds(server), []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(url)
    page.locator(LAST).wait_for(timeout=60_000)
    page.wait_for_timeout(1000)  # a heartbeat stays open, so the network is never idle
    page.close()
    return 1000 * (processor_seconds(server) - before), len(requests), sum(sizes) / 1e6


def main() -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(url, process)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=QUIET
            )
            first, again = [], []
            for _ in range(VISITORS + 1):
                context = browser.new_context()
                first.append(visit(context, url, process.pid))
                again.append(visit(context, url, process.pid))
                context.close()
            browser.close()
    finally:
        process.terminate()
        process.wait()
    # The first visit of all warms the server up.
    for name, visits in (("new", first[1:]), ("again", again[1:])):
        milliseconds, requests, megabytes = (
            statistics.median(part) for part in zip(*visits, strict=True)
        )
        print(f"{name}: {milliseconds:.0f} ms of the server, {requests:.0f} requests,", end=" ")
        print(f"{megabytes:.1f} MB")


if __name__ == "__main__":
    main()

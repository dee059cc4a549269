"""Many at once: python -m tests.benchmarks.crowd

200 visitors, 30 at a time, ask for all that a browser asks for which was never here; beside them
the same of an empty Gradio app. Then a class of thirty enlarges a photograph, of whom every second
one leaves while they wait.
"""

from __future__ import annotations

import asyncio
import io
import os
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from PIL import Image
from playwright.sync_api import sync_playwright

from aedemo.places import PHOTOS
from aedemo.ui.process import PAUSE
from tests.benchmarks.refused import resident
from tests.benchmarks.start import EMPTY
from tests.browser.chromium import launch
from tests.conftest import ROOT, free_port, wait_for

VISITORS, TOGETHER, CONNECTIONS = 200, 30, 6
STUDENTS, SIDE = 30, 400  # pixels of a photograph's width
APPS = {
    "the site": (["app.py"], 'ae-draw [data-variant="vae-2d"] canvas:not(.empty)'),
    "an empty Gradio app": (["-c", EMPTY], "text=empty"),
}


def requests(url: str, last: str) -> list[str]:
    """The addresses that a browser asks for until ``last`` is there."""
    asked = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.on("request", lambda request: asked.append((request.method, request.url)))
        page.goto(url)
        page.locator(last).wait_for(timeout=60_000)
        browser.close()
    streams = ("heartbeat", "queue/data")
    return [
        address
        for method, address in asked
        if method == "GET" and address.startswith(url) and not any(s in address for s in streams)
    ]


async def visits(url: str, addresses: list[str]) -> tuple[Counter, list[float]]:
    """What was answered, by its status, and how long each visitor waited for all, in seconds."""
    answers: Counter = Counter()
    waits = []
    places = asyncio.Semaphore(TOGETHER)

    async def visit(number: int) -> None:
        limits = httpx.Limits(max_connections=CONNECTIONS + 1)
        async with places, httpx.AsyncClient(limits=limits, timeout=120) as client:
            began = time.perf_counter()
            alive = client.stream("GET", f"{url}/gradio_api/heartbeat/visitor{number}")
            async with alive:
                for answer in await asyncio.gather(
                    *map(client.get, addresses), return_exceptions=True
                ):
                    failed = isinstance(answer, BaseException)
                    answers[type(answer).__name__ if failed else answer.status_code] += 1
            waits.append(time.perf_counter() - began)

    await asyncio.gather(*map(visit, range(VISITORS)))
    return answers, waits


async def school(url: str) -> tuple[Counter, list[float]]:
    """What those who stay are answered, and how long they wait, in seconds."""
    photo = Image.open(PHOTOS / "coffee.png").convert("RGB")
    file = io.BytesIO()
    photo.resize((SIDE, SIDE * photo.height // photo.width)).save(file, "PNG")
    answers: Counter = Counter()
    waits = []

    async def enlarge(number: int) -> None:
        async with httpx.AsyncClient(base_url=url, timeout=300) as client:
            began = time.perf_counter()
            upload = {"files": (f"{number}.png", file.getvalue())}
            [path] = (await client.post("gradio_api/upload", files=upload)).json()
            data = [{"path": path, "meta": {"_type": "gradio.FileData"}}, 3]
            call = "gradio_api/call/super_resolve"
            event = (await client.post(call, json={"data": data})).json()["event_id"]
            async with client.stream("GET", f"{call}/{event}") as stream:
                if number % 2:
                    await asyncio.sleep(1)
                    return
                answer = (await stream.aread()).decode()
            answers["complete" if "event: complete" in answer else answer[:80]] += 1
            waits.append(time.perf_counter() - began)

    await asyncio.gather(*map(enlarge, range(STUDENTS)))
    return answers, waits


def told(waits: list[float]) -> str:
    return f"median {statistics.median(waits):.1f} s, most {max(waits):.1f} s"


def measure(name: str, words: list[str], last: str) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env={**os.environ, "GRADIO_SERVER_PORT": str(port), "TMPDIR": folder},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(url, process)
            addresses = requests(url, last)
            time.sleep(20)  # torch is imported after the port answers
            before = resident(process.pid)
            answers, waits = asyncio.run(visits(url, addresses))
            time.sleep(2 * PAUSE)
            after = resident(process.pid)
            print(f"{name}, {VISITORS} visitors, {len(addresses)} requests each: {dict(answers)};")
            print(f"  {told(waits)}; {before:.0f} MiB before, {after:.0f} MiB after")
            if words == ["app.py"]:
                answers, waits = asyncio.run(school(url))
                time.sleep(2 * PAUSE)
                print(f"{name}, {STUDENTS} enlarge, half of them leave: {dict(answers)};")
                print(f"  {told(waits)}; {resident(process.pid):.0f} MiB after")
                print(f"  {sum(1 for _ in Path(folder).rglob('*.png'))} pictures kept")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def main() -> None:
    for name, (words, last) in APPS.items():
        measure(name, words, last)


if __name__ == "__main__":
    main()

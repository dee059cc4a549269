"""What super-resolution takes in the page, on the site in Chromium (memory: on Linux).

    python -m tests.benchmarks.enlarging [--pictures 20] [--class 30]

How long after a picture is given its enlargement is shown, and how long after Stop the worker takes
on something else; how much memory the page's process has with the largest picture, and after so
many of them; and what a class of so many pages, each of which enlarges once, costs the server while
it does: processor time and requests.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from tests.benchmarks.lab import memory
from tests.benchmarks.visit import processor_seconds
from tests.browser.chromium import launch
from tests.conftest import ROOT, free_port, wait_for

SHOWN = "document.querySelector('ae-superres')?.one('.size')?.textContent.includes('→')"
# A picture of noise as a file, whose size is said.
NOISE = """() => {
globalThis.noise = async (width, height) => {
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(width, height);
  for (let at = 0; at < image.data.length; at++)
    image.data[at] = at % 4 === 3 ? 255 : (at * 2654435761) >>> 24;
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas.convertToBlob();
};
globalThis.enlarged = async (width, height) => {
  const element = document.querySelector("ae-superres");
  const file = await noise(width, height);
  const began = performance.now();
  await element.take(file, "noise.png");
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - began;
};
globalThis.stopped = async (width, height) => {
  const element = document.querySelector("ae-superres");
  const file = await noise(width, height);
  const small = await noise(8, 8);
  const bar = element.one("progress");
  element.take(file, "noise.png");
  while (!(bar.value > 0)) await new Promise(requestAnimationFrame);
  const began = performance.now();
  element.cancel();
  await element.enlarge(small, 2);
  return performance.now() - began;
};
}"""
LARGEST = (1414, 1414)  # of two megapixels, the most that may go in
LARGEST_RESULT = (1000, 1000)  # of sixteen megapixels, the most that may come out
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=int, default=20)
    parser.add_argument("--class", type=int, default=30, dest="pupils")
    options = parser.parse_args()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(url, process)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = opened(browser.new_context(), url)
            for name, size, factor in (("640×480", (640, 480), 3), ("500×500", (500, 500), 3)):
                setting(page, factor)
                times = [page.evaluate("size => enlarged(...size)", size) for _ in range(ROUNDS)]
                print(f"{name} ×{factor}: shown after {statistics.median(times):.0f} ms")
            setting(page, 2)
            times = [page.evaluate("size => stopped(...size)", LARGEST) for _ in range(ROUNDS)]
            print(f"stopped: the next answer after {max(times):.0f} ms at most")
            setting(page, 4)
            held = []
            for _ in range(options.pictures):
                page.evaluate("size => enlarged(...size)", LARGEST_RESULT)
                held.append(memory(browser, page))
            print(f"largest picture: {held[0]:.0f} MB, {held[-1]:.0f} MB after {len(held)}")
            page.close()
            a_class(browser, url, process.pid, options.pupils)
            browser.close()
    finally:
        process.terminate()
        process.wait()


def opened(context, url: str):
    """A page of the tab, in which the first picture is shown."""
    page = context.new_page()
    page.goto(f"{url}/?lang=en&tab=superres")
    page.wait_for_function(SHOWN)
    page.wait_for_load_state("load")
    page.evaluate(NOISE)
    return page


def setting(page, factor: int) -> None:
    page.evaluate(
        """async (factor) => {
          const element = document.querySelector("ae-superres");
          Object.assign(element, { factor, hide: false });
          await element.run();
        }""",
        factor,
    )


def a_class(browser, url: str, server: int, pupils: int) -> None:
    """Prints what it costs the server that all have their picture enlarged."""
    pages = [opened(browser.new_context(), url) for _ in range(pupils)]
    time.sleep(5)
    requests: list[str] = []
    for page in pages:
        page.on("request", lambda request: requests.append(request.url))
    before = processor_seconds(server), time.perf_counter()
    for page in pages:
        page.evaluate("enlarged(300, 200)")
    used, seconds = processor_seconds(server) - before[0], time.perf_counter() - before[1]
    idle = processor_seconds(server)
    time.sleep(seconds)
    idle = processor_seconds(server) - idle
    print(
        f"a class of {pupils}: {1000 * (used - idle):.0f} ms of the server's processor time beyond "
        f"an idle one's {1000 * idle:.0f} ms in {seconds:.0f} s, {len(requests)} requests"
    )


if __name__ == "__main__":
    main()

"""From a pointer move to the repainted pictures, in headless Chromium.

    python -m tests.benchmarks.stroke

For each move of a stroke: the computing time of the network in focus, and the time from the event
to the frame in which it, or all ten pictures, stand on the page.
"""

import os
import shutil
import statistics
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET
from tests.conftest import ROOT, free_port, wait_for

MEASURE = """async () => {
  const draw = document.querySelector("ae-draw");
  const pad = draw.shadowRoot.querySelector("ae-pad").shadowRoot.querySelector("canvas");
  const output = draw.shadowRoot.querySelector('[data-picture="output"] canvas');
  const cards = [...draw.shadowRoot.querySelectorAll(".family canvas")];
  const box = pad.getBoundingClientRect();
  const painted = new Map();
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...parts) {
    put.apply(this, parts);
    painted.set(this.canvas, performance.now());
  };
  const fire = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, isPrimary: true, button: 0, bubbles: true,
    clientX: box.left + x * box.width, clientY: box.top + y * box.height }));
  pad.setPointerCapture = () => {};
  const frame = () => new Promise(requestAnimationFrame);
  const times = { focus: [], family: [] };
  draw.shadowRoot.querySelector("ae-pad").clear();
  fire("pointerdown", 0.3, 0.2);
  for (let i = 0; i < 120; i++) {
    await frame();
    painted.clear();
    const began = performance.now();
    fire("pointermove", 0.5 + 0.3 * Math.sin(i / 9), 0.2 + 0.005 * i);
    while (![output, ...cards].every((canvas) => painted.has(canvas))) await frame();
    if (i < 20) continue; // the compiler is still warming up
    times.focus.push(painted.get(output) - began);
    times.family.push(Math.max(...cards.map((canvas) => painted.get(canvas))) - began);
  }
  return times;
}"""


def main() -> None:
    port = free_port()
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=QUIET
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"http://127.0.0.1:{port}/?lang=en")
            page.wait_for_selector("ae-draw")
            page.wait_for_function(
                """() => { const family = document.querySelector("ae-draw").shadowRoot
                     ?.querySelectorAll(".family canvas");
                   return family?.length && [...family].every(c => !c.matches(".empty")) }"""
            )
            times = page.evaluate(MEASURE)
            browser.close()
    finally:
        process.terminate()
        process.wait()
    for name, values in times.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{name:7} median {statistics.median(values):5.1f} ms   p95 {p95:5.1f} ms")


if __name__ == "__main__":
    main()

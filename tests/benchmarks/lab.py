"""What a training in the lab costs the page, from plain files in Chromium (memory: on Linux).

    python -m tests.benchmarks.lab [--runs 20] [QUERY …]

For each QUERY (what a link says of the lab): how long after Start the first picture has changed,
how long a whole run takes, how often the page's main thread was held for 50 ms or more meanwhile,
and how much memory the page's process has after the first run, and after so many.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from aedemo.static import export
from tests.browser.chromium import launch
from tests.browser.course import served

QUERIES = ["", "network=convolutional&epochs=3", "digits=8000&hidden=512,256&batch=32&epochs=3"]
READY = """() => {
  const lab = document.querySelector("ae-lab");
  return lab?.filled && !lab.one("[data-seen=filters]").hidden;
}"""
RUN = """async () => {
  const lab = document.querySelector("ae-lab");
  const picture = lab.one(".digits canvas + canvas");
  const before = picture.toDataURL();
  let long = 0;
  let longest = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) (long++, (longest = Math.max(longest, duration)));
  });
  watch.observe({ type: "longtask" });
  const began = performance.now();
  let first;
  const look = () => {
    if (picture.toDataURL() === before) requestAnimationFrame(look);
    else first = performance.now() - began;
  };
  look();
  await lab.train(100000);
  const all = performance.now() - began;
  watch.disconnect();
  return { first, all, long, longest };
}"""


def memory(browser: Browser, page: Page) -> float:
    """Megabytes of the processes of pages, once what is let go of is collected."""
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [each["id"] for each in processes if each["type"] == "renderer"]
    lines = "".join(Path(f"/proc/{each}/smaps_rollup").read_text() for each in pages).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("queries", nargs="*", metavar="QUERY", default=QUERIES)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        own = Path(folder) / "plain"
        export(own)
        browser = launch(playwright)
        with served(own) as address:
            for query in options.queries:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{address}/?lang=en&embed=1&tab=lab&{query}")
                page.wait_for_function(READY)
                page.wait_for_load_state("networkidle")
                held = []
                for _ in range(options.runs):
                    said = page.evaluate(RUN)
                    held.append(memory(browser, page))
                    if len(held) == 1:
                        print(
                            f"{query or 'as it starts'}: first picture {said['first']:.0f} ms, "
                            f"run {said['all'] / 1000:.1f} s, {said['long']} long tasks "
                            f"(longest {said['longest']:.0f} ms)",
                            flush=True,
                        )
                    page.evaluate("document.querySelector('ae-lab').reset()")
                    page.wait_for_function(READY)
                print(
                    f"  {held[0]:.0f} MB after the first run, {held[-1]:.0f} MB after {len(held)}"
                )
                page.close()
        browser.close()


if __name__ == "__main__":
    main()

"""What a move of the pointer costs the page: Draw and every other tab that answers in the page.

    python -m tests.benchmarks.stroke [--tabs draw map …] [--variants] [FOLDER …]

Each FOLDER holds plain files, as `python train.py static FOLDER` writes them, of an earlier commit
for instance; those of this one are measured after them. On each tab, or with --variants in the view
of each variant of The constraint, a digit is drawn, or the place on a map or the value of a slider
is dragged, in ninety moves, one a frame: computing time of the page's main thread per move, and how
often it was held for 50 ms or more on a processor four times slower.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from aedemo import facts
from aedemo.static import export
from tests.browser.actions import idle, loaded
from tests.browser.chromium import launch
from tests.browser.course import served

MOVES = 90
CONSTRAINED = [each for each in facts.read("variants")["variants"] if "constraint" in each]
HANDLES = ("ae-pad canvas", ".map canvas", ".surface", ".plot", "input[type=range]")
LONG_TASKS = """() => {
  window.long = 0;
  new PerformanceObserver((list) => (window.long += list.getEntries().length))
    .observe({ type: "longtask" });
}"""


def handle(page: Page, tab: str):
    """What is dragged on a tab: its pad, or else its map, its chart, its slider."""
    for each in HANDLES:
        found = page.locator(f"ae-{tab} {each}").first
        if found.count() and found.is_visible():
            return found
    raise LookupError(f"There is nothing to drag on {tab}: name it in HANDLES.")


def drag(page: Page, box: dict, moves: int) -> None:
    """To and fro, ever lower; without a pause between the moves, in which the hand would rest."""
    lines = moves // 15
    for i in range(lines):
        x, y = (0.8, 0.2)[i % 2], 0.2 + 0.6 * (i + 1) / lines
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=15)


def measure(page: Page, tab: str) -> tuple[float, int]:
    """Milliseconds of the main thread per move, and tasks of 50 ms or more in all moves, when the
    processor is four times slower."""
    surface = handle(page, tab)
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    assert box
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def stroke(moves: int) -> float:
        def spent() -> float:
            metrics = devtools.send("Performance.getMetrics")["metrics"]
            return next(each["value"] for each in metrics if each["name"] == "TaskDuration")

        idle(page)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 5)
        page.mouse.down()
        before = spent()
        drag(page, box, moves)
        after = spent()
        page.mouse.up()
        return 1000 * (after - before) / moves

    stroke(30)  # while the compiler is warming up
    each = stroke(MOVES)
    page.evaluate(LONG_TASKS)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    stroke(MOVES)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return each, page.evaluate("() => window.long")


def main() -> None:
    tabs = [tab["name"] for tab in facts.tabs()]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--tabs", nargs="+", choices=tabs, default=tabs)
    parser.add_argument(
        "--variants", action="store_true", help="of The constraint, in place of tabs"
    )
    asked = parser.parse_args()
    views = [(tab, "") for tab in asked.tabs]
    if asked.variants:
        views = [("constraint", f"variant={each['name']}") for each in CONSTRAINED]
    own = Path(tempfile.mkdtemp()) / "plain"
    export(own)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for tab, query in views:
            said = []
            for folder in [*asked.folders, own]:
                with served(folder) as address:
                    page = browser.new_page(viewport={"width": 1440, "height": 900})
                    page.goto(f"{address}/?lang=en&embed=1&tab={tab}&{query}")
                    page.locator(f"ae-{tab}").wait_for()
                    loaded(page)
                    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # all of it comes
                    loaded(page)
                    said.append("{:5.1f} ms, {:2} long tasks".format(*measure(page, tab)))
                    page.close()
            print(f"{tab:12}", f"{query:20}" if query else "", "   ".join(said), flush=True)
        browser.close()
    shutil.rmtree(own.parent)


if __name__ == "__main__":
    main()

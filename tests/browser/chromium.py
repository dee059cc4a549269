"""A real Chromium: Debian's headless shell where there is one, Playwright's own elsewhere.

It has no parts of a window, which take half the time of a visit.
"""

import shutil

from playwright.sync_api import Browser, Playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright) -> Browser:
    """The browser, which asks for nothing by itself."""
    path = shutil.which("chromium-headless-shell")
    return playwright.chromium.launch(executable_path=path, args=QUIET)

"""What a browser makes of odd pictures, beside the server.

    python -m tests.benchmarks.pictures --browser firefox-esr

The browser is any that is started with an address: one of Firefox, of Chromium, or of WebKitGTK
(MiniBrowser, under xvfb-run if there is no screen). It has a profile of its own for the trial.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.chromium import QUIET
from tests.pictures.table import odd_pictures
from tests.pictures.trial import trial, verdict

PATIENCE = 180  # seconds
# What Firefox else asks of the visitor, or of the network, when it is new.
FIREFOX = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("app.normandy.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""


def command(browser: str, profile: Path, preferences: list[str]) -> list[str]:
    """How a browser is started; ``preferences`` of Firefox as NAME=VALUE."""
    words = shlex.split(browser)
    if "firefox" in browser:
        own = "".join(
            f'user_pref("{name}", {value});\n'
            for name, value in (each.split("=", 1) for each in preferences)
        )
        (profile / "user.js").write_text(FIREFOX + own, encoding="utf-8")
        return [*words, "--headless", "--no-remote", "--profile", str(profile)]
    if "chrom" in browser:
        return [*words, *QUIET, "--headless", f"--user-data-dir={profile}"]
    return words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--browser", required=True, help="the command that starts it")
    parser.add_argument("--preference", action="append", default=[], help="of Firefox: NAME=VALUE")
    options = parser.parse_args()
    odd = odd_pictures()
    with trial(odd) as (address, told), TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = command(options.browser, Path(profile), options.preference)
        # A browser is several processes, which end together.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen([*words, address], start_new_session=True, **quiet)
        try:
            told.ended.wait(PATIENCE)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
    wrong = 0
    for each in odd:
        fault, came = verdict(each, told)
        wrong += bool(fault)
        print(f"{each.name:26} {came:34} {fault and f'WRONG: {fault}'}".rstrip())
    print(f"{len(odd) - wrong} of {len(odd)} as they should be, in {told.browser or 'no browser'}")


if __name__ == "__main__":
    main()

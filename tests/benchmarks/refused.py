"""What stays in memory of calls that are refused: python -m tests.benchmarks.refused [COUNT]

Each of COUNT calls (1,000 unless given) brings 10 MB that cannot be used; half of the callers do
not come for the answer.
"""

import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from aedemo.ui.process import PAUSE
from tests.conftest import start

SIZE = 10_000_000
LETTERS = "x" * SIZE
CALLS = [
    ("sample", [LETTERS, 1, 1]),
    ("reconstruct", [None, LETTERS]),
    ("reconstruct", [{"path": LETTERS}, "dense"]),
    ("super_resolve", [{"url": f"data:image/png;base64,{LETTERS}"}, 2]),
    ("denoise", [{"url": f"data:image/png;base64,{LETTERS}"}, "masking", 0.4, 3]),
    ("interpolate", [[LETTERS], {"x": LETTERS}, "vae", 3, "straight"]),
]


def resident(process: int) -> float:
    """MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def call(site: httpx.Client, name: str, data: list, ask: bool) -> None:
    response = site.post(f"gradio_api/call/{name}", json={"data": data})
    if ask and response.status_code == 200:
        site.get(f"gradio_api/call/{name}/{response.json()['event_id']}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with TemporaryDirectory() as folder:
        running = start(Path(folder))
        with httpx.Client(base_url=running["url"], timeout=60) as site:
            call(site, "sample", [1, 1, 1], ask=True)  # loads torch
            for name, data in CALLS:
                call(site, name, data, ask=True)
            before = resident(running["process"])
            for number in range(count):
                name, data = CALLS[number % len(CALLS)]
                call(site, name, data, ask=number % 2 == 0)
            time.sleep(2 * PAUSE)
            after = resident(running["process"])
        print(f"{before:.0f} MiB before, {after:.0f} MiB after {count} calls")
        os.kill(running["process"], signal.SIGTERM)


if __name__ == "__main__":
    main()

"""From start to the first HTTP 200, against an empty Gradio app, and to the first API answer.

    python -m tests.benchmarks.start

The two take turns; medians are compared.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from gradio_client import Client

from tests.conftest import ROOT, free_port

EMPTY = """
import gradio as gr
with gr.Blocks(analytics_enabled=False) as demo:
    gr.Markdown("empty")
demo.launch()
"""


def start(command: list[str], call_api: bool) -> tuple[float, float]:
    """Seconds to the first 200, and from there to the first answer of /sample."""
    port = free_port()
    environment = {
        **os.environ,
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_ANALYTICS_ENABLED": "False",
    }
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(url)
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)
        answered = time.perf_counter()
        if call_api:
            Client(url, verbose=False).predict(4, 1, 1, api_name="/sample")
        return answered - began, time.perf_counter() - answered
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    site, empty, api = [], [], []
    for _ in range(rounds):
        empty.append(start([sys.executable, "-c", EMPTY], False)[0])
        seconds, answer = start([sys.executable, str(Path("app.py"))], True)
        site.append(seconds)
        api.append(answer)
    site, empty, api = (statistics.median(times) for times in (site, empty, api))
    print(f"empty Gradio app, first 200: {empty:.2f} s")
    print(f"the site, first 200:         {site:.2f} s, {site / empty:.2f} times")
    print(f"then the first API answer:   {api:.2f} s")


if __name__ == "__main__":
    main()

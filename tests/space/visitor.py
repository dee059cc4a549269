"""Starts the site in the folder given first, by a command that starts with the other arguments,
has it answer, ends it, and prints what came of it as JSON; the site itself prints to stderr.

A script, since test_start.py runs it where there is no network.
"""

import json
import os
import subprocess
import sys
from io import BytesIO
from urllib.request import urlopen

from gradio_client import Client
from PIL import Image

from tests.conftest import free_port, wait_for


def visit(tree: str, words: list[str]) -> dict:
    port = free_port()
    process = subprocess.Popen(
        [*words, sys.executable, "app.py"],
        cwd=tree,
        env={**os.environ, "GRADIO_SERVER_PORT": str(port)},
        stdout=sys.stderr,
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process)
        client = Client(url, verbose=False, download_files=False)
        samples = client.predict(2, 1, 1, api_name="/sample")
        pictures = [Image.open(BytesIO(urlopen(each["image"]["url"]).read())) for each in samples]
        process.terminate()
        return {
            "sizes": [picture.size for picture in pictures],
            "status": process.wait(timeout=60),
            "alone": not _group_exists(process.pid),
        }
    finally:
        if _group_exists(process.pid):
            os.killpg(process.pid, 9)


def _group_exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    print(json.dumps(visit(sys.argv[1], sys.argv[2:])))

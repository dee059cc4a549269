"""Nothing that is uploaded is kept, nor what is made of it."""

import base64
from pathlib import Path

import httpx
import pytest

from aedemo.places import PHOTOS

PHOTO = PHOTOS / "rocket.png"


def upload(client):
    """The photograph as gradio_client sends it."""
    [path] = client.post("gradio_api/upload", files={"files": PHOTO.open("rb")}).json()
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


def inline(client):
    """The photograph inside the request, as a script may send it."""
    return {"url": f"data:image/png;base64,{base64.b64encode(PHOTO.read_bytes()).decode()}"}


def enlarge(page, send):
    """Calls the endpoint; the lines of its answer that name pictures."""
    functions = page.fns.items()
    [number] = [number for number, function in functions if function.name == "super_resolve"]
    with httpx.Client(base_url=page.local_url, timeout=60) as client:
        data = [send(client), 2]
        session = {"session_hash": "visitor"}
        client.post("gradio_api/queue/join", json={"data": data, "fn_index": number, **session})
        with client.stream("GET", "gradio_api/queue/data", params=session) as events:
            return [line for line in events.iter_lines() if ".png" in line]


def kept(folder: Path):
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("send", [upload, inline])
def test_nothing_of_a_visitor_is_left_after_cleaning_up(send, page, tmp_path):
    before = kept(tmp_path)
    assert enlarge(page, send)
    assert kept(tmp_path) > before
    page.close(verbose=False)
    left = {path.name for path in kept(tmp_path) - before}
    assert left == set()

"""Work for a caller who leaves ends."""

import base64
import io
import threading

import httpx
import numpy as np
import pytest
from PIL import Image

from aedemo.ui.enlarge import enlarge_picture

TILES = 16


@pytest.fixture
def work(monkeypatch):
    """Hears of each tile that is done, and of the end."""
    work = threading.Event(), threading.Event(), []
    begun, ended, tiles = work

    def heard(picture, factor, hide, on_tile):
        def tell(done, total):
            tiles.append((done, total))
            begun.set()
            on_tile(done, total)

        try:
            return enlarge_picture(picture, factor, hide, tell)
        finally:
            ended.set()

    monkeypatch.setattr("aedemo.ui.api.enlarge_picture", heard)
    monkeypatch.setattr("aedemo.ui.superres.enlarge_picture", heard)
    return work


def photo():
    file = io.BytesIO()
    side = 256 * int(TILES**0.5)
    Image.fromarray(np.zeros((side, side, 3), np.uint8)).save(file, "PNG")
    return {"url": f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"}


def as_script(client):
    """Asks as a script does; the stream of the answer."""
    call = "gradio_api/call/super_resolve"
    event = client.post(call, json={"data": [photo(), 2]}).json()["event_id"]
    return client.stream("GET", f"{call}/{event}")


def as_page(client, page):
    """Asks as the page does."""
    [number] = [number for number, function in page.fns.items() if function.name == "_run"]
    wanted = {"factor": 2, "hide": False, "method": "bicubic", "language": "en"}
    session = {"session_hash": "visitor"}
    join = {"data": [photo(), wanted], "fn_index": number, **session}
    client.post("gradio_api/queue/join", json=join)
    return client.stream("GET", "gradio_api/queue/data", params=session)


@pytest.mark.parametrize("who", ["script", "page"])
def test_work_ends_when_the_caller_leaves(who, work, page, capfd):
    begun, ended, tiles = work
    with httpx.Client(base_url=page.local_url, timeout=60) as client:
        stream = as_script(client) if who == "script" else as_page(client, page)
        with stream:
            assert begun.wait(60)
    assert ended.wait(60)
    assert 0 < len(tiles) < tiles[0][1]
    assert "Traceback" not in capfd.readouterr().err

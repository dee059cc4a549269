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
    return work


def photo():
    file = io.BytesIO()
    side = 256 * int(TILES**0.5)
    Image.fromarray(np.zeros((side, side, 3), np.uint8)).save(file, "PNG")
    return {"url": f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"}


def test_work_ends_when_the_caller_leaves(work, page, capfd):
    begun, ended, tiles = work
    call = "gradio_api/call/super_resolve"
    with httpx.Client(base_url=page.local_url, timeout=60) as client:
        event = client.post(call, json={"data": [photo(), 2]}).json()["event_id"]
        with client.stream("GET", f"{call}/{event}"):
            assert begun.wait(60)
    assert ended.wait(60)
    assert 0 < len(tiles) < tiles[0][1]
    assert "Traceback" not in capfd.readouterr().err

"""What requests pass before Gradio, with a server behind it that tells what it was sent."""

import asyncio
import functools
import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from aedemo import facts
from aedemo.ui import folder, guard
from aedemo.ui.errors import BadInput
from aedemo.ui.guard import CALL_LIMIT, HEADERS, HELD_LIMIT, UPLOAD_LIMIT, Guard, refusal
from aedemo.ui.site import build

CALL = "/gradio_api/call/sample"


@pytest.fixture(scope="module")
def site():
    return build()


@pytest.fixture(autouse=True)
def uploads(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))


@pytest.fixture
def inner(monkeypatch):
    """What the server behind does; it counts the bytes of each body that reaches it."""

    async def tell(request: Request):
        body = await request.body()
        query = str(request.query_params)
        return JSONResponse({"read": len(body), "headers": dict(request.headers), "query": query})

    async def refuse(request, error):
        return refusal(request.scope, error)

    every = [Route("/{path:path}", tell, methods=["GET", "POST"])]
    return Starlette(routes=every, exception_handlers={BadInput: refuse})


@pytest.fixture
def client(inner, site):
    return TestClient(Guard(inner, site))


def in_a_thread(test):
    """Runs an asynchronous test where no other loop runs: Playwright has one in this thread."""

    @functools.wraps(test)
    def run(**fixtures):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, test(**fixtures)).result()

    return run


def sentence(key, language="en", **values):
    return facts.texts()[key][language].format(**values)


def test_answers_have_the_headers_of_the_site_and_may_be_framed(client):
    for path in ("/", "/assets/x.js", CALL):
        answer = client.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "X-Frame-Options" not in answer.headers


def test_a_page_that_a_link_names_is_not_gradios(client):
    """It takes it for one of several that a site may have, and would fail."""
    said = client.get("/?lang=zh&page=2&tab=draw&page=x&p%61ge=y").json()["query"]
    assert said == "lang=zh&tab=draw"
    assert client.get("/config?page=2").json()["query"] == "page=2"


def test_layers_within_do_not_compress(client):
    answer = client.get("/", headers={"Accept-Encoding": "br, gzip"})
    assert "accept-encoding" not in answer.json()["headers"]


def test_call_reaches_the_site_as_it_was_sent(client):
    body = json.dumps({"data": [1, 1, 1]})
    answer = client.post(CALL, content=body)
    assert answer.json()["read"] == len(body)


@pytest.mark.parametrize(
    ("path", "limit"), [(CALL, CALL_LIMIT), ("/gradio_api/upload", UPLOAD_LIMIT), ("/x", 2**20)]
)
@pytest.mark.parametrize("declared", [True, False])
def test_bodies_are_bounded(path, limit, declared, client):
    def pieces():
        for _ in range(limit // 2**20 + 1):
            yield bytes(2**20)

    content = b"".join(pieces()) if declared else pieces()
    answer = client.post(path, content=content)
    assert answer.status_code == 413
    assert answer.json()["detail"] == sentence("bad_body", limit=limit // 2**20)


def test_bodies_of_all_calls_together_are_bounded(site, client, monkeypatch):
    def waiting(size):
        request = SimpleNamespace(scope={"aedemo.size": size})
        monkeypatch.setitem(
            site._queue.event_ids_to_events, "waiting", SimpleNamespace(request=request)
        )

    body = json.dumps({"data": [1, 1, 1]})
    waiting(HELD_LIMIT - len(body))
    assert client.post(CALL, content=body).status_code == 200
    waiting(HELD_LIMIT - len(body) + 1)
    answer = client.post(CALL, content=body)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json()["detail"] == sentence("bad_busy")


@in_a_thread
async def test_bodies_being_read_count(site, inner):
    """Those of callers who have declared much and send nothing."""
    guarded, begun = Guard(inner, site), asyncio.Event()
    headers = [(b"content-length", str(CALL_LIMIT).encode())]
    scope = {"type": "http", "method": "POST", "path": CALL, "headers": headers}

    async def receive():
        begun.set()
        await asyncio.Event().wait()

    async def send(message):
        pass

    silent = [asyncio.create_task(guarded({**scope}, receive, send)) for _ in range(2)]
    await begun.wait()
    transport = httpx.ASGITransport(guarded)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        answer = await client.post(CALL, content=bytes(CALL_LIMIT))
        assert answer.json()["detail"] == sentence("bad_busy")
        for task in silent:
            task.cancel()
        await asyncio.gather(*silent, return_exceptions=True)
        answer = await client.post(CALL, content=json.dumps({"data": [1, 1, 1]}))
        assert answer.status_code == 200


@in_a_thread
async def test_body_that_does_not_come_is_not_waited_for(site, inner, monkeypatch):
    monkeypatch.setattr(guard, "PATIENCE", 0)
    told = []

    async def receive():
        await asyncio.Event().wait()

    async def send(message):
        told.append(message)

    scope = {"type": "http", "method": "POST", "path": CALL, "headers": []}
    await Guard(inner, site)(scope, receive, send)
    assert told[0]["status"] == 408


@in_a_thread
async def test_open_requests_are_bounded(site, inner, monkeypatch):
    monkeypatch.setattr(guard, "OPEN_LIMIT", 2)
    begun, end = [], asyncio.Event()

    async def slow(request):
        begun.append(request)
        await end.wait()
        return PlainTextResponse("")

    guarded = Guard(Starlette(routes=[Route("/slow", slow)]), site)
    transport = httpx.ASGITransport(guarded)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        open_ones = [asyncio.create_task(client.get("/slow")) for _ in range(2)]
        while len(begun) < 2:
            await asyncio.sleep(0)
        assert (await client.get("/slow")).status_code == 503
        end.set()
        await asyncio.gather(*open_ones)
        assert (await client.get("/slow")).status_code == 200


def test_upload_needs_room_on_the_disk(client, monkeypatch):
    assert client.post("/gradio_api/upload", content=b"12").status_code == 200
    monkeypatch.setattr(folder, "SPARE", 2**62)
    answer = client.post("/gradio_api/upload", content=b"12")
    assert (answer.status_code, answer.json()["detail"]) == (507, sentence("bad_full"))


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/component_server",
        "/gradio_api/process_recording",
        "/gradio_api/stream/x",
        "/gradio_api/deep_link",
        "/gradio_api/vibe-edit/",
        "/gradio_api/proxy=https://example.org",
        "/gradio_api/run/sample",
        "/gradio_api/api/sample",
        "/gradio_api/call/paint",
        "/monitoring/summary",
        "/login",
    ],
)
def test_what_the_site_does_not_need_is_closed(path, client):
    answer = client.post(path, content=json.dumps({"data": [1, 1, 1]}))
    assert answer.status_code == 404
    assert "reconstruct, denoise, interpolate, sample, super_resolve" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b"null", b"\xff", b"[" * 10_000, b"{}", b'{"data": 1}']
    + [b'{"data": [], "fn_index": "x"}', b'{"data": [], "fn_index": true}']
    + [b'{"data": [], "session_hash": 7}', '{"data": [], "session_hash": "\ud7ff"}'.encode()]
    + [json.dumps({"data": [], "session_hash": "x" * 500}).encode()],
)
def test_what_is_no_call_is_said(body, client):
    answer = client.post(CALL, content=body)
    assert (answer.status_code, answer.json()["detail"]) == (400, sentence("bad_call"))


def test_sentence_is_in_the_language_of_the_browser(client):
    for accepted, language in [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,zh;q=0.5", "en"),
        ("de,zh-TW;q=0.3", "zh"),
        ("fr", "en"),
    ]:
        answer = client.post(CALL, content=b"{", headers={"Accept-Language": accepted})
        assert answer.json()["detail"] == sentence("bad_call", language)

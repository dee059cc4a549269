"""What every request passes before Gradio sees it, and every answer after.

Requests are bounded, one by one and in their sum; a call that Gradio could not read is answered
with a sentence; answers get the headers that keep a browser safe, and are compressed once, not for
every visitor anew.
"""

from __future__ import annotations

import asyncio
import re
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aedemo.ui import folder
from aedemo.ui.blocks import Site
from aedemo.ui.calls import check_call
from aedemo.ui.compression import Compressed, encoding
from aedemo.ui.errors import BadInput
from aedemo.ui.pictures import FILE_LIMIT
from aedemo.ui.texts import LANGUAGES, text

MEBIBYTE = 2**20
CALL_LIMIT = 28 * MEBIBYTE  # two pictures at the limit as data: URLs
UPLOAD_LIMIT = 2 * FILE_LIMIT  # above our own limit, so that a tab can say what is wrong
HELD_LIMIT = 64 * MEBIBYTE  # of all calls that are read, wait or run
OPEN_LIMIT = 900  # requests at a time; a page keeps one open
PATIENCE = 30  # seconds for the next piece of a body

CALL = re.compile(r"/gradio_api/(?:(?:call|run|api)/.*|queue/join)/?$")
UPLOAD = re.compile(r"/gradio_api/upload/?$")
# What Gradio can do beyond what the site needs: it keeps what it is sent, or fetches for others.
CLOSED = re.compile(
    r"/gradio_api/(?:component_server|process_recording|stream|deep_link|vibe|undo-vibe|proxy=|dev/)"
    r"|/(?:login|monitoring)(?:/|$)"
)
LASTING = re.compile(r"/(?:assets|static|gradio_api/aedemo)/")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",  # an address may hold a drawing
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
}
STATUS = {"bad_body": 413, "bad_slow": 408, "bad_busy": 503, "bad_full": 507, "bad_endpoint": 404}


class Guard:
    """The application around Gradio's ``app`` that serves ``site``."""

    def __init__(self, app: ASGIApp, site: Site):
        self._app, self._site = app, site
        self._open = 0
        self._reading = 0  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A page is one of several to Gradio, which fails where a link names one that there is not.
        if scope["path"] == "/":
            said = scope["query_string"].split(b"&")
            scope["query_string"] = b"&".join(
                each for each in said if not unquote_to_bytes(each).startswith(b"page=")
            )
        wanted = encoding(Headers(scope=scope).get("accept-encoding", ""))
        # The layers within compress for every request anew, and read this header by halves.
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        send = Compressed(_with_headers(send), wanted, bool(LASTING.match(scope["path"])))
        self._open += 1
        try:
            receive = await self._admit(scope, receive)
            await self._app(scope, receive, send)
        except BadInput as error:
            await refusal(scope, error)(scope, receive, send)
        finally:
            self._open -= 1

    async def _admit(self, scope: Scope, receive: Receive) -> Receive:
        """The request's ``receive`` once it may go on. Raises ``BadInput``."""
        path = scope["path"]
        if self._open > OPEN_LIMIT:
            raise BadInput("bad_busy")
        if CLOSED.search(path):
            raise BadInput("bad_endpoint", names=", ".join(self._site.endpoints()))
        if scope["method"] != "POST":
            return receive
        if UPLOAD.search(path):
            size = _declared(scope, UPLOAD_LIMIT)
            await asyncio.to_thread(folder.make_room, size)
            return _bounded(receive, UPLOAD_LIMIT)
        if CALL.search(path):
            body = await self._read(scope, receive)
            check_call(self._site, path, body)
            scope["aedemo.size"] = len(body)  # counts until the call is done
            return _replayed(body, receive)
        _declared(scope, MEBIBYTE)
        return _bounded(receive, MEBIBYTE)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body of a call."""
        expected = _declared(scope, CALL_LIMIT)
        if self._held() + self._reading + expected > HELD_LIMIT:
            raise BadInput("bad_busy")
        self._reading += expected
        try:
            receive = _bounded(receive, CALL_LIMIT)
            body = bytearray()
            more = True
            while more:
                message = await receive()
                body += message.get("body", b"")
                more = message.get("more_body", False)
            return bytes(body)
        finally:
            self._reading -= expected

    def _held(self) -> int:
        """The bytes of all calls that wait or run."""
        events = self._site._queue.event_ids_to_events.values()
        return sum(event.request.scope.get("aedemo.size", 0) for event in list(events))


def _with_headers(send: Send) -> Send:
    """The same with the headers that every answer has."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return answer


def _declared(scope: Scope, limit: int) -> int:
    """The size of a body as its header says, or all that it may be."""
    length = Headers(scope=scope).get("content-length", "")
    size = int(length) if length.isdecimal() and len(length) < 20 else limit
    if size > limit:
        raise BadInput("bad_body", limit=limit // MEBIBYTE)
    return size


def _bounded(receive: Receive, limit: int) -> Receive:
    """The same without bodies that are too large, or do not come."""
    size, over = 0, False

    async def bounded() -> Message:
        nonlocal size, over
        if over:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError:
            raise BadInput("bad_slow") from None
        size += len(message.get("body", b""))
        over = not message.get("more_body", False)
        if size > limit:
            raise BadInput("bad_body", limit=limit // MEBIBYTE)
        return message

    return bounded


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives the body once, and then what comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


def refusal(scope: Scope, error: BadInput) -> JSONResponse:
    """A sentence in the language that the browser asks for, in the form of FastAPI's own."""
    status = STATUS.get(error.key, 400)
    headers = {"Retry-After": "5"} if status == 503 else {}
    language = _language(Headers(scope=scope).get("accept-language", ""))
    detail = text(error.key, language, **error.values)
    return JSONResponse({"detail": detail}, status, headers)


def _language(accepted: str) -> str:
    """The first of our languages that the header of that name lists."""
    asked = (part.strip().lower() for part in accepted.split(","))
    return next((code for tag in asked for code in LANGUAGES if tag.startswith(code)), LANGUAGES[0])

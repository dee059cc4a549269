"""Compressed answers, for those who take them: what lasts is compressed once, however many ask."""

from __future__ import annotations

import asyncio
import gzip
from functools import lru_cache

import brotli
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

LEAST = 400  # bytes that are worth it
MOST = 8 * 2**20  # bytes of one answer that are held back for it
KINDS = {"text/html", "text/css", "text/javascript", "text/plain", "application/javascript"}
KINDS |= {"application/json", "application/manifest+json", "image/svg+xml"}


def encoding(accepted: str) -> str | None:
    """The best that a header Accept-Encoding allows: br, gzip or None (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0
        weights[name] = weight
    known = {name: weights.get(name, weights.get("*", 0)) for name in ("br", "gzip")}
    best = max(known, key=lambda name: known[name])
    return best if known[best] > 0 else None


def compress(content: bytes, name: str) -> bytes:
    """The content in the encoding ``name``, br or gzip."""
    return brotli.compress(content, quality=5) if name == "br" else gzip.compress(content, 6)


class Compressed:
    """A ``send`` that compresses what it passes on, if it is text and whole.

    ``wanted``: br, gzip or None; ``lasting``: whether the content is that of a file of the site, of
    which there are so many and no more, and is kept compressed.
    """

    def __init__(self, send: Send, wanted: str | None, lasting: bool):
        self._send, self._wanted = send, wanted
        self._compress = _compress_once if lasting else compress
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if not self._suits(message["status"], headers):
                await self._send(message)
                return
            headers.add_vary_header("Accept-Encoding")
            if self._wanted is None:
                await self._send(message)
                return
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    def _suits(self, status: int, headers: MutableHeaders) -> bool:
        """Streams have no length, and what is compressed already has an encoding."""
        kind = headers.get("content-type", "").partition(";")[0]
        length = headers.get("content-length", "")
        return (
            status == 200
            and kind in KINDS
            and "content-encoding" not in headers
            and length.isdecimal()
            and LEAST <= int(length) <= MOST
        )

    async def _finish(self, start: Message) -> None:
        assert self._wanted
        content = bytes(self._body)
        body = await asyncio.to_thread(self._compress, content, self._wanted)
        headers = MutableHeaders(raw=start["headers"])
        if content:  # an answer to HEAD has none, and keeps the length of the whole
            headers["content-encoding"] = self._wanted
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body if content else b""})


_compress_once = lru_cache(maxsize=None)(compress)

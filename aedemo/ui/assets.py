"""What the page fetches beside Gradio's own files: elements, weights, the test digits.

Everything lies below an address that holds a fingerprint of all the files, so a browser may keep
them for ever, and a new release is a new address. Other pages that use the elements find them
below an address that stays. All is read once, when the site starts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, get_route_path
from starlette.types import Receive, Scope, Send

from aedemo import course
from aedemo.pack import packed
from aedemo.places import DATA, FACTS, WEB, WEIGHTS

FOLDERS = {"web": WEB, "facts": FACTS, "data": DATA, "weights": WEIGHTS}
PREFIX = "/gradio_api/aedemo"
# What is served, by the end of its name. Not as the operating system has it: there any program may
# have changed what a browser then refuses.
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".gift": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".gz": "application/octet-stream",
    ".wasm": "application/wasm",
    ".safetensors": "application/octet-stream",
}


@dataclass(frozen=True)
class File:
    """A file as it is; ``tag`` tells its contents."""

    content: bytes
    type: str
    tag: str

    @classmethod
    def of(cls, name: str, content: bytes) -> File:
        return cls(content, TYPES[Path(name).suffix], hashlib.sha256(content).hexdigest())


def read() -> dict[str, File]:
    """All files that are served, by their address below that of all; modules as they are packed."""
    contents = {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, folder in FOLDERS.items()
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES
    }
    contents |= packed(contents) | course.files()
    return {name: File.of(name, content) for name, content in contents.items()}


class _Shared:
    """Serves files to any page."""

    def __init__(self, files: dict[str, File], cache: str):
        self._files = files
        self._headers = {"Cache-Control": cache, "Access-Control-Allow-Origin": "*"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        file = self._files.get(get_route_path(request.scope).removeprefix("/"))
        if file is None:
            return Response(status_code=404)
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        headers = {**self._headers, "ETag": f'W/"{file.tag}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        headers["Content-Type"] = file.type
        return Response(file.content, headers=headers)


def fingerprint(files: dict[str, File]) -> str:
    """Changes whenever a served file does."""
    digest = hashlib.sha256()
    for address, file in files.items():
        digest.update(f"{address} {file.tag}\n".encode())
    return digest.hexdigest()[:12]


def address(files: dict[str, File]) -> str:
    """The path all files lie below; Gradio's server-side rendering passes this prefix through."""
    return f"{PREFIX}/{fingerprint(files)}"


def routes(base: str, files: dict[str, File]) -> list[Mount]:
    """The routes that serve the files below ``base``, and below the address that stays."""
    caches = {base: "public, max-age=31536000, immutable", f"{PREFIX}/current": "no-cache"}
    return [Mount(path, _Shared(files, cache)) for path, cache in caches.items()]

"""What the page fetches beside Gradio's own files: elements, weights, the test digits.

Everything lies below an address that holds a fingerprint of all the files, so a browser may keep
them for ever, and a new release is a new address. Other pages that use the elements find them
below an address that stays.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from aedemo.hub import WEIGHTS
from aedemo.ui.texts import PACKAGE

FOLDERS = {"web": PACKAGE / "web", "data": PACKAGE / "data", "weights": WEIGHTS}
PREFIX = "/gradio_api/aedemo"
SERVED = {".js", ".css", ".json", ".gz", ".safetensors", ".png"}


def fingerprint() -> str:
    """Changes whenever a served file does."""
    digest = hashlib.sha256()
    for name, folder in FOLDERS.items():
        for path in sorted(folder.rglob("*")):
            if path.suffix in SERVED:
                digest.update(f"{name}/{path.relative_to(folder)}".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class _Shared(StaticFiles):
    """Static files of known types that any page may use."""

    def __init__(self, directory: Path, cache: str):
        super().__init__(directory=directory, check_dir=False)
        self._headers = {"Cache-Control": cache, "Access-Control-Allow-Origin": "*"}

    async def get_response(self, path: str, scope) -> Response:
        if Path(path).suffix not in SERVED:
            return Response(status_code=404)
        response = await super().get_response(path, scope)
        response.headers.update(self._headers)
        return response


def address() -> str:
    """The path all files lie below; Gradio's server-side rendering passes this prefix through."""
    return f"{PREFIX}/{fingerprint()}"


def routes(base: str) -> list[Mount]:
    """The routes that serve the files below ``base``, and below the address that stays."""
    caches = {base: "public, max-age=31536000, immutable", f"{PREFIX}/current": "no-cache"}
    return [
        Mount(f"{path}/{name}", _Shared(folder, cache))
        for path, cache in caches.items()
        for name, folder in FOLDERS.items()
    ]

"""What the page fetches beside Gradio's own files: elements, weights, the test digits.

Everything lies below an address that holds a fingerprint of all the files, so a browser may keep
them for ever, and a new release is a new address.
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


class _Kept(StaticFiles):
    """Static files of known types that a browser need not ask for again."""

    async def get_response(self, path: str, scope) -> Response:
        if Path(path).suffix not in SERVED:
            return Response(status_code=404)
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def address() -> str:
    """The path all files lie below; Gradio's server-side rendering passes this prefix through."""
    return f"/gradio_api/aedemo/{fingerprint()}"


def routes(base: str) -> list[Mount]:
    """The routes that serve the files below ``base``."""
    return [
        Mount(f"{base}/{name}", _Kept(directory=path, check_dir=False))
        for name, path in FOLDERS.items()
    ]

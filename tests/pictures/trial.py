"""A browser's trial with the odd pictures: the page that opens them, and what it makes of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import parse_qs, urlsplit

import numpy as np

from aedemo.places import PACKAGE
from aedemo.ui.errors import BadInput
from aedemo.ui.pictures import open_picture
from tests.browser.course import Quiet, served
from tests.pictures.table import Odd

PAGE = """<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script type="module">
  import { causes } from "./web/files/failures.js";
  import { openPicture } from "./web/files/pictures/open.js";
  const tell = (what, body) =>
    fetch("told?" + new URLSearchParams(what), { method: "POST", body });
  for (const [name, type] of await (await fetch("odd.json")).json()) {
    try {
      const file = await (await fetch(`odd/${name}`)).arrayBuffer();
      const { width, height, data } = await openPicture(new Blob([file], { type }));
      await tell({ name, width, height }, data);
    } catch (error) {
      const [{ kind, values }] = causes(error);
      await tell({ name, kind }, JSON.stringify(values));
    }
  }
  await tell({ end: navigator.userAgent });
</script>"""


@dataclass
class Told:
    """What the browser has told: its name, pictures (H, W, 4), kinds of failures."""

    browser: str = ""
    pictures: dict[str, np.ndarray] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    ended: Event = field(default_factory=Event)


@contextmanager
def trial(odd: list[Odd]) -> Iterator[tuple[str, Told]]:
    """The address of the page, and what is told as soon as a browser opens it."""
    told = Told()

    class Listening(Quiet):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            _hear(told, {k: v for k, [v] in parse_qs(urlsplit(self.path).query).items()}, body)
            self.send_response(204)
            self.end_headers()

    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "odd").mkdir()
        for part in ("web", "facts"):
            (folder / part).symlink_to(PACKAGE / part)
        for each in odd:
            (folder / "odd" / each.name).write_bytes(each.content)
        names = [[each.name, each.type] for each in odd]
        (folder / "odd.json").write_text(json.dumps(names), encoding="utf-8")
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
        with served(folder, Listening) as address:
            yield f"{address}/", told


def _hear(told: Told, what: dict[str, str], body: bytes) -> None:
    if "end" in what:
        told.browser = what["end"]
        told.ended.set()
    elif "kind" in what:
        told.failures[what["name"]] = what["kind"]
    else:
        size = int(what["height"]), int(what["width"]), 4
        told.pictures[what["name"]] = np.frombuffer(body, np.uint8).reshape(size)


def verdict(odd: Odd, told: Told) -> tuple[str, str]:
    """What is wrong ("" if nothing is), and what came."""
    if odd.name in told.failures:
        kind = told.failures[odd.name]
        return ("" if kind == odd.refused else f"expected {odd.refused or 'a picture'}"), kind
    picture = told.pictures.get(odd.name)
    if picture is None:
        return "nothing was told", ""
    came = f"{picture.shape[1]}×{picture.shape[0]}"
    if odd.refused:
        return f"expected {odd.refused}", came
    try:
        expected = open_picture(odd.like or odd.content).astype(int)
    except BadInput as error:
        return f"the server says: {error}", came
    grey = expected.ndim == 2
    if expected.shape[:2] != picture.shape[:2]:
        return f"expected {expected.shape[1]}×{expected.shape[0]}", came
    if (picture[..., 3] != 255).any():
        return "not opaque", came
    if grey and (picture[..., :1] != picture[..., :3]).any():
        return "grey has become coloured", came
    difference = np.abs(picture[..., :3] - (expected[..., None] if grey else expected)).max()
    wrong = f"at most {odd.within} were expected" if difference > odd.within else ""
    return wrong, f"{came}, {difference} levels off at most"

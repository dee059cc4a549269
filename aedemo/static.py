"""The site without a server, for any web host.

A folder of plain files: the in-page elements, the weights, the test digits, some photographs, and a
page with all tabs.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from aedemo import course, facts
from aedemo.failures import Failure
from aedemo.files import parse_json, read, unzip, write
from aedemo.lesson import file_of, rendered
from aedemo.models.registry import variants
from aedemo.pack import packed
from aedemo.page import first, plain
from aedemo.places import DATA, FACTS, PACKAGE, PHOTOS, ROOT, WEB, WEIGHTS
from aedemo.stored import FILES, PCA

DIGITS = ("gallery.json", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "README.md")
FETCHED = {".json", ".safetensors", ".gz"}  # from the folder of weights
# Of which the Hub makes a static Space.
ABOUT = """---
title: aedemo
emoji: ✏️
colorFrom: yellow
colorTo: red
sdk: static
app_file: index.html
license: mit
---

Autoencoders, hands on: plain files that any web host can serve. The test digits are MNIST's
(LeCun, Cortes, Burges; CC BY-SA 3.0), see data/README.md; the rest is under the MIT licence.
"""


def _that_is(parse: Callable[[bytes], object]) -> Callable[[bytes], bytes]:
    """Gives back what can be parsed."""

    def checked(content: bytes) -> bytes:
        parse(content)
        return content

    return checked


WHOLE = {".json": _that_is(parse_json), ".gz": _that_is(unzip)}


LANGUAGES = [each["code"] for each in facts.read("languages")]
TAUGHT = [tab["name"] for tab in facts.tabs()]


def lessons() -> dict[str, bytes]:
    """The lessons of the tabs, a file for each, in all languages."""
    return {
        f"lessons/{tab}.json": json.dumps(
            {language: rendered(tab, language) for language in LANGUAGES},
            ensure_ascii=False,
        ).encode()
        for tab in TAUGHT
    }


def export(folder: Path, weights: Path = WEIGHTS) -> list[int]:
    """Writes the site into ``folder``; returns the sizes of the files in bytes.

    Raises ``Failure`` if the folder holds anything, for weights that are missing, and where nothing
    can be written; then nothing is left in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Failure(f"{folder} is not an empty folder. Name a new one, or empty it.")
    sources = {
        "LICENSE": ROOT / "LICENSE",
    }
    for part in (WEB, FACTS):
        for path in sorted(part.rglob("*")):
            if path.suffix in {".js", ".css", ".json", ".png", ".wasm"}:
                sources[path.relative_to(PACKAGE).as_posix()] = path
    sources |= {
        path.relative_to(PACKAGE).as_posix(): path for path in sorted(WEB.glob("vendor/*/LICENSE"))
    }
    sources |= {f"data/{name}": DATA / name for name in DIGITS}
    names = facts.settings("superres")["photo"]["values"]
    sources |= {f"data/photos/{name}.png": PHOTOS / f"{name}.png" for name in names}
    for network in [*variants(), PCA]:
        sources |= {f"weights/{network}/{name}": weights / network / name for name in FILES}
    for path in sorted(weights.glob("*/*")):
        if path.suffix in FETCHED:
            sources[f"weights/{path.relative_to(weights)}"] = path
    written = [file_of(tab, language) for tab in TAUGHT for language in LANGUAGES]
    missing = [str(path) for path in [*sources.values(), *written] if not path.is_file()]
    if missing:
        raise Failure(
            f"There is no {', no '.join(missing)}. Restore it; python train.py NAME trains weights."
        )
    contents = {
        name: read(source, WHOLE.get(source.suffix, bytes), "Restore it.")
        for name, source in sources.items()
    }
    contents |= packed(contents)
    contents |= lessons() | course.files()
    contents["index.html"] = plain(**first()).encode()
    contents["README.md"] = ABOUT.encode()
    try:
        for name, content in contents.items():
            write(folder / name, content)
    except BaseException:  # also a Ctrl-C: half a site would not be told from a whole one
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]

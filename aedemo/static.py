"""The site without a server, for any web host.

A folder of plain files: the in-page elements, the weights of the digit networks, the test digits,
and a page with all tabs but Super-resolve, which needs the server.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from aedemo.models.registry import digit_variants
from aedemo.places import DATA, FACTS, PACKAGE, ROOT, WEB, WEIGHTS
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


def export(folder: Path, weights: Path = WEIGHTS) -> list[int]:
    """Writes the site into ``folder``; returns the sizes of the files in bytes.

    Raises ``FileExistsError`` if the folder holds anything, ``FileNotFoundError`` for weights
    that are missing.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty. Name a new folder.")
    sources = {
        "index.html": WEB / "index.html",
        "LICENSE": ROOT / "LICENSE",
    }
    for part in (WEB, FACTS):
        for path in sorted(part.rglob("*")):
            if path.suffix in {".js", ".css", ".json"}:
                sources[path.relative_to(PACKAGE).as_posix()] = path
    sources |= {f"data/{name}": DATA / name for name in DIGITS}
    for network in [*digit_variants(), PCA]:
        sources |= {f"weights/{network}/{name}": weights / network / name for name in FILES}
    for path in sorted(weights.glob("*/*")):
        if path.suffix in FETCHED and not path.parent.name.startswith("superres"):
            sources[f"weights/{path.relative_to(weights)}"] = path
    missing = [str(source) for source in sources.values() if not source.is_file()]
    if missing:
        raise FileNotFoundError(f"There is no {', no '.join(missing)}.")
    for name, source in sources.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (folder / "README.md").write_text(ABOUT, encoding="utf-8")
    _preload(folder / "index.html", [name for name in sources if name.endswith(".js")])
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]


def _preload(page: Path, modules: list[str]) -> None:
    """Has the page ask for all modules at once, not one after the other as each is found in the
    last."""
    links = "".join(f'<link rel="modulepreload" href="{module}">\n' for module in modules)
    text = page.read_text(encoding="utf-8").replace("</head>", f"{links}</head>")
    page.write_text(text, encoding="utf-8")

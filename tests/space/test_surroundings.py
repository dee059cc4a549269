"""The site on computers that are set up in unusual ways, or were left in them."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from aedemo import facts
from aedemo.places import FACTS, LESSONS, WEIGHTS
from aedemo.push.repository import space_repository
from tests.conftest import ROOT, start

# A registry of Windows in which another program has changed what files are.
SPOILED = """
import mimetypes
mimetypes.init()
for ending in (".js", ".mjs", ".json"):
    mimetypes.add_type("text/plain", ending)
mimetypes.add_type("application/x-css", ".css")
"""
NOWHERE = {
    **{name: "http://127.0.0.1:9" for name in ("http_proxy", "HTTP_PROXY", "https_proxy")},
    **{name: "socks5://127.0.0.1:9" for name in ("all_proxy", "ALL_PROXY")},
    "no_proxy": "example.org",
}


@pytest.fixture
def begin(tmp_path, monkeypatch):
    """Starts the site with a temporary folder of its own, in these surroundings; all are ended."""
    (tmp_path / "sitecustomize.py").write_text(SPOILED)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    running = []
    monkeypatch.delenv("GRADIO_TEMP_DIR", raising=False)

    def begin():
        paths = {"PYTHONPATH": f"{tmp_path}:{ROOT}", "TMPDIR": str(scratch)}
        running.append(start(None, **NOWHERE, **paths))
        return running[-1]["url"], running[-1]["process"], scratch

    yield begin
    for each in running:
        with contextlib.suppress(ProcessLookupError):
            os.kill(each["process"], signal.SIGTERM)


def test_neither_proxies_nor_a_spoiled_registry_nor_a_killed_process_are_in_the_way(begin):
    url, first, scratch = begin()
    with httpx.Client(base_url=url, trust_env=False) as site:
        page = site.get("/").text
        assets = sorted({word for word in page.split('"') if word.startswith("./assets/")})
        kinds = {
            Path(address).suffix: site.get(address).headers["Content-Type"].partition(";")[0]
            for address in [*assets, "gradio_api/aedemo/current/web/main.js"]
        }
    assert kinds[".js"] in ("text/javascript", "application/javascript")
    assert kinds[".css"] == "text/css"
    os.kill(first, signal.SIGKILL)
    left = {*scratch.glob("aedemo-*")}
    assert left
    begin()
    assert not left & {*scratch.glob("aedemo-*")} and len([*scratch.glob("aedemo-*")]) == 1


@pytest.fixture
def tree(tmp_path):
    """The site as it is published."""
    tree = tmp_path / "site"
    for path, content in space_repository("me/aedemo", ROOT, WEIGHTS).files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(content)
    return tree


@pytest.mark.parametrize(
    ("path", "damage", "sentence"),
    [
        (FACTS / "texts" / "errors.json", b'{"a":', "errors.json is damaged: "),
        (LESSONS / "en" / "draw.md", None, "draw.md is missing. Restore it"),
    ],
    ids=["damaged", "missing"],
)
def test_file_that_the_site_is_built_of_is_named_when_it_is_lost(path, damage, sentence, tree):
    lost = tree / path.relative_to(ROOT)
    lost.unlink()
    if damage:
        lost.write_bytes(damage)
    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=tree, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("aedemo: ") and sentence in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("path", sorted(FACTS.rglob("*.json")), ids=lambda path: path.stem)
def test_each_fact_that_python_reads_is_named_when_it_is_lost(path, tmp_path, monkeypatch):
    shutil.copytree(FACTS, tmp_path / "facts")
    monkeypatch.setattr(facts, "FACTS", tmp_path / "facts")
    (tmp_path / "facts" / path.relative_to(FACTS)).unlink()
    for each in (facts.read, facts.texts):
        each.cache_clear()
    with pytest.raises(FileNotFoundError) as caught:
        facts.texts()
        for each in FACTS.rglob("*.json"):
            facts.read(each.relative_to(FACTS).with_suffix("").as_posix())
    assert caught.value.filename.endswith(path.name)
    for each in (facts.read, facts.texts):
        each.cache_clear()

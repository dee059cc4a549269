"""What CONTRIBUTING says of a new variant and a new tab, done on a copy: it works, and touches few
files."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.course import served
from tests.browser.pictures import pixels, wait_until_painted
from tests.conftest import ROOT

BLOCK = re.compile(r"^`([^`]+)`(?: → `(\w+)`)?\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("aedemo", "weights", "train.py", "LICENSE", "README.md")


def recipe(title: str) -> list[tuple[str, str, str]]:
    """The blocks of a section: a file, the list in it that gets an entry or nothing, and what is
    written."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    return BLOCK.findall(section)


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.pyi")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


def follow(folder: Path, blocks: list[tuple[str, str, str]]) -> set[str]:
    """Writes all blocks; the files that are touched, one for each kind: a text that stands in a
    file for each language counts once."""
    for name, entries, content in blocks:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if entries:
            known = json.loads(path.read_text(encoding="utf-8"))
            known[entries].append(json.loads(content))
            content = json.dumps(known, ensure_ascii=False, indent=1)
        path.write_text(content, encoding="utf-8")
    return {re.sub("/(en|zh)/", "/LANGUAGE/", name) for name, _, _ in blocks}


def run(folder: Path, *words: str) -> str:
    """What a Python process says that was started in the copy."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def opened(browser, copy, tmp_path):
    """opened(query) → (page, errors) of the copy as a folder of plain files."""
    contexts = []

    def open_page(query: str):
        if not contexts:
            run(copy, "train.py", "static", str(tmp_path / "out"))
        contexts.append(browser.new_context())
        page, errors = contexts[-1].new_page(), []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/?{query}")
        return page, errors

    with served(tmp_path / "out") as address:
        yield open_page
        for context in contexts:
            context.close()


def test_a_variant_takes_its_file_and_its_entry(copy, opened, mnist):
    blocks = recipe("Add a variant")
    assert len(follow(copy, blocks)) <= 3, "its file, its entry, its texts"
    run(copy, "train.py", "shrinking", "--epochs", "1", "--data", str(mnist))
    loaded = "from aedemo import load_model as l; print(l('shrinking').encoder[1].out_features)"
    assert run(copy, "-c", loaded).split() == ["32"]
    page, errors = opened("lang=zh&tab=draw&variant=shrinking&digit=t3")
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    assert page.locator("ae-draw .focus").inner_text() == "网络：缩短"
    for tab in ("interpolate&variant=shrinking", "compare&shown=shrinking", "search", "labels"):
        page, more = opened(f"lang=en&tab={tab}")
        page.locator(f"ae-{tab.split('&')[0]} ae-pad").first.wait_for()
        expect(page.locator(f"ae-{tab.split('&')[0]} .status:visible")).to_have_count(0)
        errors += more
    assert errors == []


def test_a_tab_takes_its_element_style_entry_texts_and_lessons(copy, opened):
    blocks = recipe("Add a tab")
    assert len(follow(copy, blocks)) <= 5, "element, style, entry, texts, lessons"
    built = run(copy, "-c", "from aedemo.ui.site import build; print(build().get_config_file())")
    assert "<ae-negative address controls>" in built and "黑白颠倒" in built
    page, errors = opened("lang=zh&tab=negative&strength=0.5&digit=t3")
    wait_until_painted(page, "ae-negative .beside canvas")
    shown = pixels(page, "ae-negative .beside canvas")
    assert {int(shown.max()), int(shown.min())} <= {127, 128, 0}
    slider = page.locator("ae-negative").get_by_role("slider", name="强度")
    assert slider.input_value() == "0.5"
    slider.press("End")
    page.wait_for_function("document.querySelector('ae-negative').strength === 1")
    tab = page.get_by_role("tab", name="负片", exact=True)
    assert tab.get_attribute("aria-selected") == "true"
    assert errors == []

"""Both languages are complete, and every text that is asked for exists."""

import ast
import re
from string import Formatter

import pytest

from aedemo.models.registry import digit_variants
from aedemo.places import PACKAGE
from aedemo.ui.site import GROUPS, TABS, build
from aedemo.ui.texts import LANGUAGES, Labels, both, text, texts

ALL_TABS = [*TABS, *(tab for group in GROUPS.values() for tab in group)]
SCRIPTS = sorted((PACKAGE / "web").glob("*.js"))
MODULES = sorted((PACKAGE / "ui").rglob("*.py"))
KEY = r'"([a-z][\w-]*)"'
ATTRIBUTE = rf"data-(?:text|name)={KEY}"
CALL = r"\b(?:this\.text|text|both)\(([^(){}`]*)"  # up to the values
HELPERS = [
    rf'\bpicture\("[\w-]+", {KEY}',
    rf'\bstrip\("\w+", {KEY}',
    rf'\bsheet\("\w+", {KEY}, {KEY}',
]


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def calls(module, *names):
    """The calls of some functions in a module, as syntax."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in names:
            yield node


@pytest.mark.parametrize("key", texts())
def test_text_says_the_same_in_both_languages(key):
    versions = texts()[key]
    assert list(versions) == list(LANGUAGES) == ["en", "zh"]
    assert all(version.strip() for version in versions.values())
    assert placeholders(versions["en"]) == placeholders(versions["zh"])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_texts_of_the_page_exist(script):
    source = script.read_text(encoding="utf-8")
    keys = set(re.findall(ATTRIBUTE, source))
    for arguments in re.findall(CALL, source):
        keys.update(re.findall(KEY, arguments))
    for helper in HELPERS:
        for match in re.finditer(helper, source):
            keys.update(match.groups())
    assert keys <= set(texts())
    assert keys or "this.text" not in source


@pytest.mark.parametrize("name", [*digit_variants(), "pca-32"])
def test_every_network_on_the_page_has_a_name(name):
    assert f"variant_{name}" in texts()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_texts_of_the_server_exist_and_get_their_values(module):
    for call in calls(module, "text", "both", "BadInput"):
        key = call.args[0]
        if isinstance(key, ast.Constant):
            assert key.value in texts(), ast.unparse(call)
        if call.func.id == "BadInput":
            given = {keyword.arg for keyword in call.keywords}
            assert given == placeholders(texts()[key.value]["en"]), ast.unparse(call)


def test_whole_site_is_built_with_texts_that_exist():
    """Every label, in both languages: a missing one raises KeyError."""
    assert len(build().blocks) > 50


def test_labels_are_resolved_in_both_languages():
    labels = Labels()
    component = labels(object(), label="seed", choices=[("nearest", 1), ("bicubic", 2)])
    assert labels.components == [component]
    assert labels.updates("en") == [
        {"__type__": "update", "label": "Seed", "choices": [["Nearest", 1], ["Bicubic", 2]]}
    ]
    assert labels.updates("zh") == [
        {"__type__": "update", "label": "随机种子", "choices": [["最近邻", 1], ["双三次", 2]]}
    ]


def test_text_is_filled_in_and_escaped():
    assert text("error", "en", error="0.1") == "error 0.1"
    assert both("seed") == (
        '<span class="only-en" lang="en">Seed</span><span class="only-zh" lang="zh">随机种子</span>'
    )


@pytest.mark.parametrize("tab", ALL_TABS)
def test_lesson_has_the_same_parts_in_both_languages(tab):
    parts = {"headings": r"^#+ \S", "items": r"^(?:\d+\.|-) \S", "formulas": r"^\$\$.+\$\$$"}
    counts = []
    for language in LANGUAGES:
        lesson = (PACKAGE / "lessons" / language / f"{tab}.md").read_text(encoding="utf-8")
        counts.append({name: len(re.findall(part, lesson, re.M)) for name, part in parts.items()})
        assert lesson.count("$") % 2 == 0
        assert lesson.count("$$") == 2 * counts[-1]["formulas"]
    assert counts[0] == counts[1]
    assert counts[0]["headings"] >= 2 and counts[0]["items"] >= 3 and counts[0]["formulas"] >= 1


def test_no_lesson_is_left_without_a_tab():
    for language in LANGUAGES:
        lessons = (PACKAGE / "lessons" / language).iterdir()
        assert sorted(path.name for path in lessons) == sorted(f"{tab}.md" for tab in ALL_TABS)

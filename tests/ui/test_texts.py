"""Both languages are complete, every text that is asked for exists, and none is left over."""

import ast
import re
from itertools import pairwise
from string import Formatter

import pytest
from markdown_it import MarkdownIt

from aedemo import facts
from aedemo.lesson import markdown
from aedemo.models.registry import digit_variants
from aedemo.places import FACTS, PACKAGE
from aedemo.ui.site import build
from aedemo.ui.texts import LANGUAGES, Labels, both, text

TEXTS = facts.texts()
TABS = facts.tabs()
FILES = sorted(path.stem for path in (FACTS / "texts").iterdir())
WEB = PACKAGE / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
MODULES = sorted((PACKAGE / "ui").rglob("*.py"))
KEY = r'"([a-z][\w-]*)"'
ATTRIBUTE = rf"data-(?:text|name)={KEY}"
CALL = r"\b(?:this\.text|text|both)\(([^(){}`]*)"  # up to the values
HELPERS = [
    rf'\bpicture\("[\w-]+", {KEY}',
    rf'\bstrip\("\w+", {KEY}',
    rf'\bsheet\("\w+", {KEY}, {KEY}',
]
OWN = r'/facts/texts/([\w-]+)\.json"'  # the texts that a script brings
# The names of tabs and groups, of networks and of what stands beside them.
NAMES = {
    **{f"tab_{tab['name']}": tab["label"] for tab in TABS},
    **{f"tab_{name}": label for name, label in facts.read("tabs")["groups"].items()},
    **{
        f"variant_{each['name']}": each["label"]
        for kind in ("variants", "simple")
        for each in facts.read("variants")[kind]
    },
}
COMMON = {*NAMES}.union(*(facts.read(f"texts/{name}") for name in ("site", "shared", "failures")))


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def calls(module, *names):
    """The calls of some functions in a module, as syntax."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in names:
            yield node


def own_texts(folder):
    """The texts that the scripts of a folder bring, each of which may ask for them."""
    sources = (path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    return {
        key
        for source in sources
        for name in re.findall(OWN, source)
        for key in facts.read(f"texts/{name}")
    }


def test_no_key_stands_for_two_texts():
    keys = [key for name in FILES for key in facts.read(f"texts/{name}")] + list(NAMES)
    assert len(keys) == len(set(keys))


def test_texts_say_the_same_in_both_languages():
    for key, versions in {**TEXTS, **NAMES}.items():
        assert list(versions) == list(LANGUAGES) == ["en", "zh"], key
        assert all(version.strip() for version in versions.values()), key
        assert placeholders(versions["en"]) == placeholders(versions["zh"]), key


def test_texts_of_the_page_exist():
    """Among those that each script has: its folder's and the common ones."""
    own = {folder: own_texts(folder) for folder in {script.parent for script in SCRIPTS}}
    for script in SCRIPTS:
        source = script.read_text(encoding="utf-8")
        keys = set(re.findall(ATTRIBUTE, source))
        for arguments in re.findall(CALL, source):
            keys.update(re.findall(KEY, arguments))
        for helper in HELPERS:
            for match in re.finditer(helper, source):
                keys.update(match.groups())
        assert keys <= own[script.parent] | COMMON, script.relative_to(WEB)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab["name"])
def test_texts_of_settings_exist(tab):
    known = {*facts.read(f"texts/{tab['name']}"), *COMMON}
    parts = [tab["settings"], *tab.get("parts", {}).values()]
    for name, setting in [each for settings in parts for each in settings.items()]:
        if "label" not in setting:
            continue
        assert setting["label"] in known, name
        if setting["kind"] == "choice":
            values = {
                "digit-variants-and-yours": [*digit_variants(), "yours"],
                "family": [*digit_variants(), "pca-32"],
                "label_counts": facts.read("constants")["label_counts"],
            }.get(str(setting["values"]), setting["values"])
            if isinstance(values, str):
                continue  # a list of variants, which all have names
            assert {f"{setting['texts']}{value}" for value in values} <= known, name
    assert {action["label"] for action in tab.get("actions", {}).values()} <= known


def test_no_text_is_left_over():
    """Each is named somewhere, or made of a part that is: `noise_` + value, `${name}_here`."""
    places = [
        *SCRIPTS,
        *MODULES,
        PACKAGE / "lesson.py",
        PACKAGE / "page.py",
        PACKAGE / "masthead.py",
        WEB / "index.html",
        *FACTS.glob("*.json"),
    ]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in places)
    named = set(re.findall(r"[\"'`]([\w-]+)[\"'`]", sources))
    made = re.findall(r"[\"'`]([a-z_]*)(?:\$?\{[^{}]*\})([a-z_]*)[\"'`]", sources)
    made += [(prefix, "") for prefix in re.findall(r'"texts": "(\w+)"', sources)]
    made = [f"{re.escape(before)}.+{re.escape(after)}" for before, after in made if before or after]
    left = [key for key in TEXTS if key not in named and not re.fullmatch("|".join(made), key)]
    assert left == []


@pytest.mark.parametrize("name", [*digit_variants(), "pca-32"])
def test_every_network_on_the_page_has_a_name(name):
    assert f"variant_{name}" in NAMES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_texts_of_the_server_exist_and_get_their_values(module):
    for call in calls(module, "text", "both", "BadInput"):
        key = call.args[0]
        if isinstance(key, ast.Constant):
            assert key.value in TEXTS, ast.unparse(call)
        if call.func.id == "BadInput":
            given = {keyword.arg for keyword in call.keywords}
            assert given == placeholders(TEXTS[key.value]["en"]), ast.unparse(call)


def test_whole_site_is_built_with_texts_that_exist():
    """Every label, in both languages: a missing one raises KeyError."""
    assert len(build().blocks) > 50


def test_labels_are_resolved_in_both_languages():
    labels = Labels()
    component = labels(object(), label="seed", placeholder={"en": "Digit", "zh": "数字"})
    assert labels.components == [component]
    assert labels.updates("en") == [{"__type__": "update", "label": "Seed", "placeholder": "Digit"}]
    assert labels.updates("zh") == [
        {"__type__": "update", "label": "随机种子", "placeholder": "数字"}
    ]


def test_text_is_filled_in_and_escaped():
    assert text("failed_too_small", "en", least=8).endswith("8×8 pixels.")
    assert both("seed") == (
        '<span class="only-en" lang="en">Seed</span><span class="only-zh" lang="zh">随机种子</span>'
    )
    assert "&lt;" in both({"en": "a < b", "zh": "a < b"})


EXERCISE = re.compile(r"^\d\. \[[^\]]+\]\(\?(\S+?)\) .+\n\n   > .+$", re.MULTILINE)
PARTS = {
    "headings": r"^### \S",
    "layers": r"^#### \S",
    "items": r"^(?:\d\.|-) \S",
    "links": r"\]\((\?[^)]+)\)",
    "formulas": r"^\$\$.+\$\$$",
}


@pytest.mark.parametrize("tab", [tab["name"] for tab in TABS if tab["name"] != "course"])
def test_lesson_has_the_same_layers_in_both_languages(tab):
    """First what the tab shows, then exercises with their answers, the rest is folded."""
    found = []
    for language in LANGUAGES:
        lesson = (PACKAGE / "lessons" / language / f"{tab}.md").read_text(encoding="utf-8")
        found.append({name: re.findall(part, lesson, re.M) for name, part in PARTS.items()})
        assert lesson.count("$") % 2 == 0
        assert lesson.count("$$") == 2 * len(found[-1]["formulas"])
        assert len(re.findall(r"[.。]\**(?: |$|(?=[^\d\s]))", lesson.split("\n\n")[1])) in (2, 3)
        exercises, *rest = re.split(r"^#### ", lesson.split("\n\n", 3)[-1], flags=re.M)
        assert 2 <= len(EXERCISE.findall(exercises)) <= 4
        assert len(EXERCISE.findall(exercises)) == len(re.findall(r"^\d\. ", lesson, re.M))
        assert not re.search(r"\$\$", exercises) and len(rest) == len(found[-1]["layers"])
    assert found[0]["links"] == found[1]["links"]
    counts = [{name: len(each) for name, each in parts.items()} for parts in found]
    assert counts[0] == counts[1]
    assert counts[0]["headings"] == 2 and counts[0]["layers"] >= 2 and counts[0]["formulas"] >= 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", [tab["name"] for tab in TABS])
def test_no_star_of_a_lesson_is_left_to_be_read(tab, language):
    """Between Chinese characters and brackets stars are no emphasis."""
    lesson = re.sub(r"\$\$.*?\$\$|\$[^$]*\$", "", markdown(tab, language))
    assert "*" not in MarkdownIt().render(lesson)


def test_lesson_folds_answers_and_layers_and_leads_on():
    lesson = markdown("draw", "zh")
    exercises = len(EXERCISE.findall((PACKAGE / "lessons/zh/draw.md").read_text(encoding="utf-8")))
    assert lesson.count("<summary>您应该看到什么</summary>") == exercises
    assert lesson.count("<details") == lesson.count("</details>") == exercises + 2
    assert not re.search(r"^ *>|^####", lesson, re.M)
    assert 'href="?lang=zh&amp;tab=draw&amp;variant=dense&amp;digit=t1"' in lesson
    for tab, following in pairwise(TABS):
        last = markdown(tab["name"], "en").splitlines()[-1]
        assert f'href="?lang=en&amp;tab={following["name"]}"' in last
        assert f">Next: {following['label']['en']} →<" in last
    assert markdown(TABS[-1]["name"], "en").endswith("</details>")


def test_no_lesson_is_left_without_a_tab():
    for language in LANGUAGES:
        lessons = (PACKAGE / "lessons" / language).glob("*.md")
        assert sorted(path.name for path in lessons) == sorted(f"{tab['name']}.md" for tab in TABS)

"""The rooms of the web folder: who may import whom, and what each must not know."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from aedemo.facts import tabs
from tests.conftest import ROOT

WEB = ROOT / "aedemo" / "web"
FACTS = ROOT / "aedemo" / "facts"

# The rooms from the ground up. A module imports from its own room and from those on the floors
# below. Those at the top of the folder are what pages load: they know all, and nobody knows them.
FLOORS = [
    {"files", "maths"},
    {"engine"},
    {"data"},
    {"state"},
    {"elements"},
    {"parts", "charts"},
    {"tabs"},
]
PURE = {"files", "maths", "engine", "data", "state"}
DOM = """
    document window navigator location history screen HTMLElement SVGElement Element Node canvas
    customElements querySelector querySelectorAll addEventListener innerHTML matchMedia
    requestAnimationFrame requestIdleCallback localStorage sessionStorage getComputedStyle
    CSSStyleSheet ResizeObserver IntersectionObserver
"""
PLACES = "files/places.js"  # alone knows where weights and data lie
MOST_AT_TOP = 10
MOST_LINES = 300
VENDOR = "vendor"  # holds what others wrote, as they wrote it
NOT_OURS = {".git", ".venv", "node_modules", "build", "dist", VENDOR}

COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*|\s//[^\n]*", re.DOTALL | re.MULTILINE)
STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
IMPORT = re.compile(r"^(?:import|export)\b(?:[^;\"']*\bfrom)? \"(\.[^\"]+)\"", re.MULTILINE)
TEMPLATE = re.compile(r"[\w-]*(?:\$\{[^{}]*\}[\w-]*)+")
DYNAMIC = re.compile(r"\bimport\([`\"](\.[^`\"]+)[`\"]\)")

MODULES = sorted(
    path.relative_to(WEB).as_posix()
    for path in WEB.rglob("*.js")
    if not path.is_relative_to(WEB / VENDOR)
)


@cache
def code(module: str) -> str:
    """The source of a module without its comments."""
    return COMMENT.sub("", (WEB / module).read_text(encoding="utf-8"))


def room(module: str) -> str:
    """The room that a module is in, or "" of one at the top of the folder."""
    return module.split("/")[0] if "/" in module else ""


@cache
def imports(module: str) -> list[Path]:
    """The files that a module imports, also those it asks for when it runs."""
    found = IMPORT.findall(code(module))
    for pattern in DYNAMIC.findall(code(module)):
        tabs = [path.name for path in (WEB / "tabs").iterdir()] if "${tab}" in pattern else [""]
        found += [pattern.replace("${tab}", tab) for tab in tabs]
    return [((WEB / module).parent / path).resolve() for path in found]


def known(module: str) -> list[str]:
    """The modules that a module imports."""
    return [path.relative_to(WEB).as_posix() for path in imports(module) if path.suffix == ".js"]


def wrong(judge, modules=MODULES) -> dict[str, list]:
    """By the names of modules what `judge` finds wrong with them, where it finds anything."""
    return {module: found for module in modules if (found := judge(module))}


def test_every_room_is_on_a_floor():
    rooms = {path.name for path in WEB.iterdir() if path.is_dir()}
    assert rooms == {VENDOR}.union(*FLOORS), (
        "a room of aedemo/web that no floor has, or none there is"
    )


def test_what_is_imported_is_there():
    missing = wrong(lambda module: [str(path) for path in imports(module) if not path.is_file()])
    assert not missing, f"imports of files that are not there: {missing}"


def test_what_others_wrote_is_asked_for_where_it_lies_and_has_its_licence():
    asked = [
        ((WEB / module).parent / path).resolve()
        for module in MODULES
        for path in re.findall(
            rf'new URL\("([./]+{VENDOR}/[^"]+)", import\.meta\.url\)', code(module)
        )
    ]
    folders = {path.parent for path in asked if path.is_file()}
    assert asked and folders == {path for path in (WEB / VENDOR).iterdir()}
    assert all((folder / "LICENSE").is_file() for folder in folders)


def test_imports_go_downwards():
    def upwards(module: str) -> list[str]:
        floor = next(at for at, rooms in enumerate(FLOORS) if room(module) in rooms)
        allowed = {room(module)}.union(*FLOORS[:floor])
        return [other for other in known(module) if room(other) not in allowed]

    found = wrong(upwards, [module for module in MODULES if room(module)])
    assert not found, f"imports that do not go downwards: {found}"


def test_imports_do_not_go_in_circles():
    done: set[str] = set()

    def visit(module: str, way: list[str]) -> None:
        assert module not in way, f"a circle of imports: {' → '.join([*way, module])}"
        if module not in done:
            for other in known(module):
                visit(other, [*way, module])
        done.add(module)

    for module in MODULES:
        visit(module, [])


def test_tabs_do_not_know_each_other():
    def others(module: str) -> list[str]:
        own = module.rsplit("/", 1)[0]
        return [
            other for other in known(module) if room(other) == "tabs" and not other.startswith(own)
        ]

    found = wrong(others, [module for module in MODULES if room(module) == "tabs"])
    assert not found, f"imports from another tab: {found}"


def test_pure_rooms_know_no_document():
    def words(module: str) -> list[str]:
        return sorted(set(re.findall(r"\w+", STRING.sub("", code(module)))) & set(DOM.split()))

    found = wrong(words, [module for module in MODULES if room(module) in PURE])
    assert not found, f"words of the page in rooms that know none: {found}"


def test_few_files_at_the_top():
    files = sorted(path.name for path in WEB.iterdir() if path.is_file())
    assert len(files) <= MOST_AT_TOP, f"more than {MOST_AT_TOP} files in aedemo/web: {files}"


def test_one_module_knows_where_weights_and_data_lie():
    def addresses(module: str) -> list[str]:
        strings = STRING.findall(DYNAMIC.sub("", IMPORT.sub("", code(module))))
        return [each for each in strings if re.search(r"[\"'`/](weights|data)/", each)]

    found = wrong(addresses, [module for module in MODULES if module != PLACES])
    assert not found, f"addresses that only {PLACES} should make: {found}"
    assert addresses(PLACES), f"{PLACES} makes none, or they look otherwise than this test thinks"


@cache
def facts(name: str):
    """The content of a file of facts."""
    return json.loads((FACTS / name).read_text(encoding="utf-8"))


@cache
def common() -> set[str]:
    """The keys of texts that every element can say: state/texts.js puts them together."""
    variants, tabs = facts("variants.json"), facts("tabs.json")
    names = [*tabs["groups"], *(tab["name"] for tab in tabs["tabs"])]
    labelled = [*variants["variants"], *variants["simple"]]
    labels = {f"variant_{each['name']}" for each in labelled} | {f"tab_{name}" for name in names}
    files = ("site", "shared", "failures")
    return labels.union(*(facts(f"texts/{name}.json") for name in files))


def reachable(module: str) -> set[str]:
    """The keys that a module can say: in a tab also those of the texts its folder imports."""
    if room(module) != "tabs":
        return common()
    folder = module.rsplit("/", 1)[0]
    paths = {path for each in MODULES if each.startswith(f"{folder}/") for path in imports(each)}
    return common().union(
        *(facts(f"texts/{path.name}") for path in paths if path.parent.name == "texts")
    )


def keys(text: str) -> set[str]:
    """The keys of texts that stand in a source as they are."""
    found = re.findall(r"\bdata-(?:text|name)=[\"']([\w-]+)[\"']", text)
    found += re.findall(r"\bdataset\.(?:text|name) = \"([\w-]+)\"", text)
    for first in re.findall(r"\btext\(([^(),]*)[,)]", text):
        found += re.findall(r"(?<!== )\"([\w-]+)\"", first)
    return set(found)


def test_texts_are_there():
    missing = wrong(lambda module: sorted(keys(code(module)) - reachable(module)))
    page = keys((WEB / "index.html").read_text(encoding="utf-8")) - common()
    assert not missing and not page, f"texts that no file has: {missing}, index.html: {page}"


def templates(source: str) -> list[str]:
    """Patterns of the keys that a source puts together, such as ``labels_${kind}``."""
    found = (re.split(r"\$\{[^{}]*\}", each) for each in TEMPLATE.findall(source))
    return [".+".join(parts) for parts in found if any("_" in part for part in parts)]


def test_no_text_is_left_over():
    package = ROOT / "aedemo"
    paths = [
        package / "lesson.py",
        package / "page.py",
        package / "masthead.py",
        *package.glob("ui/**/*.py"),
        *FACTS.glob("*.json"),
        WEB / "index.html",
    ]
    sources = [*map(code, MODULES), *(path.read_text(encoding="utf-8") for path in paths)]
    said = {word for source in sources for word in re.findall(r"[\"'`]([\w-]+)[\"'`]", source)}
    settings = [each for tab in tabs() for each in tab["settings"].values()]
    made = [f"{each['texts']}.+" for each in settings if "texts" in each]
    made += [pattern for source in sources for pattern in templates(source)]

    def unused(path: Path) -> list[str]:
        keys = set(facts(f"texts/{path.name}")) - said
        return sorted(key for key in keys if not re.fullmatch("|".join(made), key))

    paths = sorted(FACTS.glob("texts/*.json"))
    left = {path.name: found for path in paths if (found := unused(path))}
    assert not left, f"texts that nobody says: {left}"


def test_no_file_is_long():
    long = {}
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_dir() and not path.is_symlink() and path.name not in NOT_OURS:
                folders.append(path)
            elif path.suffix in {".py", ".js", ".css"}:
                lines = len(path.read_text(encoding="utf-8").splitlines())
                if lines > MOST_LINES:
                    long[str(path.relative_to(ROOT))] = lines
    assert not long, f"more than {MOST_LINES} lines: {long}"

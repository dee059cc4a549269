"""The rooms of the house: imports run one way, and no module stands in a circle."""

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

from aedemo import facts
from aedemo.places import PACKAGE
from tests.conftest import ROOT

GROUND = ["facts", "places", "failures", "files"]
MODELS = ["models", "lab", "data", *GROUND]
TOOLS = ["measures", "figures", "hub", "stored", *MODELS]

# Room → the rooms, or modules, that it may import from beside itself. A module that stands in the
# package itself is a room of its own.
MAY_IMPORT = {
    "places": [],
    "failures": [],
    "files": ["failures"],
    "console": ["failures"],
    "facts": ["places"],
    "masthead": ["facts"],
    "page": ["masthead", "facts", "places"],
    "terms": ["facts"],
    "lesson": ["facts", "failures", "places", "terms"],
    "light": ["lesson", "failures", "places"],
    "gift": [],
    "course": ["lesson", "light", "gift", "facts", "failures", "places", "terms"],
    "pack": ["failures"],
    "lab": ["facts", "failures"],
    "data": GROUND,
    "models": ["lab", "data", *GROUND],
    "measures": MODELS,
    "figures": MODELS,
    "stored": MODELS,
    "hub": ["stored", *MODELS],
    "training": TOOLS,
    "evaluation": ["training.loop", *TOOLS],
    "push": TOOLS,
    "static": ["course", "lesson", "pack", "page", *TOOLS],
    "commands": ["training", "evaluation", "push", "static", "console", *TOOLS],
    "ui": ["course", "lesson", "measures", "hub", "pack", "page", "masthead", *MODELS],
    "train": ["commands", "console"],
    "app": ["ui", "console"],
}
REGISTRY = "models.registry"  # imports the module of a variant by its name
VARIANTS = [f"models.{each['module']}" for each in facts.read("variants")["variants"]]


def name_of(path):
    """The dotted name of a module, without that of the package."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
del MODULES[""]  # the package says what it offers; nothing within it asks it
MODULES |= {name: ROOT / f"{name}.py" for name in ("train", "app")}


def imports(name, path):
    """The modules of the package that one imports anywhere in it, inside functions too."""
    found = {*VARIANTS, "models.one_class", "models.laboratory"} if name == REGISTRY else set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            asked = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            asked = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for dotted in asked:
            if dotted.startswith("aedemo."):
                inner = dotted.removeprefix("aedemo.")
                found.add(inner if inner in MODULES else inner.rpartition(".")[0])
    return found - {name}


GRAPH = {name: imports(name, path) for name, path in MODULES.items()}


def within(name, room):
    return name == room or name.startswith(f"{room}.")


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_one_way(name):
    room = name.split(".")[0]
    allowed = [room, *MAY_IMPORT[room]]
    wrong = [other for other in GRAPH[name] if not any(within(other, each) for each in allowed)]
    assert not wrong, f"{name} imports {', '.join(wrong)}"


def test_no_module_stands_in_a_circle():
    try:
        TopologicalSorter(GRAPH).prepare()
    except CycleError as error:
        pytest.fail(" ← ".join(error.args[1]))


def modules_with(word):
    return [name for name, path in MODULES.items() if word in path.read_text(encoding="utf-8")]


def test_only_the_registry_imports_by_name():
    assert modules_with("import_module") == [REGISTRY]


def test_one_module_knows_where_files_lie():
    """The others know what lies beside them at most: the templates of what is measured, and the
    candidates of what is chosen."""
    names = ("card", "enlargers", "figure", "report", "words")
    templates = {"training.choice", *(f"evaluation.{name}" for name in names)}
    assert {*modules_with("__file__")} == {"places", *templates}
    assert {*modules_with("Path(__file__).with_name(")} == templates


def test_every_room_is_known():
    assert {name.split(".")[0] for name in MODULES} == set(MAY_IMPORT)


def test_no_file_grows_beyond_300_lines():
    lines = {
        name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()
    }
    assert not {name: count for name, count in lines.items() if count > 300}

"""The packed modules are the modules: nothing of one is lost, and every one can be packed."""

import json
import re
import subprocess

import pytest

from aedemo.failures import Failure
from aedemo.pack import PACK, packed
from aedemo.places import PACKAGE
from tests.test_web_house import PURE

SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_bytes()
    for room in ("web", "facts")
    for path in sorted((PACKAGE / room).rglob("*"))
    if path.suffix in {".js", ".css", ".json"}
}
# The modules, {name: text}, that are none.
CHECK = """
import { SourceTextModule } from "node:vm";
import { text } from "node:stream/consumers";
const wrong = [];
for (const [name, source] of Object.entries(JSON.parse(await text(process.stdin)))) {
  try {
    new SourceTextModule(source);
  } catch (error) {
    wrong.push(`${name}: ${error}`);
  }
}
console.log(JSON.stringify(wrong));
"""
# What each module exports, functions by their source.
COMPARE = """
const told = async (folder, name) => {
  const module = await import(`${folder}/${name}`);
  const say = (value) => typeof value === "function" ? String(value) : JSON.stringify(value);
  const all = Object.keys(module).sort().map((key) => [key, say(module[key])]);
  return JSON.stringify(all).replaceAll(folder, "");
};
const [ours, theirs, names] = JSON.parse(process.argv[1]);
const differ = [];
for (const name of names)
  if (await told(ours, name) !== await told(theirs, name)) differ.push(name);
console.log(JSON.stringify(differ));
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The files as they are served, in a folder."""
    folder = tmp_path_factory.mktemp("packed")
    for name, content in {**SOURCES, **packed(SOURCES)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def node(*words, **options):
    return subprocess.run(["node", *map(str, words)], capture_output=True, text=True, **options)


def test_a_packed_module_exports_what_it_did(tree):
    names = [name for name in SOURCES if name.endswith(".js") and name.split("/")[1] in PURE]
    given = json.dumps([str(PACKAGE), str(tree), names])
    result = node("--input-type=module", "-e", COMPARE, given)
    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_what_is_packed_is_whole_and_asks_for_packs_alone(tree):
    changed = packed(SOURCES)
    given = json.dumps({name: content.decode() for name, content in changed.items()})
    words = ("--experimental-vm-modules", "--no-warnings", "--input-type=module", "-e", CHECK)
    result = node(*words, input=given)
    assert (result.stdout, result.stderr) == ("[]\n", "")
    for content in changed.values():
        asked = re.findall(rb'^import .*"(.+)"', content, re.MULTILINE)
        assert len(asked) <= 2 and b"import.meta" not in content.replace(b"import.meta.url", b"")
    tabs = [name for name in changed if re.fullmatch(r"web/tabs/(\w+)/\1\.js", name)]
    assert len(tabs) == len(list((PACKAGE / "web" / "tabs").iterdir()))
    assert not any(
        f"tabs/{name}".encode() in changed[PACK] for name in ("map/map.js", "draw/draw.js")
    )


@pytest.mark.parametrize(
    "line",
    ['export * from "./a.js";', "export default 1;", "const a = await b();", "export let a;"],
)
def test_what_cannot_be_packed_stops_the_start_with_a_sentence(line):
    module = "web/elements/pace.js"
    with pytest.raises(Failure, match=re.escape(f"aedemo/{module} says “{line}”")):
        packed({**SOURCES, module: f"{line}\n".encode()})

"""The modules of the page in few files, since over a slow line it is requests that cost.

What two pages or tabs share becomes one file, ``web/pack.js``; a page or tab that knows more
brings that in its own. Every module keeps its address; of those that define elements or are
shared there is one, however it is asked for. Only how modules name each other is rewritten.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

from aedemo.failures import Failure

PACK = "web/pack.js"
TEXT = {".js", ".css", ".json"}
# What pages load, and what brings a tab.
ENTRY = re.compile(r"web/(?:\w+|tabs/(\w+)/\1)\.js")
IMPORT = re.compile(
    r'^import(?: ([^;"]*?) from)? "(\.[^"]+)"(?: with \{ type: "json" \})?;\n', re.MULTILINE
)
EXPORT = re.compile(
    r"^export ((?:async )?function\*?|class|const) (\w+|[\[{][\w,: ]+[\]}])", re.MULTILINE
)
LIST = re.compile(r"^export \{([^}]*)\};\n", re.MULTILINE)
SHEET = re.compile(r'new URL\("([\w-]+\.css)", import\.meta\.url\)')
# In a line that begins without a blank; what is within braces is nothing to us.
UNKNOWN = re.compile(r"^(?:import|export|await)\b.*|^(?:const|let) .*= await\b.*", re.MULTILINE)
BASE = "import.meta.url"
RUNTIME = """// The modules that pages and tabs share, put together by aedemo/pack.py.
const makers = {};
const made = new Map();
export const at = (file) => new URL(file, import.meta.url).href;
export const add = (more) => void Object.assign(makers, more);
export function need(file) {
  if (!made.has(file)) made.set(file, makers[file]());
  return made.get(file);
}
"""


def packed(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """What of the ``contents`` of files, by address, has to be served otherwise, and beside them.

    Raises ``Failure`` for a module that is written in a way unknown here.
    """
    files = {
        name: content.decode()
        for name, content in contents.items()
        if PurePosixPath(name).suffix in TEXT and name.startswith(("web/", "facts/"))
    }
    return {name: text.encode() for name, text in _packed(files).items()}


def _packed(files: Mapping[str, str]) -> dict[str, str]:
    entries = [name for name in files if ENTRY.fullmatch(name)]
    reached = {entry: _reached(entry, files) for entry in entries}
    users = Counter(name for names in reached.values() for name in names)
    shared = sorted(name for name, count in users.items() if count > 1)
    if not shared:
        return {}
    result = {PACK: RUNTIME + _makers(shared, files)}
    for name in shared:
        if name.endswith(".js"):
            result[name] = _stub(name, files, PACK)
    for entry in entries:
        own = sorted({*reached[entry]} - {*shared, entry})
        if entry in shared or len(reached[entry]) == 1:
            continue
        head = f'import {{ add, at, need }} from "{_relative(PACK, entry)}";\n'
        result[entry] = head + _makers(own, files) + _linked(entry, files, BASE)
        for name in own:
            if name.startswith("web/tabs/"):
                result[name] = _stub(name, files, entry)
    return result


def _reached(entry: str, files: Mapping[str, str]) -> set[str]:
    """The module and all it imports."""
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if name not in files:
                raise Failure(f"A module imports aedemo/{name}, which is not there. Restore it.")
            if name.endswith(".js"):
                waiting += [_beside(name, path) for _, path in IMPORT.findall(files[name])]
    return found


def _makers(names: list[str], files: Mapping[str, str]) -> str:
    """The statement that adds these modules: each is run when it is first needed."""
    if not names:
        return ""
    return (
        "add({\n" + "".join(f"{_key(name)}: {_maker(name, files)},\n" for name in names) + "});\n"
    )


def _maker(name: str, files: Mapping[str, str]) -> str:
    if name.endswith(".json"):
        content = json.dumps(json.loads(files[name]), ensure_ascii=False, separators=(",", ":"))
        return f"() => ({{ default: {content} }})"
    body = _linked(name, files, f"at({_key(name)})")
    body = LIST.sub("", EXPORT.sub(r"\1 \2", body))
    if unknown := UNKNOWN.search(body):
        raise Failure(
            f"aedemo/{name} says “{unknown[0]}”, which aedemo/pack.py cannot pack."
            " Write it as the other modules do."
        )
    exports = ", ".join(_exports(name, files))
    return f"() => {{\n{body}return {{ {exports} }};\n}}"


def _linked(name: str, files: Mapping[str, str], base: str) -> str:
    """A module that asks for others by ``need``, and has its style sheets with it."""

    def asked(match: re.Match[str]) -> str:
        names, path = match.groups()
        need = f"need({_key(_beside(name, path))});\n"
        if names is None:
            return need
        if names.startswith("* as "):
            return f"const {names.removeprefix('* as ')} = {need}"
        if not names.startswith("{"):
            names = f"{{ default: {names} }}"
        return f"const {' '.join(names.replace(' as ', ': ').split())} = {need}"

    def dressed(match: re.Match[str]) -> str:
        text = json.dumps(files[_beside(name, match[1])], ensure_ascii=False)
        return f'Object.assign(new URL("{match[1]}", {BASE}), {{ text: {text} }})'

    return SHEET.sub(dressed, IMPORT.sub(asked, files[name])).replace(BASE, base)


def _exports(name: str, files: Mapping[str, str]) -> list[str]:
    source = files[name]
    listed = [each.strip() for names in LIST.findall(source) for each in names.split(",")]
    listed += [
        each for _, names in EXPORT.findall(source) for each in re.findall(r"\w+\b(?!:)", names)
    ]
    return [each for each in listed if each]


def _stub(name: str, files: Mapping[str, str], pack: str) -> str:
    """What is at the address of a module that lies in a pack."""
    asks = f'import {{ need }} from "{_relative(PACK, name)}";\n'
    if pack != PACK:
        asks += f'import "{_relative(pack, name)}";\n'
    exports = ", ".join(_exports(name, files))
    return f"{asks}export const {{ {exports} }} = need({_key(name)});\n"


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _relative(name: str, start: str) -> str:
    return f"./{posixpath.relpath(name, posixpath.dirname(start))}"


def _key(name: str) -> str:
    return json.dumps(posixpath.relpath(name, "web"))

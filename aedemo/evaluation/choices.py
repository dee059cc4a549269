"""The records of how settings were chosen: kept beside the networks, and in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aedemo.evaluation.figure import line, number
from aedemo.files import as_json, parse_json, read, write

FILE = "choices.json"  # beside the networks


def keep(record: dict[str, Any], name: str, weights: Path) -> None:
    """Adds the record of a network to those that are kept."""
    write(weights / FILE, as_json(kept(weights) | {name: record}, ensure_ascii=False) + "\n")


def kept(weights: Path) -> dict[str, dict]:
    """The records, by the names of the networks."""
    path = weights / FILE
    return read(path, parse_json, "Restore it, or delete it.") if path.is_file() else {}


def table(name: str, record: dict) -> str:
    """The candidates of a network, what each came to on what was held out, and which is chosen."""
    terms = list(record["tried"][0]["held_out"])
    rule = (
        f"{'largest' if record.get('better') == 'higher' else 'least'} {' + '.join(record['by'])}"
    )
    for term, factor in record.get("within", {}).items():
        rule += f", {term} at most {factor} times the first one's"
    lines = [
        f"**`{name}`**: {record['epochs']} epochs, seed {record['seed']}; {rule}",
        "",
        line(["settings", *terms, ""]),
        f"|---|{'---|' * len(terms)}---|",
    ]
    for each in record["tried"]:
        settings = ", ".join(f"{key} {value}" for key, value in each["changes"].items())
        values = [number(each["held_out"][term]) for term in terms]
        chosen = "chosen" if each["changes"] == record["chosen"] else ""
        lines.append(line([settings, *values, chosen]))
    return "\n".join(lines)


def section(records: dict[str, dict]) -> str:
    """All records."""
    return "\n\n".join(table(name, record) for name, record in records.items())

"""The records of how settings were chosen: kept beside the networks, and in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aedemo.evaluation import records
from aedemo.evaluation.figure import line, number

FILE = "choices.json"  # beside the networks


def keep(record: dict[str, Any], name: str, weights: Path) -> None:
    """Adds the record of a network to those that are kept."""
    records.keep(weights / FILE, {name: record})


def kept(weights: Path) -> dict[str, dict]:
    """The records, by the names of the networks."""
    return records.kept(weights / FILE)


def table(chosen: dict[str, dict]) -> str:
    """A row of each network: how many epochs a candidate had, what it was chosen by, and what each
    came to on what was held out; the one that ships is bold."""
    lines = [line(["network", "epochs", "chosen by", "candidates"]), "|---|---|---|---|"]
    for name, record in chosen.items():
        tried = "; ".join(outcome(record, each) for each in record["tried"])
        if "finals" in record:
            finals = "; ".join(outcome(record, each) for each in record["finals"])
            tried += f". At full length: {finals}"
        if "kept" in record and record["chosen"] != record["tried"][0]["changes"]:
            tried += f". The first ships all the same: {record['kept']}"
        lines.append(line([f"`{name}`", str(record["epochs"]), rule(record), tried]))
    return "\n".join(lines)


def rule(record: dict) -> str:
    """What is looked for, in words."""
    wanted = "largest" if record.get("better") == "higher" else "least"
    words = f"{wanted} {' + '.join(record['by'])}"
    for term, factor in record.get("within", {}).items():
        words += f", {term} at most {factor} times the first one's"
    if "margin" in record:
        words += f", the first unless another is {100 * record['margin']:g} % better"
    return words


def outcome(record: dict, each: dict) -> str:
    """A candidate and what it came to: the sum it is chosen by, and the terms that have a limit."""
    changes = ", ".join(f"{key} {value:g}" for key, value in each["changes"].items())
    held_out = each["held_out"]
    if held_out is None:
        return f"{changes.replace('_', ' ')}: diverged"
    terms = [number(sum(held_out[term] for term in record["by"]))]
    terms += [f"{term} {number(held_out[term])}" for term in record.get("within", {})]
    words = f"{changes.replace('_', ' ')}: {', '.join(terms)}"
    return f"**{words}**" if ships(record, each) else words


def ships(record: dict, each: dict) -> bool:
    """Whether it is the chosen candidate, or the first where that is kept all the same."""
    shipped = record["tried"][0]["changes"] if "kept" in record else record["chosen"]
    return each["changes"] == shipped

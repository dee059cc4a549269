"""The record of how settings were chosen, in Markdown."""

from __future__ import annotations

from aedemo.evaluation.figure import number


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
        f"| {' | '.join(['settings', *terms, ''])} |",
        f"|---|{'---|' * len(terms)}---|",
    ]
    for each in record["tried"]:
        settings = ", ".join(f"{key} {value}" for key, value in each["changes"].items())
        values = [number(each["held_out"][term]) for term in terms]
        chosen = "chosen" if each["changes"] == record["chosen"] else ""
        lines.append(f"| {' | '.join([settings, *values, chosen])} |")
    return "\n".join(lines)


def section(records: dict[str, dict]) -> str:
    """All records."""
    return "\n\n".join(table(name, record) for name, record in records.items())

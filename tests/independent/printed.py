"""Figures as they are printed in README and report."""

from tests.independent.shipped import ROOT


def printed(file: str, row: str, name: str) -> str:
    """What stands in the table row that begins with ``row``: in the next cell or, if there is a
    name, after that."""
    begin = f"| {row} | "
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    found = [line.removeprefix(begin).split(" | ") for line in lines if line.startswith(begin)]
    assert len(found) == 1, f"{file} has {len(found)} rows that begin with {begin}"
    cells = found[0]
    if not name:
        return cells[0]
    items = [item for cell in cells for item in cell.split(", ")]
    values = [item.removeprefix(f"{name} ") for item in items if item.startswith(f"{name} ")]
    assert len(values) == 1, f"{file} names {name} {len(values)} times in the row {begin}"
    return values[0]

"""What docs/teaching.md says of the lessons is so."""

from aedemo import facts
from tests.conftest import ROOT


def test_the_table_has_every_lesson_with_its_first_page_and_minutes():
    told = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
    rows = [line for line in told.splitlines() if "SITE/?tab=course" in line and line[0] == "|"]
    assert rows == [
        f"| {label['en']} {label['zh']} | `SITE/?tab=course&step={name}.{pages[0]}` | {minutes} |"
        for name, label, minutes, pages in (
            (each["name"], each["label"], each["minutes"], each["pages"])
            for each in facts.read("course")["lessons"]
        )
    ]

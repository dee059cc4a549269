"""The colours of the page can be told from what they stand on (WCAG 1.4.3 and 1.4.11)."""

import re

import pytest

from aedemo.places import WEB
from aedemo.ui.theme import theme
from tests.contrast import contrast

THEME = theme()
TEXT, GRAPHIC = 4.5, 3
# What each colour is for, and so how much it is to stand out.
LEAST = {
    "text": TEXT,
    "soft": TEXT,
    "code": TEXT,
    "rebuilt": TEXT,
    "alarm": TEXT,
    "ink": TEXT,
    "quiet": TEXT,
    "accent": GRAPHIC,
    "cold": GRAPHIC,
    "bound": GRAPHIC,
}
DEFINED = re.compile(r"--(\w+): ([^;{}]*#[^;{}]*|var\(--\w+\));")
PAIR = re.compile(r"light-dark\((#\w+), (#\w+)\)")


def colours(sheet, dark, gradio):
    """Name → colour in a style sheet, on the plain page or in the theme of Gradio."""
    found = {}
    for name, value in DEFINED.findall((WEB / sheet).read_text(encoding="utf-8")):
        inner = re.match(r"var\(--([\w-]+)", value)
        if gradio and inner and "light-dark" in value:
            name_there = inner[1].replace("-", "_") + ("_dark" if dark else "")
            found[name] = THEME._get_computed_value(name_there)
        elif inner and "light-dark" not in value:
            found[name] = found[inner[1]]
        else:
            found[name] = PAIR.search(value)[2 if dark else 1]
    return found


def test_contrast_is_that_of_the_recommendation():
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("sheet", "gradio"),
    [
        ("elements/shared.css", False),
        ("elements/shared.css", True),
        ("parts/masthead.css", False),
        ("parts/masthead.css", True),
        ("standalone.css", False),
    ],
)
def test_colours_are_told_from_what_they_stand_on(sheet, dark, gradio):
    here = colours(sheet, dark, gradio)
    page = colours("parts/masthead.css", dark, gradio)["ground"]
    card = colours("elements/shared.css", dark, gradio)["card"]
    asked = {name: least for name, least in LEAST.items() if name in here}
    assert asked and ("bound" in asked or "shared" not in sheet)
    for name, least in asked.items():
        for ground in (page, card):
            assert contrast(here[name], ground) >= least, (name, here[name], ground)

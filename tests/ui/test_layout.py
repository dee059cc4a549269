"""What Gradio has to load before it shows any tab."""

from aedemo.ui.site import build

# That lay out and hold words. For any other, in closed tabs too, Gradio loads files of its own.
COMMON = {"column", "form", "html", "tabitem", "tabs"}


def test_no_part_of_one_tab_keeps_the_others_waiting():
    parts = build().get_config_file()["components"]
    seen = {part["type"] for part in parts if part["props"].get("visible", True) is not False}
    assert seen <= COMMON

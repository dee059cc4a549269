"""Every run of every preset, as script and as description, trains what it trains in the page."""

import pytest

from aedemo import facts
from tests.lab.curves import (
    ROUNDING,
    SPREADS,
    apart,
    nudged,
    of_the_command,
    of_the_page,
    of_the_script,
)

STEPS = 3
RUNS = {
    f"{name}-{number}": {**preset["base"], **run}
    for name, preset in facts.read("lab")["presets"].items()
    for number, run in enumerate(preset["runs"], 1)
}


@pytest.fixture(scope="module")
def page():
    """What the page makes of the runs, by their names: all at once, as Node takes long to start."""
    return dict(zip(RUNS, of_the_page([*RUNS.values()], STEPS), strict=True))


@pytest.mark.parametrize("name", RUNS)
def test_a_preset_gives_the_curve_of_the_page_wherever_it_is_trained(name, page, tmp_path, digits):
    curve, script = page[name]["curve"], page[name]["script"]
    found = of_the_script(script, tmp_path, digits, STEPS)
    assert len(found) == len(curve) > 0
    distance = max(apart(curve, found), apart(of_the_command(RUNS[name], tmp_path, STEPS), found))
    if distance > ROUNDING:
        other = of_the_script(nudged(script), tmp_path, digits, STEPS)
        assert distance < SPREADS * apart(other, found)

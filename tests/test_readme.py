import json
import re

from aedemo import variants
from aedemo.evaluation.figure import Figure
from aedemo.hub import WEIGHTS
from tests.conftest import ROOT

ROW = re.compile(r"^\| `[\w-]+` \|.*$", re.MULTILINE)


def test_every_figure_of_the_readme_is_that_of_the_configuration():
    known = {}
    for name in variants():
        config = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
        known |= {Figure(**each).row: name for each in config["figures"]}
    rows = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert not [row for row in rows if row not in known]
    assert {known[row] for row in rows} == set(variants())

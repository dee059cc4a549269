import json
import re

from aedemo import variants
from aedemo.hub import WEIGHTS
from tests.conftest import ROOT

ROW = re.compile(r"\| `([\w-]+)` \| ([\d,]+) \| ([^|]+) \| ([\d.]+) \| ([^|]+) \|")


def test_every_figure_of_the_readme_is_that_of_the_model_card():
    rows = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert {name for name, *_ in rows} == set(variants())
    for name, parameters, measure, value, references in rows:
        config = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
        figure = {figure["name"]: figure for figure in config["figures"]}[measure]
        digits = len(value.partition(".")[2])
        beside = ", ".join(f"{k} {v:.{digits}f}" for k, v in figure["references"].items())
        assert parameters == f"{config['parameters']:,}"
        assert (value, references) == (f"{figure['value']:.{digits}f}", beside), name

"""The notebook of a training: Jupyter takes it, and its cells give the curve of the script."""

from __future__ import annotations

import json
import re
from typing import Any

import matplotlib.pyplot as plt
import pytest

from tests.lab.curves import of_the_page, run

STEPS = 5
SMALL = {"digits": 200, "batch": 50, "epochs": 2, "code": 5}  # an epoch ends within those steps
RUNS: dict[str, dict[str, Any]] = {
    "dense": {**SMALL, "schedule": "one-cycle", "clip": 0.5, "l2_weights": 1e-4},
    "convolutional": {**SMALL, "network": "convolutional", "channels": [3, 4], "noise": "gaussian"},
    "variational": {**SMALL, "variational": True, "loss": "cross-entropy", "dropout": 0.1},
    "diverging": {**SMALL, "optimiser": "sgd", "rate": 100, "gain": 4, "output": "none"},
}
# Of the schema of nbformat 4.5: what a cell has, and nothing besides.
KEYS = {
    "markdown": {"id", "cell_type", "metadata", "source"},
    "code": {"id", "cell_type", "metadata", "source", "outputs", "execution_count"},
}


@pytest.fixture(scope="module")
def page():
    """What the page exports of the runs, by their names."""
    return dict(zip(RUNS, of_the_page([*RUNS.values()], STEPS), strict=True))


def cells(notebook: dict[str, Any], digits: str) -> list[str]:
    """The code of a notebook, with the line of options as a reader would change it."""
    sources = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    asked = 'argparse.Namespace(data="data", steps=None)'
    assert sum(source.count(asked) for source in sources) == 1
    changed = f"argparse.Namespace(data={digits!r}, steps={STEPS})"
    return [source.replace(asked, changed) for source in sources]


@pytest.mark.parametrize("name", RUNS)
def test_its_cells_one_after_the_other_print_and_draw_the_curve_of_the_script(
    name, page, tmp_path, digits, capsys
):
    plt.switch_backend("agg")
    plt.close("all")
    names: dict[str, Any] = {"__name__": "__main__"}
    for source in cells(json.loads(page[name]["notebook"]), str(digits)):
        exec(compile(source, name, "exec"), names)
    found = capsys.readouterr().out.splitlines()
    stops = name == "diverging"
    if stops:
        with pytest.raises(SystemExit) as stopped:
            run(page[name]["script"], tmp_path, digits, STEPS)
        assert found.pop() == str(stopped.value)
    else:
        run(page[name]["script"], tmp_path, digits, STEPS)
    printed = capsys.readouterr().out.splitlines()
    assert found == printed
    assert len(printed) == len(page[name]["curve"]) == len(names["curve"])
    told = [line.split()[2] for line in printed]
    assert [f"{value:.9g}" for value in names["curve"]] == told
    (line,) = plt.gca().lines
    assert [f"{value:.9g}" for value in line.get_ydata()] == told


@pytest.mark.parametrize("name", RUNS)
def test_it_keeps_the_rules_of_nbformat(name, page):
    notebook = json.loads(page[name]["notebook"])
    assert notebook.keys() == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"].keys() >= {"name", "display_name"}
    assert notebook["metadata"]["language_info"]["name"] == "python"
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len({*ids})
    assert all(re.fullmatch("[a-zA-Z0-9_-]{1,64}", each) for each in ids)
    for cell in notebook["cells"]:
        assert cell.keys() == KEYS[cell["cell_type"]]
        assert isinstance(cell["metadata"], dict)
        *lines, last = cell["source"]
        assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
        assert last and "\n" not in last
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)

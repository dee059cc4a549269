import json
import shutil

import pytest

from aedemo.evaluation.seeds import FILE, collect, kept, table
from aedemo.failures import Failure
from aedemo.files import as_json
from aedemo.places import WEIGHTS


@pytest.fixture
def trained(tmp_path):
    """Shipped configurations, and a folder of another seed's; a function changes the latter."""
    for folder in ("weights", "other"):
        for name in ("dense", "vae"):
            (tmp_path / folder / name).mkdir(parents=True)
            shutil.copy(WEIGHTS / name / "config.json", tmp_path / folder / name)

    def change(name, **changes):
        path = tmp_path / "other" / name / "config.json"
        config = json.loads(path.read_text(encoding="utf-8"))
        config["training"] |= changes
        path.write_text(as_json(config), encoding="utf-8")

    return tmp_path / "weights", tmp_path / "other", change


def test_both_seeds_stand_beside_each_other(trained):
    weights, other, change = trained
    change("dense", seed=1, held_out={"reconstruction": 0.5})
    change("vae", seed=1, held_out={"reconstruction": 60.0, "kl": 20.0})
    assert list(collect(other, weights)) == ["dense", "vae"] == list(kept(weights))
    rows = table(weights).splitlines()[2:]
    assert [row.split(" | ")[:2] for row in rows] == [
        ["| `dense`", "reconstruction"],
        ["| `vae`", "reconstruction"],
        ["| `vae`", "kl"],
    ]
    assert rows[0].endswith("| 0.5 |")


def test_records_are_kept_beside_one_another(trained):
    weights, other, change = trained
    change("dense", seed=1)
    shutil.rmtree(other / "vae")
    collect(other, weights)
    change("dense", seed=2)
    collect(other, weights)
    assert {name: each["seed"] for name, each in kept(weights).items()} == {"dense": 2}


@pytest.mark.parametrize(
    "changes, words",
    [({}, "has the seed of the shipped"), ({"seed": 1, "epochs": 2}, "trained otherwise")],
)
def test_what_cannot_be_compared_is_refused(trained, changes, words):
    weights, other, change = trained
    change("dense", **changes)
    with pytest.raises(Failure, match=words):
        collect(other, weights)
    assert not (weights / FILE).exists()


def test_an_empty_folder_is_refused(trained, tmp_path):
    with pytest.raises(Failure, match="no trained network"):
        collect(tmp_path, trained[0])

import json
import re

from aedemo import variants
from aedemo.evaluation.figure import Figure
from aedemo.places import WEIGHTS
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


def test_what_codes_are_good_for_is_what_was_measured():
    search, labels, anomaly = (
        json.loads((WEIGHTS / "uses" / f"{use}.json").read_text(encoding="utf-8"))
        for use in ("search", "labels", "anomaly")
    )
    values = {
        "5 nearest neighbours vote": by_search(search, "knn"),
        "same class among": by_search(search, "precision"),
        "100 labels": by_labels(
            labels, lambda row: spread(row["plain"][labels["sizes"].index(100)])
        ),
        "60,000 labels": by_labels(labels, lambda row: f"{row['probe']['accuracy']:.2f}"),
        "softened error": by_error(anomaly, "shape"),
        "squared error": by_error(anomaly, "squared"),
    }
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("| use, in % |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1:-1] for row in table.splitlines()[2:]]
    assert len(rows) == len(values)
    for (use, *cells), (name, best) in zip(rows, values.items(), strict=True):
        assert name in use
        assert [cell.strip() for cell in cells] == best


def by_search(figures, measure):
    return best_and_simple({
        name: f"{row[measure]:.2f}" for name, row in figures["features"].items()
    })  # fmt: skip


def by_labels(figures, value):
    return best_and_simple({name: value(row) for name, row in figures["features"].items()})


def best_and_simple(values):
    best = max(variants_of(values), key=lambda name: float(values[name].split()[0]))
    return [f"`{best}` {values[best]}", f"PCA-32 {values['pca-32']}", f"pixels {values['pixels']}"]


def variants_of(values):
    return [name for name in values if name in variants()]


def spread(value):
    return f"{value['mean']:.1f} ± {value['std']:.1f}"


def by_error(figures, error):
    means = {name: row[error]["mean"] for name, row in figures["methods"].items()}
    pca = max(("pca-16", "pca-32"), key=means.get)
    return [
        f"ten small networks {means['one-class']:.2f}",
        f"{pca.upper()} {means[pca]:.2f}",
        f"5 nearest neighbours {means['neighbours']:.2f}",
    ]

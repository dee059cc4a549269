"""Nearest neighbours against scikit-learn's, and the shipped figures."""

import pytest
import torch
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.record import stored_uses
from aedemo.evaluation.uses.features import FEATURES, SIMPLE, features
from aedemo.evaluation.uses.search import METRICS, evaluate, measure, nearest, scores, section


@pytest.mark.parametrize("name", ["pixels", "convolutional", "sparse-kl"])
def test_scores_are_those_of_scikit_learn(nothing, name):
    """The first 2,000 test digits are the database, the next 300 the queries."""
    images, labels = shipped_digits()
    code = features(nothing, name, images[:2300])
    database, queries, truth = code[:2000], code[2000:], labels[2000:2300]
    search = NearestNeighbors(n_neighbors=10).fit(database.numpy())
    same = labels[search.kneighbors(queries.numpy())[1]] == truth[:, None]
    votes = KNeighborsClassifier(5).fit(database.numpy(), labels[:2000].numpy())
    found = measure("euclidean", database, labels[:2000], queries, truth)
    # To half a query of 300: rounding may turn two neighbours at almost the same distance.
    assert found["precision"] == pytest.approx(100 * same.double().mean().item(), abs=0.1)
    assert found["knn"] == pytest.approx(100 * votes.score(queries.numpy(), truth), abs=0.4)


def test_metrics_are_those_of_scikit_learn():
    random = torch.Generator().manual_seed(0)
    spread = torch.tensor([1.0, 5.0, 25.0])
    database, queries = (torch.randn(n, 3, generator=random) * spread for n in (50, 20))
    cosine = NearestNeighbors(n_neighbors=10, metric="cosine").fit(database.numpy())
    _, found = nearest(*METRICS["cosine"](database, queries))
    assert (found.numpy() == cosine.kneighbors(queries.numpy())[1]).all()
    parameters = {"V": database.numpy().astype(float).var(axis=0, ddof=1)}
    scaled = NearestNeighbors(
        n_neighbors=10, metric="seuclidean", algorithm="brute", metric_params=parameters
    ).fit(database.numpy().astype(float))
    _, found = nearest(*METRICS["scaled"](database, queries))
    assert (found.numpy() == scaled.kneighbors(queries.numpy().astype(float))[1]).all()


def test_five_vote_and_ten_are_counted():
    found = torch.tensor([[1, 1, 1, 2, 2, 2, 2, 2, 2, 2], [3] * 5 + [4] * 5])
    assert scores(found, torch.tensor([1, 4])) == {"knn": 50.0, "precision": 40.0}


def test_every_feature_is_measured_and_written_as_a_table(material):
    figures = evaluate(material)
    assert figures["database"] == 512 and list(figures["features"]) == list(FEATURES)
    table = section(figures)
    for name, row in figures["features"].items():
        assert f"| `{name}` | {row['size']} |" in table
        assert 0 < row["knn"] <= 100 and row["chosen"]["metric"] in METRICS


def test_shipped_figures_reproduce_the_references_and_a_code_beats_them(nothing):
    figures = stored_uses(nothing)["search"]
    assert figures["measured"]["full"]
    assert (figures["queries"], figures["database"]) == (10_000, 60_000)
    rows = figures["features"]
    assert rows["pixels"]["knn"] == pytest.approx(96.9, abs=0.1)
    assert rows["pixels"]["precision"] == pytest.approx(94.8, abs=0.1)
    assert rows["pca-32"]["knn"] == pytest.approx(97.6, abs=0.1)
    assert rows["pca-32"]["precision"] == pytest.approx(95.7, abs=0.1)
    best = max((row for name, row in rows.items() if name not in SIMPLE), key=lambda r: r["knn"])
    assert best["knn"] > 98 and best["precision"] > 96.5

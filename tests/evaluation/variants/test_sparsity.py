import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from aedemo.evaluation.variants import sparsity
from aedemo.evaluation.variants.sparsity import (
    STRENGTHS,
    TWIN,
    active_share,
    deviation,
    probe,
    regression,
    share,
    unit_deviation,
    worst_deviation,
)


def test_unit_is_active_above_a_hundredth_of_its_largest():
    code = torch.tensor([[10.0, 0.0, 1e-3], [0.2, 0.0, 0.0], [0.05, 0.0, 1e-4]])
    assert active_share(code) == pytest.approx(4 / 9)


def test_probe_is_the_one_that_errs_least_on_the_held_out_digits():
    """40 features of which one tells something, and too few digits to see which."""
    random = np.random.default_rng(0)
    labels = np.arange(60) % 2

    def features():
        noise = random.normal(size=(60, 40))
        return noise + np.outer(labels, np.arange(40) == 0)

    train, held_out = (features(), labels), (features(), labels)
    scores = [LogisticRegression(C=C).fit(*train).score(*held_out) for C in STRENGTHS]
    assert len(set(scores)) > 1
    assert probe(train, held_out).score(*held_out) >= max(scores) - 0.02


def test_units_on_either_side_of_the_mean_that_is_asked_for_do_not_hide_each_other(
    nothing, monkeypatch
):
    rho = nothing.model("sparse-kl").activation
    monkeypatch.setattr(
        sparsity, "means", lambda material, name: rho * torch.tensor([0.9, 1.3, 0.8])
    )
    assert deviation(nothing, "sparse-kl")[0] == pytest.approx(0, abs=1e-4)
    assert unit_deviation(nothing, "sparse-kl")[0] == pytest.approx(20, rel=1e-4)
    worst, references = worst_deviation(nothing, "sparse-kl")
    assert worst == pytest.approx(30, rel=1e-4)
    assert references == {"its mean activation": pytest.approx(1.3 * rho)}


@pytest.fixture
def twin(monkeypatch):
    """In place of the trained one."""
    monkeypatch.setattr(sparsity, "twin", lambda material, name: material.model("dense"))


def test_active_units_stand_beside_those_of_the_twin(nothing, twin):
    code = nothing.model("dense").encode(nothing.test[0])
    _, references = share(nothing, "sparse-l1")
    assert references[TWIN] == pytest.approx(100 * active_share(code), rel=1e-3)
    assert references["units that never fire"] == 12


def test_features_stand_beside_as_many_without_penalty(nothing, twin, monkeypatch):
    monkeypatch.setattr(sparsity, "probe_error", lambda material, model: type(model).__name__)
    assert regression(nothing, "sparse-kl") == (
        "SparseKL",
        {TWIN: "Dense", "dense (32 numbers)": "Dense"},
    )

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from aedemo.evaluation.variants.sparsity import STRENGTHS, active_share, probe


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

import json

import pytest
import torch

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.ordered import first
from aedemo.places import WEIGHTS


@pytest.fixture(scope="module")
def widths():
    return json.loads((WEIGHTS / "uses/width.json").read_text(encoding="utf-8"))


def test_no_width_errs_more_than_as_many_components_of_pca(widths):
    assert len(widths["ordered"]) == len(widths["pca"]) == 32
    assert all(own < pca for own, pca in zip(widths["ordered"], widths["pca"], strict=True))


def test_every_number_more_helps_or_at_least_does_no_harm(widths):
    errors = widths["ordered"]
    assert all(more <= 1.001 * fewer for fewer, more in zip(errors, errors[1:], strict=False))
    assert errors[15] < errors[7] / 1.5 < errors[3] / 2


@torch.no_grad()
@pytest.mark.parametrize("k", [1, 2, 5, 8, 16, 32])
def test_stored_errors_are_those_of_the_stored_weights(widths, k):
    """On all test digits, which ship."""
    images = shipped_digits()[0]
    model = load_model("ordered")
    error = (model.decode(first(model.encode(images), k)) - images).square().mean().item()
    assert error == pytest.approx(widths["ordered"][k - 1], rel=1e-3)

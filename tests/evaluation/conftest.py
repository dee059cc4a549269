"""What figures are measured with in the tests: the shipped weights and digits, and little more."""

import pytest

from aedemo.evaluation.material import Material
from aedemo.places import WEIGHTS


@pytest.fixture
def nothing(tmp_path):
    """Material without MNIST's training part and without benchmarks."""
    return Material(WEIGHTS, tmp_path / "data", None, tmp_path / "cache", full=False)


@pytest.fixture
def material(mnist, tmp_path):
    """Material with a training part of few digits."""
    return Material(WEIGHTS, mnist, None, tmp_path / "cache", full=False)

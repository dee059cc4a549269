import math

import numpy as np
import pytest
import torch

from aedemo.data.digits import Digits
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.denoising import Denoising
from aedemo.models.recipe import Recipe
from aedemo.training.loop import train


def test_loss_damages_the_input_and_asks_for_the_clean_one():
    torch.manual_seed(0)
    model, x = Denoising(channels=2, width=4, code=2), shipped_digits()[0][:30]
    seen = []
    model.encoder.register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0]))
    terms = model.loss(x)
    damaged = seen[0]
    assert list(terms) == ["reconstruction"]
    assert (damaged != x).flatten(1).any(dim=1).sum() > 25
    assert loss_of(model(damaged), x) == pytest.approx(terms["reconstruction"].item(), rel=1e-5)


def loss_of(restored, clean):
    """Mean of ln(mean squared error + 10⁻⁴), digit by digit."""
    pairs = zip(restored.tolist(), clean.tolist(), strict=True)
    errors = [np.square(np.subtract(a, b)).mean() for a, b in pairs]
    return np.mean([math.log(error + 1e-4) for error in errors])


@pytest.mark.parametrize("seed", [0, 1])
def test_training_leaves_black_behind(seed):
    """All black is what a start from medium grey ends in, and stays at."""
    torch.manual_seed(seed)
    model, digits = Denoising(), shipped_digits()[0]
    for step in train(model, Digits(digits, 128), Recipe(epochs=2, learning_rate=4e-3), seed):
        reached = step.terms["reconstruction"].item()
    assert reached < loss_of(torch.zeros(500, 1, 28, 28), digits[:500]) - 0.5

"""What the exercises of the lessons promise, computed: of the digit that each names."""

from functools import cache

import pytest
import torch

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits


@cache
def digits():
    return shipped_digits()[0]


@cache
@torch.no_grad()
def coded(name):
    """A network, and its codes of the test digits."""
    model = load_model(name)
    return model, model.encode(digits())


@pytest.mark.parametrize("number, rows", [(4, slice(20, 23)), (20, slice(10, 14))])
@torch.no_grad()
def test_a_number_of_the_dense_code_wipes_out_one_part_of_a_2(number, rows):
    """Lesson Draw: at the end of its usual range number 4 the base, number 20 the middle."""
    model, codes = coded("dense")
    code = codes[1].clone()
    own = model.decode(code[None])[0, 0]
    code[number - 1] = codes[:, number - 1].mean() + 2 * codes[:, number - 1].std()
    turned = model.decode(code[None])[0, 0]
    assert turned[rows].sum() < 0.45 * own[rows].sum()
    assert turned.sum() > 0.6 * own.sum()

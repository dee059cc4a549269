import numpy as np
import pytest
from scipy.stats import kstest

from aedemo.data import pcg32
from aedemo.data.pcg32 import Pcg32

DEMO = [0xA15C02B7, 0x7B47F409, 0xBA1D3330, 0x83D2F293, 0xBFA4784B, 0xCBED606E]


def test_numbers_of_the_published_demo(monkeypatch):
    """The output of pcg32-demo, which seeds with 42 and takes stream 54."""
    monkeypatch.setattr(pcg32, "INCREMENT", (54 << 1) | 1)
    assert (Pcg32(42).uniform(6) * 2**32).tolist() == DEMO


def test_numbers_asked_for_at_once_are_those_asked_for_one_by_one():
    """Also by the definition, in whole numbers of any size."""
    apart = Pcg32(5)
    together = Pcg32(5).uniform(300)
    counts = (1, 0, 2, 97, 200)
    assert np.array_equal(together, np.concatenate([apart.uniform(count) for count in counts]))
    state, expected = pcg32.INCREMENT + 5, []
    for _ in range(300):
        state = (state * pcg32.MULTIPLIER + pcg32.INCREMENT) % 2**64
        bits, turn = ((state >> 18 ^ state) >> 27) % 2**32, state >> 59
        expected.append((bits >> turn | bits << (32 - turn)) % 2**32)
    assert (together * 2**32).tolist() == expected


def test_seed_decides_everything():
    assert np.array_equal(Pcg32(7).uniform(50), Pcg32(7).uniform(50))
    assert not np.array_equal(Pcg32(7).uniform(50), Pcg32(8).uniform(50))


def test_normals_are_box_and_mullers():
    radii, turns = Pcg32(3).uniform(10).reshape(5, 2).T
    expected = np.sqrt(-2 * np.log(radii + 2**-32)) * np.exp(2j * np.pi * turns)
    pairs = Pcg32(3).normal(10).reshape(5, 2)
    np.testing.assert_allclose(pairs[:, 0] + 1j * pairs[:, 1], expected)


def test_an_odd_number_of_normals_is_cut_from_an_even_one():
    assert np.array_equal(Pcg32(3).normal(5), Pcg32(3).normal(6)[:5])


def test_distributions():
    uniform, normal = Pcg32(1).uniform(20_000), Pcg32(1).normal(20_000)
    assert normal.mean() == pytest.approx(0, abs=0.03)
    assert normal.var() == pytest.approx(1, abs=0.04)
    assert kstest(normal, "norm").pvalue > 0.01
    assert kstest(uniform, "uniform").pvalue > 0.01

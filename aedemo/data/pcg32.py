"""PCG32 and Box–Muller: the one generator that server and page share.

The same seed gives the same noise and the same codes on both sides; ``web/pcg32.js``
is the twin of this file. State s is 64 bits wide, s ← s · 6364136223846793005 + inc, and
the output is the permutation XSH-RR of the old state (O'Neill 2014, www.pcg-random.org).
"""

import math

import numpy as np

from aedemo import facts

MULTIPLIER = 6364136223846793005
INCREMENT = 1442695040888963407
MASK = (1 << 64) - 1
LARGEST_SEED: int = facts.read("constants")["largest_seed"]  # that the site takes


class Pcg32:
    """A stream of numbers fixed by ``seed`` (an integer, 0 ≤ seed < 2⁵³)."""

    def __init__(self, seed: int):
        self._state = 0
        self._next()
        self._state = (self._state + int(seed)) & MASK
        self._next()

    def _next(self) -> int:
        """The next 32 random bits as an integer."""
        old = self._state
        self._state = (old * MULTIPLIER + INCREMENT) & MASK
        bits = (((old >> 18) ^ old) >> 27) & 0xFFFFFFFF
        turn = old >> 59
        return ((bits >> turn) | (bits << (-turn & 31))) & 0xFFFFFFFF

    def uniform(self, count: int) -> np.ndarray:
        """``count`` float64 numbers in [0, 1), multiples of 2⁻³²."""
        return np.array([self._next() / 2**32 for _ in range(count)])

    def normal(self, count: int) -> np.ndarray:
        """``count`` float64 standard normals, two from each pair of uniforms (Box–Muller 1958)."""
        numbers = []
        for _ in range(0, count, 2):
            radius = math.sqrt(-2 * math.log((self._next() + 1) / 2**32))
            angle = 2 * math.pi * (self._next() / 2**32)
            numbers += [radius * math.cos(angle), radius * math.sin(angle)]
        return np.array(numbers[:count])

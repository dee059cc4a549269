"""PCG32 and Box–Muller: the one generator that server and page share.

The same seed gives the same noise and the same codes on both sides; ``web/maths/pcg32.js``
is the twin of this file. State s is 64 bits wide, s ← s · 6364136223846793005 + inc, and
the output is the permutation XSH-RR of the old state (O'Neill 2014, www.pcg-random.org).
"""

import numpy as np

from aedemo import facts

MULTIPLIER = 6364136223846793005
INCREMENT = 1442695040888963407
MASK = (1 << 64) - 1
LARGEST_SEED: int = facts.read("constants")["largest_seed"]  # that the site takes


class Pcg32:
    """A stream of numbers fixed by ``seed`` (an integer, 0 ≤ seed < 2⁵³)."""

    def __init__(self, seed: int):
        self._state = (INCREMENT + int(seed)) & MASK
        self._bits(1)

    def _bits(self, count: int) -> np.ndarray:
        """The next ``count`` times 32 random bits, in uint64.

        So many steps at once are one step with another multiplier and increment, by which the
        states that are known give as many again.
        """
        states = np.array([self._state], np.uint64)
        multiplier, increment = MULTIPLIER, INCREMENT
        while len(states) <= count:
            more = states * np.uint64(multiplier) + np.uint64(increment)
            states = np.concatenate([states, more[: count + 1 - len(states)]])
            increment = (multiplier + 1) * increment & MASK
            multiplier = multiplier * multiplier & MASK
        self._state = int(states[count])
        old = states[:count]
        bits = ((old >> np.uint64(18)) ^ old) >> np.uint64(27) & np.uint64(0xFFFFFFFF)
        turn = old >> np.uint64(59)
        back = (np.uint64(32) - turn) & np.uint64(31)
        return (bits >> turn | bits << back) & np.uint64(0xFFFFFFFF)

    def uniform(self, count: int) -> np.ndarray:
        """``count`` float64 numbers in [0, 1), multiples of 2⁻³²."""
        return self._bits(count) / 2**32

    def normal(self, count: int) -> np.ndarray:
        """``count`` float64 standard normals, two from each pair of uniforms (Box–Muller 1958)."""
        pairs = self._bits(count + count % 2).reshape(-1, 2)
        radius = np.sqrt(-2 * np.log((pairs[:, 0] + np.uint64(1)) / 2**32))
        angle = 2 * np.pi * (pairs[:, 1] / 2**32)
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()[:count]

"""Drawings by chance, as a description of the lab has them."""

import random
import string

LENGTH = 262  # characters
BASE64 = string.ascii_letters + string.digits + "-_"


def some_drawings(count: int) -> list[str]:
    chance = random.Random(LENGTH)
    return ["".join(chance.choices(BASE64, k=LENGTH)) for _ in range(count)]

"""The command ``python train.py preview``: the picture that chats show of a link to the site."""

from __future__ import annotations

import argparse

import torch

from aedemo.console import answered
from aedemo.data.digits import test_digits
from aedemo.figures import png, waist
from aedemo.hub import load_network
from aedemo.places import WEB, WEIGHTS

DIGIT = 4  # of the test digits
PICTURE = WEB / "preview.png"


@answered
def preview(words: list[str]) -> int:
    """Draws a digit on its way through the network called dense; the exit code."""
    argparse.ArgumentParser(
        prog="train.py preview", description="Draw the picture that chats show of a link."
    ).parse_args(words)
    digit = test_digits()[0][DIGIT : DIGIT + 1]
    network = load_network("dense", WEIGHTS)
    with torch.no_grad():
        code = network.encode(digit)
        rebuilt = network.decode(code)
    PICTURE.write_bytes(png(waist(digit[0, 0], code[0], rebuilt[0, 0])))
    print(PICTURE)
    return 0

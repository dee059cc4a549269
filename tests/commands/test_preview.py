"""The picture that chats show of a link, which the repository draws itself."""

import numpy as np
from PIL import Image

from aedemo.commands import preview


def test_the_command_draws_the_picture_that_is_served(tmp_path, monkeypatch):
    served = np.asarray(Image.open(preview.PICTURE).convert("L"), float)
    monkeypatch.setattr(preview, "PICTURE", tmp_path / "preview.png")
    assert preview.preview([]) == 0
    drawn = np.asarray(Image.open(tmp_path / "preview.png").convert("L"), float)
    assert drawn.shape == served.shape == (630, 1200)
    assert np.abs(drawn - served).mean() < 2, "run python train.py preview"

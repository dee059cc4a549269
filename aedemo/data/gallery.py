"""Writes ``gallery.json``: the twenty test digits that are on the page before all 10,000 are.

python -m aedemo.data.gallery
"""

import base64
import json

from aedemo.data.digits import TEST_IMAGES, TEST_LABELS, read_idx
from aedemo.places import DATA

GALLERY = DATA / "gallery.json"


def gallery() -> list[dict]:
    """The first two test digits of each class, 0 to 9 and 0 to 9 again."""
    images, labels = read_idx(TEST_IMAGES), read_idx(TEST_LABELS)
    rows = [[int((labels == digit).nonzero()[0][turn]) for digit in range(10)] for turn in range(2)]
    return [
        {
            "index": index,
            "label": int(labels[index]),
            "pixels": base64.b64encode(images[index].tobytes()).decode(),
        }
        for index in rows[0] + rows[1]
    ]


if __name__ == "__main__":
    GALLERY.write_text(json.dumps(gallery(), indent=1) + "\n", encoding="utf-8")

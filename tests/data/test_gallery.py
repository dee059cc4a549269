import json

from aedemo.data.gallery import GALLERY, gallery


def test_shipped_gallery_is_what_the_code_makes():
    assert json.loads(GALLERY.read_text(encoding="utf-8")) == gallery()


def test_gallery_shows_every_digit_twice():
    assert [digit["label"] for digit in gallery()] == [*range(10), *range(10)]
    assert len({digit["index"] for digit in gallery()}) == 20

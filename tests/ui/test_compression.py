import gzip

import pytest
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient

from aedemo.ui.compression import Compressed, encoding

TEXT = "All that is said twice is said once. " * 100


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("br;q=0, gzip;q=0", None),
        ("br;q=0, *", "gzip"),
        ("*;q=0", None),
        ("*", "br"),
        ("GZIP", "gzip"),
        ("gzip ; q=0.000", None),
        ("gzip;q=nonsense", None),
        ("identity", None),
        ("", None),
    ],
)
def test_encoding_is_one_that_is_taken(accepted, expected):
    assert encoding(accepted) == expected


def answer(response, wanted, lasting=False):
    """``response`` as it comes through."""

    async def app(scope, receive, send):
        await response(scope, receive, Compressed(send, wanted, lasting))

    return TestClient(app).get("/")


@pytest.mark.parametrize("lasting", [True, False])
@pytest.mark.parametrize("wanted", ["br", "gzip"])
def test_text_comes_compressed(wanted, lasting):
    got = answer(PlainTextResponse(TEXT), wanted, lasting)
    assert got.text == TEXT
    assert got.headers["Content-Encoding"] == wanted and got.headers["Vary"] == "Accept-Encoding"
    assert int(got.headers["Content-Length"]) < len(TEXT) / 5


def test_who_takes_nothing_gets_it_plain_and_caches_are_told():
    got = answer(PlainTextResponse(TEXT), None)
    assert got.text == TEXT
    assert "Content-Encoding" not in got.headers and got.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        PlainTextResponse("short"),
        PlainTextResponse(TEXT, media_type="image/png"),
        PlainTextResponse(TEXT, status_code=206),
        PlainTextResponse(gzip.compress(TEXT.encode()), headers={"Content-Encoding": "gzip"}),
        StreamingResponse(iter(["data: 1\n\n", TEXT]), media_type="text/event-stream"),
    ],
    ids=["short", "picture", "part", "compressed", "stream"],
)
def test_what_is_no_whole_text_stays_as_it_is(response):
    got = answer(response, "br")
    assert got.headers.get("Content-Encoding") in (None, "gzip")

import gzip

import httpx
import pytest
from starlette.responses import PlainTextResponse, StreamingResponse

from aedemo.ui.compression import Compressed, encoding

pytestmark = pytest.mark.anyio
TEXT = "All that is said twice is said once. " * 100


@pytest.fixture
def anyio_backend():
    return "asyncio"


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


async def answer(response, wanted, lasting=False, method="GET"):
    """``response`` as it comes through."""

    async def app(scope, receive, send):
        await response(scope, receive, Compressed(send, wanted, lasting))

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        return await client.request(method, "/")


@pytest.mark.parametrize("lasting", [True, False])
@pytest.mark.parametrize("wanted", ["br", "gzip"])
async def test_text_comes_compressed(wanted, lasting):
    got = await answer(PlainTextResponse(TEXT), wanted, lasting)
    assert got.text == TEXT
    assert got.headers["Content-Encoding"] == wanted and got.headers["Vary"] == "Accept-Encoding"
    assert int(got.headers["Content-Length"]) < len(TEXT) / 5


async def test_who_takes_nothing_gets_it_plain_and_caches_are_told():
    got = await answer(PlainTextResponse(TEXT), None)
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
async def test_what_is_no_whole_text_stays_as_it_is(response):
    got = await answer(response, "br")
    assert got.headers.get("Content-Encoding") in (None, "gzip")

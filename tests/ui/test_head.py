"""What search engines, chats and bookmarks find of the page."""

import io
import json
import re
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from PIL import Image

from aedemo.page import plain
from aedemo.places import PACKAGE


@pytest.fixture(params=["site", "plain"])
def page(request):
    """The page as it is sent, and what opens the address of one of its files."""
    if request.param == "plain":
        return plain(), lambda address: (PACKAGE / address).read_bytes()
    site = request.getfixturevalue("site")

    def get(address: str) -> bytes:
        return urlopen(address if "://" in address else f"{site}/{address}").read()

    return get("").decode(), get


def only(pattern: str, text: str) -> str:
    """What the one place of the text that fits the pattern has in its brackets."""
    (found,) = re.findall(pattern, text)
    return found


def test_the_page_is_described_and_shown_by_what_is_our_own(page):
    text, get = page
    assert only("<title>(.*?)</title>", text) == "Autoencoders, hands on"
    assert only('property="og:title" content="(.*?)"', text) == "Autoencoders, hands on"
    description = only('name="description" content="(.*?)"', text)
    assert "neural network" in description
    assert only('property="og:description" content="(.*?)"', text) == description
    picture = get(only('property="og:image" content="(.*?)"', text))
    assert Image.open(io.BytesIO(picture)).size == (1200, 630)
    icon = only('rel="icon" type="image/svg.xml" href="data:image/svg.xml,(.*?)"', text)
    assert unquote(icon) == (PACKAGE / "web" / "icon.svg").read_text("utf-8")
    theirs = re.compile("gradio-app|@", re.IGNORECASE)
    assert not [said for said in re.findall("<meta[^>]*>", text) if theirs.search(said)]


def test_modules_of_the_page_are_asked_for_before_gradios_own_script(site):
    with urlopen(site) as answer:
        text = answer.read().decode()
    (ours,) = re.finditer(r"<script [^>]*data-base=", text)
    assert text.index("window.gradio_config") < ours.start() < text.index("</head>")
    config = only("window.gradio_config = (.*?);</script>", text)
    assert json.loads(config)["head"] is None
    assert "data-base=" in json.load(urlopen(f"{site}/config"))["head"], "for pages elsewhere"

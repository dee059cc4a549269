"""The QR code in Share: what a phone reads off the screen is the link."""

import io
import json
import subprocess
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from tests.browser.actions import PHONE, loaded, scribble, shared
from tests.conftest import ROOT

# Reads a picture as a phone would, by the decoder of the library's authors.
READ = """
import decodeQR from "qr/decode.js";
const [width, height] = process.argv.slice(1).map(Number);
const parts = [];
for await (const part of process.stdin) parts.push(part);
process.stdout.write(decodeQR({ width, height, data: new Uint8Array(Buffer.concat(parts)) }));
"""


def read(locator) -> str:
    picture = Image.open(io.BytesIO(locator.screenshot())).convert("RGBA")
    command = ["node", "--input-type=module", "-e", READ, *map(str, picture.size)]
    result = subprocess.run(
        command, input=picture.tobytes(), capture_output=True, cwd=ROOT / "tests" / "js"
    )
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def share(page):
    """Opens the dialog of a tab that is there, with all that comes on the way to the button."""
    loaded(page)
    button = page.get_by_role("button", name="Share", exact=True).locator("visible=true")
    button.scroll_into_view_if_needed()
    loaded(page)
    button.click()
    page.locator("ae-share #link").wait_for()
    return page.locator("ae-share")


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark", **PHONE}], ids=["1440", "390-dark"]
)
def test_a_phone_reads_the_link_off_the_dialog_and_off_the_wall(tab, options):
    visitor = tab("draw", **options)
    page = visitor.page
    pad = page.locator("ae-draw ae-pad canvas")
    page.locator("ae-draw").get_by_role("button", name="Clear").click()
    scribble(page, pad, [(0.2, 0.2), (0.8, 0.3), (0.4, 0.8)])
    before = visitor.settle()
    dialog = share(page)
    code = dialog.get_by_role("button", name="Show the QR code full screen")
    link = dialog.locator("#link").input_value()
    assert "digit=." in link and read(code) == link
    asked = [url for url in visitor.requests[before:] if "/weights/" not in url]
    assert [urlsplit(url).path for url in asked] == ["/web/vendor/qr/index.js"]
    code.click()
    wall = dialog.get_by_role("dialog", name="QR code of the link")
    assert read(wall) == link
    wall.get_by_role("button", name="Close").click()
    expect(code).to_be_focused()
    assert visitor.foreign == visitor.errors == []


def test_a_link_that_is_too_long_for_phones_says_so_and_how_to_share_it(tab):
    page = tab("interpolate").page
    page.locator("ae-interpolate ae-pad canvas").first.wait_for()
    loaded(page)
    length = len(shared(page))
    # As long an address as leaves room for the link, but not for its two drawings.
    page.evaluate(
        "long => history.replaceState(null, '', `/${'a'.repeat(long)}${location.search}`)",
        858 - length + 2,
    )
    dialog = share(page)
    expect(dialog.get_by_text("too long for a QR code")).to_be_visible()
    expect(dialog.locator(".code")).to_be_hidden()
    dialog.get_by_role("button", name="Without the drawing").click()
    expect(dialog.locator(".code")).to_be_visible()
    expect(dialog.locator(".codeless")).to_be_hidden()
    link = dialog.locator("#link").input_value()
    assert "from=" not in link and "to=" not in link and "path=straight" in link
    assert read(dialog.locator(".code")) == link


def test_a_code_that_is_lost_leaves_the_link(tab):
    visitor = tab("draw")
    page = visitor.page
    page.route("**/vendor/**", lambda route: route.abort())
    dialog = share(page)
    expect(dialog.get_by_text("could not be loaded")).to_be_visible()
    expect(dialog.locator('[data-copy="link"]')).to_be_focused()
    assert visitor.errors == []


def test_axe_finds_nothing_in_the_dialog(tab):
    page = tab("draw", **PHONE).page
    dialog = share(page)
    expect(dialog.locator(".code")).to_be_visible()
    for fold in dialog.locator("summary").all():
        fold.click()
    for opened in (None, dialog.locator(".code")):
        if opened:
            opened.click()
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert not found, json.dumps(found)[:2000]

"""How pictures come into Super-resolve: those that ship, files, camera, what is dropped, pasted."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from aedemo import facts
from tests.browser.actions import DESK, PHONE
from tests.pictures.make import turned

ELEMENT = "ae-superres"
SIZE = f"{ELEMENT} .size"
# An event that brings a file, to the element or to the page; whether it was taken.
BRING = """([event, bytes, on]) => {
  const brought = new DataTransfer();
  const file = () => new File([new Uint8Array(bytes)], "mine.png", { type: "image/png" });
  if (bytes) brought.items.add(file());
  else brought.setData("text/plain", "words");
  const kind = event === "paste" ? ClipboardEvent : DragEvent;
  const all = { bubbles: true, cancelable: true, composed: true };
  const told = new kind(event, { ...all, dataTransfer: brought, clipboardData: brought });
  return !(document.querySelector(on) ?? document).dispatchEvent(told);
}"""


def picture(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(file, "PNG")
    return file.getvalue()


MINE = picture(60, 90)
SHOT = turned(Image.linear_gradient("L").resize((1500, 2000)), "JPEG", 6)


@pytest.fixture
def opened(tab):
    """opened(**options): the page of the tab, in which something is enlarged."""

    def opened(**options):
        visitor = tab("superres", "factor=2", **options)
        expect(visitor.page.locator(SIZE)).to_contain_text("→")
        return visitor

    return opened


def taken(page) -> None:
    """Waits until the visitor's own picture is enlarged, beside which no other is chosen."""
    expect(page.locator(SIZE)).to_contain_text("30×45 → 60×90")
    expect(page.locator(f"{ELEMENT} [name=photo]:checked")).to_have_count(0)


def bring(page, event: str, content: bytes | None = MINE, on: str = ELEMENT) -> bool:
    return page.evaluate(BRING, [event, content and list(content), on])


def test_a_photograph_is_chosen_by_its_name_and_by_keys(opened):
    visitor = opened()
    page = visitor.page
    expect(page.get_by_role("radio", name="A cat", exact=True)).to_be_checked()
    page.get_by_role("radio", name="A rocket", exact=True).check()
    expect(page.locator(SIZE)).to_contain_text("150×180 → 300×360")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="A cup of coffee", exact=True)).to_be_checked()
    expect(page.locator(SIZE)).to_contain_text("240×180 → 480×360")
    assert visitor.errors == []


def test_a_file_is_chosen_and_a_photograph_again(opened):
    visitor = opened()
    page = visitor.page
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a picture").click()
    chooser.value.set_files([{"name": "mine.png", "mimeType": "image/png", "buffer": MINE}])
    taken(page)
    page.get_by_role("radio", name="A cat", exact=True).check()
    expect(page.locator(SIZE)).to_contain_text("180×144 → 360×288")
    assert visitor.errors == []
    assert visitor.foreign == []


def test_a_file_is_dropped_anywhere_on_the_element_which_says_so(opened):
    visitor = opened()
    page = visitor.page
    target = page.get_by_text("Drop the picture here")
    assert not bring(page, "dragover", None), "words are dropped elsewhere"
    expect(target).to_be_hidden()
    assert bring(page, "dragover")
    expect(target).to_be_visible()
    bring(page, "dragleave")
    expect(target).to_be_hidden()
    bring(page, "dragover")
    assert bring(page, "drop")
    expect(target).to_be_hidden()
    taken(page)
    assert visitor.errors == []


def test_a_picture_is_pasted_wherever_the_focus_is_but_in_a_text_field(opened):
    visitor = opened()
    page = visitor.page
    page.evaluate("document.body.append(document.createElement('textarea'))")
    assert not bring(page, "paste", on="textarea")
    assert not bring(page, "paste", None, on="body"), "words are no picture"
    page.evaluate(f"document.querySelector('{ELEMENT}').style.display = 'none'")
    assert not bring(page, "paste", on="body"), "another tab is open"
    page.evaluate(f"document.querySelector('{ELEMENT}').style.display = ''")
    assert bring(page, "paste", on="body")
    taken(page)
    assert visitor.errors == []


def test_a_phone_offers_its_camera_whose_photographs_are_shrunk_and_a_desk_does_not(opened):
    shoot = opened(**DESK).page.get_by_role("button", name="Take a photo")
    expect(shoot).to_have_count(0)
    visitor = opened(**PHONE)
    page = visitor.page
    expect(page.get_by_text("You can also drop")).to_be_hidden()
    shoot = page.get_by_role("button", name="Take a photo")
    assert shoot.bounding_box()["height"] >= 44
    with page.expect_file_chooser() as chooser:
        shoot.tap()
    assert chooser.value.element.get_attribute("capture") == "environment"
    chooser.value.set_files([{"name": "image.jpg", "mimeType": "image/jpeg", "buffer": SHOT}])
    expect(page.locator(SIZE)).to_contain_text("612×816 → 1224×1632")
    assert visitor.errors == []


@pytest.mark.parametrize(
    ("lang", "content", "key", "values"),
    [
        ("en", b"", "empty_file", {}),
        ("zh", b"II*\0" + bytes(99), "format", {"format": "TIFF"}),
        ("en", MINE[:-20], "broken", {}),
        ("zh", picture(1415, 1415), "too_large", {"width": 1415, "height": 1415}),
    ],
    ids=["empty", "TIFF", "cut", "large"],
)
def test_what_is_no_picture_gets_a_sentence_and_loses_nothing(lang, content, key, values, opened):
    visitor = opened(lang=lang)
    page = visitor.page
    before = page.locator(SIZE).inner_text()
    file = {"name": "mine.png", "mimeType": "image/png", "buffer": content}
    page.locator(f"{ELEMENT} input.file").set_input_files([file])
    sentence = facts.texts()[f"failed_{key}"][lang].format(**values)
    expect(page.locator(f"{ELEMENT} .refused")).to_have_text(sentence)
    assert page.locator(SIZE).inner_text() == before
    expect(page.locator(f"{ELEMENT} [name=photo]:checked")).to_have_count(1)
    assert visitor.errors == []


def test_where_pixels_are_altered_as_they_are_read_it_is_said(visits, files):
    """As protection against being recognised does: by one level, here and there."""
    visitor = visits(files)
    visitor.page.add_init_script(
        """const { getImageData } = OffscreenCanvasRenderingContext2D.prototype;
        OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...place) {
          const read = getImageData.apply(this, place);
          read.data[396] ^= 1;
          return read;
        };"""
    )
    page = visitor.go("?lang=en&embed=1&tab=superres").page
    expect(page.locator(ELEMENT)).to_contain_text("alters the pixels that pages read")
    assert visitor.errors == []

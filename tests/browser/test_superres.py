"""Super-resolve: the line between two pictures, zoom, scores, a visitor's own pictures."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from aedemo.places import PHOTOS
from aedemo.ui.enlarge import enlarge_picture
from aedemo.ui.pictures import open_picture
from tests.browser.actions import frames

SIZE = "ae-superres .size"
# What enlarge() gives for a file, as numbers.
ENLARGED = """async ([bytes, factor]) => {
  const { width, height, data } =
    await document.querySelector("ae-superres").enlarge(new Blob([new Uint8Array(bytes)]), factor);
  return { width, height, data: [...data] };
}"""
# A file is given to the element as if it had been chosen.
TAKE = """async ([bytes, name]) => {
  const element = document.querySelector("ae-superres");
  await element.take(new Blob([new Uint8Array(bytes)]), name);
}"""


def png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def noise(*shape: int) -> bytes:
    return png(np.random.default_rng(0).integers(0, 256, shape, np.uint8))


@pytest.fixture
def opened(tab):
    """opened(query, **options): the page of the tab, in which something is enlarged."""

    def opened(query: str = "", **options):
        visitor = tab("superres", query, **options)
        expect(visitor.page.locator(SIZE)).to_contain_text("→")
        return visitor

    return opened


def line_at(page) -> float:
    return page.locator("ae-superres .compare").evaluate(
        "node => Number(getComputedStyle(node).getPropertyValue('--line-at'))"
    )


def pixel(page, canvas: str, x: float, y: float) -> list[int]:
    """Of a canvas of the element, at shares of its sides."""
    return page.locator(f"ae-superres {canvas}").evaluate(
        """(canvas, [x, y]) => [...canvas.getContext("2d").getImageData(
             Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data]""",
        [x, y],
    )


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_enlarge_gives_what_the_server_gives(factor, opened):
    visitor = opened()
    file = noise(21, 34, 3)
    found = visitor.page.evaluate(ENLARGED, [list(file), factor])
    expected = enlarge_picture(open_picture(file), factor, False).pictures["network"]
    assert (found["height"], found["width"]) == expected.shape[:2]
    pixels = np.array(found["data"]).reshape(*expected.shape[:2], 4)
    assert (pixels[..., 3] == 255).all()
    assert np.abs(pixels[..., :3] - expected.astype(int)).max() <= 1
    assert visitor.errors == []


def test_what_was_hidden_is_scored_as_the_server_scores_it(opened):
    page = opened("photo=rocket&factor=2").page
    photo = open_picture((PHOTOS / "rocket.png").read_bytes())
    expected = enlarge_picture(photo, 2, True).scores
    assert expected["network"] > expected["bicubic"] > expected["nearest"]
    for way, (psnr, ssim) in expected.items():
        cells = page.locator(f'ae-superres [data-way="{way}"] td')
        expect(cells.nth(1)).not_to_have_text("–")
        said = [float(cell.removesuffix(" dB")) for cell in cells.all_inner_texts()]
        assert said[0] == pytest.approx(psnr, abs=0.006)
        assert said[1] == pytest.approx(ssim, abs=0.0001)


def test_the_line_is_moved_by_mouse_and_by_keys(opened):
    page = opened().page
    surface = page.locator("ae-superres .surface")
    box = surface.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 20, steps=4)
    page.mouse.up()
    assert line_at(page) == pytest.approx(0.8, abs=0.02)
    line = page.get_by_role("slider", name="The line between both pictures")
    for key, value in [("End", "100"), ("ArrowLeft", "95"), ("Home", "0"), ("ArrowRight", "5")]:
        line.press(key)
        expect(line).to_have_attribute("aria-valuenow", value)


def test_both_sides_are_zoomed_and_moved_together(opened):
    page = opened("zoom=8&x=0.25&y=0.25").page
    element = page.locator("ae-superres")
    where = "(element) => [element.x, element.y, element.zoom]"
    frames(page)
    before = [pixel(page, canvas, 0.5, 0.5) for canvas in ("canvas >> nth=0", ".before")]
    box = element.locator(".surface").bounding_box()
    x, y = box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 160, y, steps=4)
    page.mouse.up()
    frames(page)
    moved = 0.5 - 160 / box["width"]
    after = [pixel(page, canvas, moved, 0.5) for canvas in ("canvas >> nth=0", ".before")]
    assert after == before, "what was in the middle is 160 pixels to the left"
    assert element.evaluate(where)[:2] == [0.25, 0.25], "to move is not to look elsewhere"
    element.locator(".surface").focus()
    page.keyboard.press("ArrowRight")
    x, y, _ = element.evaluate(where)
    width, height = 120, 96  # of the small cat
    assert x * width == pytest.approx(int(0.25 * width) + 1.5, abs=0.1)
    assert y * height == pytest.approx(int(0.25 * height) + 0.5, abs=0.1)
    page.keyboard.press("-")
    assert element.evaluate(where)[2] == 4
    expect(element.get_by_role("combobox", name="Zoom")).to_have_value("4")


def test_a_press_looks_at_a_place(opened):
    page = opened(has_touch=True, viewport={"width": 390, "height": 844}).page
    surface = page.locator("ae-superres .surface")
    box = surface.bounding_box()
    page.touchscreen.tap(box["x"] + 0.75 * box["width"], box["y"] + 0.75 * box["height"])
    page.wait_for_function("document.querySelector('ae-superres').y > 0.6")
    assert page.evaluate("document.querySelector('ae-superres').x") == pytest.approx(0.75, abs=0.05)


def test_what_is_wrong_is_black_where_it_is_right(opened):
    page = opened("photo=rocket&factor=2&method=original&differences=true").page
    page.wait_for_function(
        """() => {
          const canvas = document.querySelector("ae-superres").shadowRoot.querySelector(".before");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.some((level, at) => at % 4 === 3 && level);
        }"""
    )
    levels = page.locator("ae-superres").evaluate(
        """({ shadowRoot }) => [".before", "canvas"].map((name) => {
          const canvas = shadowRoot.querySelector(name);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.filter((_, at) => at % 4 === 0).reduce((sum, level) => sum + level, 0);
        })"""
    )
    assert levels[0] == 0, "the original is right everywhere"
    assert levels[1] > 1000


def test_a_picture_of_the_visitors_own_is_enlarged_and_saved(opened):
    visitor = opened("hide=false&factor=2")
    page = visitor.page
    page.evaluate(TAKE, [list(noise(60, 40, 3)), "my noise.webp"])
    expect(page.locator(SIZE)).to_have_text("40×60 → 80×120 pixels")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PNG").click()
    assert download.value.suggested_filename == "my noise-x2.png"
    with Image.open(download.value.path()) as result:
        saved = np.array(result.convert("RGB")).astype(int)
    expected = enlarge_picture(open_picture(noise(60, 40, 3)), 2, False).pictures["network"]
    assert np.abs(saved - expected).max() <= 1
    page.get_by_label("×4").check()
    expect(page.locator(SIZE)).to_have_text("40×60 → 160×240 pixels")
    assert visitor.errors == []
    assert visitor.foreign == []


@pytest.mark.parametrize(
    ("file", "hide", "sentence"),
    [
        (noise(20, 20), "true", "这张图片太小，至少要有 48×48 像素"),
        (png(np.zeros((1000, 1900), np.uint8)), "false", "放大 3 倍后会超过 1600 万像素"),
    ],
    ids=["too small", "too large"],
)
def test_what_cannot_be_enlarged_gets_a_sentence_and_loses_nothing(file, hide, sentence, opened):
    visitor = opened(f"hide={hide}", lang="zh")
    page = visitor.page
    before = page.locator(SIZE).inner_text()
    page.evaluate(TAKE, [list(file), "mine.png"])
    expect(page.locator("ae-superres .refused")).to_contain_text(sentence)
    assert page.locator(SIZE).inner_text() == before
    assert visitor.errors == []


def test_work_can_be_stopped_and_what_was_there_stays(opened):
    visitor = opened("hide=false&factor=2")
    page = visitor.page
    before = page.locator(SIZE).inner_text()
    page.evaluate(
        """([bytes, name]) => void document.querySelector("ae-superres").take(
             new Blob([new Uint8Array(bytes)]), name)""",
        [list(png(np.zeros((1400, 1400, 3), np.uint8))), "large.png"],
    )
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("ae-superres .work")).to_be_hidden()
    assert page.locator(SIZE).inner_text() == before
    assert page.evaluate(ENLARGED, [list(noise(8, 8)), 2])["width"] == 16, "the worker goes on"
    assert visitor.errors == []


def test_it_works_offline_once_it_is_there(visits, files):
    visitor = visits(files, own=True).go("?lang=en&embed=1&tab=superres")
    page = visitor.page
    expect(page.locator(SIZE)).to_contain_text("→")
    visitor.settle()
    visitor.context.set_offline(True)
    page.get_by_label("Hide and recover").uncheck()
    expect(page.locator(SIZE)).to_have_text("360×288 → 1080×864 pixels")
    assert visitor.errors == []


def test_the_server_has_nothing_to_do_but_give_files(visit):
    visitor = visit(query="lang=en&tab=superres")
    expect(visitor.page.locator(SIZE)).to_contain_text("→")
    before = visitor.settle()
    visitor.page.evaluate(TAKE, [list(noise(64, 64, 3)), "mine.png"])
    expect(visitor.page.locator(SIZE)).to_have_text("21×21 → 63×63 pixels")
    assert visitor.settle() == before, "a picture stays where it is"
    assert visitor.errors == []

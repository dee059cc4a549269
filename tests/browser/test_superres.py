"""Super-resolve: photographs, good and bad, the result, its figures, and what a link says."""

import io

import numpy as np
from PIL import Image
from playwright.sync_api import expect

RESULT = "#before-after img"


def opened(visit, query: str = "lang=en"):
    visitor = visit(query=f"{query}&tab=superres")
    visitor.page.locator(RESULT).locator("visible=true").first.wait_for()
    return visitor


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, "PNG")
    return file.getvalue()


def upload(page, name: str, content: bytes) -> None:
    """Replaces the photograph."""
    photo = page.locator(".photo img")
    if photo.count():
        page.locator(".photo button[aria-label]").locator("visible=true").first.click()
        expect(photo).to_have_count(0)
    page.locator(".photo input[type=file]").set_input_files(
        [{"name": name, "mimeType": "image/png", "buffer": content}]
    )
    expect(photo).to_have_count(1)


def test_superres_has_an_example_and_enlarges_a_photo(visit):
    visitor = opened(visit)
    page = visitor.page
    noise = np.random.default_rng(0).integers(0, 255, (60, 40, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    upload(page, "noise.png", file.getvalue())
    page.get_by_label("×2", exact=True).check()
    page.get_by_label("Hide and recover").uncheck()
    page.get_by_role("button", name="Super-resolve").click()
    page.get_by_text("40×60 → 80×120").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the result").click()
    with Image.open(download.value.path()) as result:
        assert result.size == (80, 120)
    assert visitor.errors == []


def test_superres_scores_what_was_hidden(visit):
    page = opened(visit).page
    page.get_by_role("button", name="Super-resolve").click()
    table = page.locator("#scores table")
    table.wait_for()
    rows = [row.inner_text().split() for row in table.locator("tbody tr").all()]
    psnr = {row[0]: float(row[1]) for row in rows}
    assert psnr["Network"] > psnr["Bicubic"] > psnr["Nearest"]


def test_another_method_is_compared_without_enlarging_again(visit):
    visitor = opened(visit)
    page = visitor.page
    page.get_by_role("button", name="Super-resolve").click()
    page.locator("#scores table").wait_for()
    beside = page.locator(RESULT)
    bicubic, network = (beside.nth(at).get_attribute("src") for at in (0, 1))
    page.get_by_label("Nearest").check()
    expect(beside.first).not_to_have_attribute("src", bicubic)
    assert "nearest" in beside.first.get_attribute("src")
    assert beside.nth(1).get_attribute("src") == network
    assert visitor.errors == []


BAD_FILES = {
    "empty.png": (b"", "这个文件是空的"),
    "text.png": (b"this is not a picture", "无法读取这个文件"),
    "cut.png": (png(400, 400)[:80], "这张图片已损坏或不完整"),
    "huge.png": (png(13_000, 13_000), "这张图片有 13000×13000 像素"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "没有像素的矢量图"),
    "tiny.png": (png(3, 3), "这张图片太小"),
    "heavy.png": (bytes(11 * 2**20), "这个文件大于 10 MB"),
}


def test_bad_files_get_a_sentence_in_the_visitors_language_and_lose_nothing(visit):
    visitor = opened(visit, "lang=zh")
    page = visitor.page
    button = page.get_by_role("button", name="超分辨率")
    shown = [image.get_attribute("src") for image in page.locator(RESULT).all()]
    for name, (content, sentence) in BAD_FILES.items():
        upload(page, name, content)
        button.click()
        page.get_by_text(sentence).wait_for()
        visible = page.locator(RESULT).locator("visible=true").all()
        assert [image.get_attribute("src") for image in visible] == shown, "nothing is lost"
    upload(page, "good.png", png(40, 40))
    page.get_by_label("先缩小再恢复").uncheck()
    button.click()
    page.get_by_text("40×40 → 120×120").wait_for()
    assert visitor.errors == []

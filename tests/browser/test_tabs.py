"""Denoise, Interpolate, Sample: each control does what it says, in the page alone."""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from aedemo import load_model
from aedemo.data.pcg32 import Pcg32
from tests.browser.pictures import pixels, wait_until_painted


def value(page, name: str) -> str:
    return page.locator(f'ae-denoise [data-picture="{name}"] .value').inner_text()


def quiet(visitor, action) -> list[str]:
    """The requests that an action causes."""
    before = visitor.settle()
    action()
    visitor.page.wait_for_timeout(500)
    return visitor.requests[before:]


def test_denoise_repairs_and_says_how_well(visit):
    visitor = visit()
    page = visitor.page
    visitor.open("Denoise")
    for name in ("clean", "noisy", "denoising", "dense", "classical"):
        wait_until_painted(page, f'ae-denoise [data-picture="{name}"] canvas')
    noisy, denoised, plain = (
        float(value(page, name).split()[0]) for name in ("noisy", "denoising", "dense")
    )
    assert denoised > noisy + 3 and denoised > plain
    assert page.locator("ae-denoise").get_by_text("total variation").is_visible()

    def change():
        page.get_by_label("Salt and pepper").click()
        slider = page.get_by_role("slider", name="Level").locator("visible=true")
        slider.focus()
        for _ in range(4):
            page.keyboard.press("ArrowRight")

    before = pixels(page, 'ae-denoise [data-picture="noisy"] canvas')
    assert quiet(visitor, change) == []
    after = pixels(page, 'ae-denoise [data-picture="noisy"] canvas')
    assert (after != before).any()
    share = np.isin(after, (0, 255)).mean()
    assert share > 0.6
    assert page.locator("ae-denoise").get_by_text("median 3×3").is_visible()
    assert visitor.errors == []


def test_a_seed_fixes_the_noise(visit):
    visitor = visit()
    page = visitor.page
    visitor.open("Denoise")
    wait_until_painted(page, 'ae-denoise [data-picture="denoising"] canvas')
    seed = page.get_by_label("Seed").locator("visible=true")
    pictures = []
    for number in ("5", "6", "5"):
        seed.fill(number)
        seed.press("Tab")
        page.wait_for_timeout(300)
        pictures.append(pixels(page, 'ae-denoise [data-picture="noisy"] canvas'))
    assert (pictures[0] == pictures[2]).all() and (pictures[0] != pictures[1]).any()


def test_the_film_goes_from_one_digit_to_the_other_and_can_be_scrubbed(visit):
    visitor = visit()
    page = visitor.page
    visitor.open("Interpolate")
    now = 'ae-interpolate [data-picture="code"] canvas'
    wait_until_painted(page, now)
    ends = [pixels(page, f'ae-interpolate ae-pad[data-end="{end}"] canvas') for end in (0, 1)]
    films = page.locator("ae-interpolate .frames").first.bounding_box()
    fade = 'ae-interpolate [data-picture="pixels"] canvas'
    middle = pixels(page, now)

    def scrub():
        y = films["y"] + films["height"] / 2
        page.mouse.move(films["x"] + films["width"] / 2, y)
        page.mouse.down()
        page.mouse.move(films["x"] + 2, y, steps=5)
        page.mouse.up()

    assert quiet(visitor, scrub) == []
    assert (pixels(page, fade) == ends[0]).all(), "at the start the cross-fade is the first digit"
    assert (pixels(page, now) != middle).any()
    page.locator("ae-interpolate .films").focus()
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert (pixels(page, fade) == ends[1]).all()
    assert visitor.errors == []


def test_path_and_variant_change_the_film_and_play_moves_it(visit):
    visitor = visit()
    page = visitor.page
    visitor.open("Interpolate")
    now = 'ae-interpolate [data-picture="code"] canvas'
    wait_until_painted(page, now)
    straight = pixels(page, now)
    page.get_by_label("Spherical").click()
    page.wait_for_timeout(400)
    assert (pixels(page, now) != straight).any()
    page.get_by_role("combobox", name="Autoencoder").click()
    page.get_by_role("option", name="linear").click()
    page.get_by_text("linear", exact=True).locator("visible=true").first.wait_for()
    page.wait_for_timeout(600)
    before = page.locator("ae-interpolate").evaluate("element => element.position")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(1200)
    assert page.locator("ae-interpolate").evaluate("element => element.position") > before


def test_sample_draws_the_digits_pytorch_draws(visit):
    visitor = visit()
    page = visitor.page
    visitor.open("Sample")
    wait_until_painted(page, 'ae-sample [data-sheet="vae"] canvas')
    wait_until_painted(page, "ae-sample .map canvas")
    model = load_model("vae")
    codes = Pcg32(1).normal(16 * model.code).reshape(16, model.code)
    expected = model.decode(torch.from_numpy(codes).float()).mul(255).numpy()
    for index in (0, 7, 15):
        shown = page.locator('ae-sample [data-sheet="vae"] canvas').nth(index)
        values = shown.evaluate(
            """c => [...c.getContext("2d").getImageData(0, 0, 28, 28).data]
                 .filter((_, at) => at % 4 === 0)"""
        )
        assert np.abs(np.array(values) - expected[index].flatten()).max() <= 1

    def hover():
        box = page.locator("ae-sample .map canvas").bounding_box()
        page.mouse.move(box["x"] + 20, box["y"] + 20)

    before = pixels(page, 'ae-sample [data-picture="point"] canvas')
    assert quiet(visitor, hover) == []
    assert (pixels(page, 'ae-sample [data-picture="point"] canvas') != before).any()
    page.locator("ae-sample .map canvas").focus()
    there = page.locator('ae-sample [data-picture="point"] .value').inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.locator('ae-sample [data-picture="point"] .value').inner_text() != there


def test_temperature_zero_gives_one_digit_and_a_new_seed_gives_others(visit):
    visitor = visit()
    page = visitor.page
    visitor.open("Sample")
    sheet = 'ae-sample [data-sheet="vae"] canvas'
    wait_until_painted(page, sheet)
    before = pixels(page, sheet)
    page.get_by_role("button", name="New seed").click()
    page.wait_for_timeout(500)
    assert (pixels(page, sheet) != before).any()
    page.locator("ae-sample").evaluate("element => { element.temperature = 0 }")
    page.wait_for_timeout(300)
    all_values = page.locator(sheet).evaluate_all(
        "all => all.map(c => c.getContext('2d').getImageData(0, 0, 28, 28).data.join())"
    )
    assert len(set(all_values)) == 1


def test_superres_has_an_example_and_enlarges_a_photo(visit, tmp_path):
    visitor = visit()
    page = visitor.page
    visitor.open("Super-resolve")
    page.locator("#before-after img").locator("visible=true").first.wait_for()
    noise = np.random.default_rng(0).integers(0, 255, (60, 40, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    upload(page, "noise.png", file.getvalue())
    page.get_by_label("×2", exact=True).click()
    page.get_by_label("Hide and recover").click()
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Super-resolve").click()
    page.get_by_text("40×60 → 80×120").wait_for(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the result").click()
    with Image.open(download.value.path()) as result:
        assert result.size == (80, 120)
    assert visitor.errors == []


def test_superres_scores_what_was_hidden(visit):
    visitor = visit()
    page = visitor.page
    visitor.open("Super-resolve")
    page.get_by_role("button", name="Super-resolve").click()
    table = page.locator("#scores table")
    table.wait_for(timeout=60_000)
    rows = [row.inner_text().split() for row in table.locator("tbody tr").all()]
    psnr = {row[0]: float(row[1]) for row in rows}
    assert psnr["Network"] > psnr["Bicubic"] > psnr["Nearest"]


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, "PNG")
    return file.getvalue()


BAD_FILES = {
    "empty.png": (b"", "这个文件是空的"),
    "text.png": (b"this is not a picture", "无法读取这个文件"),
    "cut.png": (png(400, 400)[:80], "这张图片已损坏或不完整"),
    "huge.png": (png(13_000, 13_000), "这张图片有 13000×13000 像素"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "没有像素的矢量图"),
    "tiny.png": (png(3, 3), "这张图片太小"),
    "heavy.png": (bytes(11 * 2**20), "这个文件大于 10 MB"),
}


def upload(page, name: str, content: bytes) -> None:
    """Replaces the photograph in the Super-resolve tab."""
    clear = page.locator(".photo button[aria-label]").locator("visible=true")
    if page.locator(".photo img").count():
        clear.first.click()
    page.locator(".photo input[type=file]").set_input_files(
        [{"name": name, "mimeType": "image/png", "buffer": content}]
    )
    page.wait_for_timeout(800)


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_a_sentence_in_the_visitors_language_and_loses_nothing(visit, name):
    content, sentence = BAD_FILES[name]
    visitor = visit(query="lang=zh")
    page = visitor.page
    visitor.open("超分辨率")
    page.locator("#before-after img").first.wait_for()
    upload(page, name, content)
    button = page.get_by_role("button", name="超分辨率")
    button.click()
    page.get_by_text(sentence).wait_for(timeout=30_000)
    assert page.locator("#before-after img").locator("visible=true").count() == 2, "nothing is lost"
    upload(page, "good.png", png(40, 40))
    page.get_by_label("先缩小再恢复").click()
    button.click()
    page.get_by_text("40×40 → 120×120").wait_for(timeout=60_000)

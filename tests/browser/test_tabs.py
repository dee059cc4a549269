"""Denoise, Interpolate, Sample: each control does what it says, in the page alone."""

import numpy as np
import torch
from playwright.sync_api import expect

from aedemo import load_model
from aedemo.data.pcg32 import Pcg32
from tests.browser.actions import frames
from tests.browser.pictures import pixels, wait_until_changed, wait_until_painted, wait_until_shows

NOISY = 'ae-denoise [data-picture="noisy"] canvas'
NOW = 'ae-interpolate [data-picture="code"] canvas'
FILM = 'ae-interpolate [data-film="code"] canvas >> nth=5'
FADE = 'ae-interpolate [data-picture="pixels"] canvas'
SHEET = 'ae-sample [data-sheet="vae"] canvas'


def value(page, name: str) -> str:
    return page.locator(f'ae-denoise [data-picture="{name}"] .value').inner_text()


def test_denoise_repairs_and_says_how_well(tab):
    visitor = tab("denoise")
    page = visitor.page
    for name in ("clean", "noisy", "denoising", "dense", "classical"):
        wait_until_painted(page, f'ae-denoise [data-picture="{name}"] canvas')
    noisy, denoised, plain = (
        float(value(page, name).split()[0]) for name in ("noisy", "denoising", "dense")
    )
    assert denoised > noisy + 3 and denoised > plain
    assert page.locator("ae-denoise").get_by_text("total variation").is_visible()
    before = pixels(page, NOISY)
    count = visitor.settle()
    page.get_by_label("Salt and pepper").check()
    slider = page.get_by_role("slider", name="Level")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("0.6")
    frames(page)
    after = pixels(page, NOISY)
    assert (after != before).any()
    share = np.isin(after, (0, 255)).mean()
    assert share > 0.6
    assert page.locator("ae-denoise").get_by_text("median 3×3").is_visible()
    assert len(visitor.requests) == count and visitor.errors == []


def test_a_seed_fixes_the_noise(tab):
    page = tab("denoise").page
    wait_until_painted(page, 'ae-denoise [data-picture="denoising"] canvas')
    seed = page.get_by_label("Seed")
    pictures = []
    for number in ("5", "6", "5"):
        seed.fill(number)
        seed.press("Tab")
        frames(page)
        pictures.append(pixels(page, NOISY))
    assert (pictures[0] == pictures[2]).all() and (pictures[0] != pictures[1]).any()


def test_the_film_goes_from_one_digit_to_the_other_and_can_be_scrubbed(tab):
    visitor = tab("interpolate")
    page = visitor.page
    wait_until_painted(page, NOW)
    first, last = (
        pixels(page, f'ae-interpolate ae-pad[data-end="{end}"] canvas') for end in (0, 1)
    )
    middle = pixels(page, NOW)
    count = visitor.settle()
    films = page.locator("ae-interpolate .frames").first.bounding_box()
    y = films["y"] + films["height"] / 2
    page.mouse.move(films["x"] + films["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(films["x"] + 2, y, steps=5)
    page.mouse.up()
    wait_until_shows(page, FADE, first)  # at the start the cross-fade is the first digit
    assert (pixels(page, NOW) != middle).any()
    page.locator("ae-interpolate .films").focus()
    page.keyboard.press("End")
    wait_until_shows(page, FADE, last)
    assert len(visitor.requests) == count and visitor.errors == []


def test_path_and_variant_change_the_film_and_play_moves_it(tab):
    page = tab("interpolate").page
    wait_until_painted(page, NOW)
    straight = pixels(page, NOW)
    page.get_by_label("Spherical").check()
    spherical = wait_until_changed(page, NOW, straight)
    wait_until_shows(page, FILM, spherical)  # half-way along the film, too
    page.get_by_label("Autoencoder").select_option("linear")
    wait_until_changed(page, NOW, spherical)
    caption = page.locator('ae-interpolate [data-picture="code"] .value')
    expect(caption).to_have_text("linear")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(
        "before => document.querySelector('ae-interpolate').position > before", arg=0.5
    )


def test_sample_draws_the_digits_pytorch_draws(tab):
    visitor = tab("sample")
    page = visitor.page
    wait_until_painted(page, SHEET)
    wait_until_painted(page, "ae-sample .map canvas")
    for name in ("vae", "vae-gan"):  # of the same codes
        model = load_model(name)
        codes = Pcg32(1).normal(16 * model.code).reshape(16, model.code)
        expected = model.decode(torch.from_numpy(codes).float()).mul(255).numpy()
        sheet = f'ae-sample [data-sheet="{name}"] canvas'
        wait_until_painted(page, sheet)
        for index in (0, 7, 15):
            shown = pixels(page, f"{sheet} >> nth={index}")
            assert np.abs(shown - expected[index, 0]).max() <= 1
    point = 'ae-sample [data-picture="point"]'
    before = pixels(page, f"{point} canvas")
    count = visitor.settle()
    box = page.locator("ae-sample .map canvas").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    wait_until_changed(page, f"{point} canvas", before)
    page.locator("ae-sample .map canvas").focus()
    there = page.locator(f"{point} .value").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"{point} .value")).not_to_have_text(there)
    assert len(visitor.requests) == count and visitor.errors == []


def test_temperature_zero_gives_one_digit_and_a_new_seed_gives_others(tab):
    page = tab("sample").page
    wait_until_painted(page, SHEET)
    before = pixels(page, SHEET)
    page.get_by_role("button", name="New seed").click()
    wait_until_changed(page, SHEET, before)
    page.locator("ae-sample").evaluate("element => { element.temperature = 0 }")
    frames(page)
    all_values = page.locator(SHEET).evaluate_all(
        "all => all.map(c => c.getContext('2d').getImageData(0, 0, 28, 28).data.join())"
    )
    assert len(set(all_values)) == 1

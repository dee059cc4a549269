"""Inside the super-resolution network: the place that is looked at, its pixels, who draws them."""

import re

import numpy as np
import pytest
import torch
from playwright.sync_api import expect

from aedemo import load_model
from aedemo.data.colour import luminance
from aedemo.data.photos import to_tensor
from aedemo.data.resize import enlarge
from aedemo.places import PHOTOS
from aedemo.ui.pictures import open_picture
from tests.browser.actions import DESK, PHONE
from tests.browser.test_looks import faults

EYE = "hide=false&factor=2&inside=true&x=0.301&y=0.321"
WIDTH, HEIGHT = 360, 288  # of the cat
ROW, COLUMN = 92, 108  # which the link names


def number(text: str) -> float:
    return float(text.replace("−", "-"))


class Inside:
    """What the page shows of the inside of the network."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page
        self.section = self.page.locator("ae-superres .inside")
        self.phases = self.section.get_by_role("radio")

    def at(self, row: int, column: int) -> None:
        """Waits until this pixel is looked at; both counted from 0."""
        where = rf"row {row + 1}, column {column + 1}\b|第 {row + 1} 行第 {column + 1} 列"
        expect(self.section.locator(".where")).to_contain_text(re.compile(where))

    @property
    def chosen(self) -> int:
        return [each.get_attribute("aria-checked") for each in self.phases.all()].index("true")

    def value(self, name: str) -> float:
        """The number below one of the three pictures."""
        figure = self.section.locator(f".sum figure:has([data-picture={name}])")
        return number(figure.locator(".value").inner_text())

    @property
    def channels(self) -> list[float]:
        """What each adds to the chosen pixel."""
        return [number(each) for each in self.section.locator(".channels .value").all_inner_texts()]

    @property
    def bias(self) -> float:
        return number(re.search(r"[−+]\d+\.\d+", self.section.locator(".rest").inner_text())[0])


@pytest.fixture
def inside(tab):
    """inside(query, **options): the inside of the network at the place that the link names."""

    def inside(query: str = EYE, row: int = ROW, column: int = COLUMN, **options) -> Inside:
        shown = Inside(tab("superres", query, **options))
        shown.at(row, column)
        return shown

    return inside


@torch.inference_mode()
def levels(row: int, column: int) -> tuple[np.ndarray, np.ndarray]:
    """Of the pixels that lie in one of the cat ×2, in levels of luminance: what bicubic gives, and
    what the network adds."""
    y = luminance(to_tensor(open_picture((PHOTOS / "chelsea.png").read_bytes())))
    bicubic = enlarge(y, 2)
    detail = load_model("superres-x2")(y) - bicubic
    cut = (0, 0, slice(2 * row, 2 * row + 2), slice(2 * column, 2 * column + 2))
    return 255 * bicubic[cut].flatten().numpy(), 255 * detail[cut].flatten().numpy()


def test_what_is_shown_of_every_pixel_is_pytorchs_and_adds_up(inside):
    shown = inside(**DESK)
    bicubic, detail = levels(ROW, COLUMN)
    assert np.abs(detail).max() > 5, "something happens there"
    assert shown.phases.count() == 4
    for phase, button in enumerate(shown.phases.all()):
        button.click()
        expect(button).to_have_attribute("aria-checked", "true")
        assert shown.chosen == phase
        assert shown.value("bicubic") == pytest.approx(bicubic[phase], abs=0.06)
        assert shown.value("detail") == pytest.approx(detail[phase], abs=0.006)
        assert shown.value("result") == pytest.approx(bicubic[phase] + detail[phase], abs=0.06)
        channels = shown.channels
        assert len(channels) == 32
        assert sum(channels) + shown.bias == pytest.approx(detail[phase], abs=0.005 * 34)
        first, *_ = order = sorted(range(32), key=lambda at: -abs(channels[at]))
        share = round(100 * abs(channels[first]) / sum(map(abs, channels)))
        told = shown.section.locator(".told").inner_text()
        said = int(re.search(r"(\d+)\s%", told)[1])
        assert abs(said - share) <= 1
        assert f"Channel {first + 1} has the largest say" in told
        drawers = shown.section.locator(".drawers figure:first-child b").all_inner_texts()
        assert {abs(channels[int(name.split()[-1]) - 1]) for name in drawers} == {
            abs(channels[at]) for at in order[:3]
        }
        strong = shown.section.locator(".channels .strong b").all_inner_texts()
        assert {f"Channel {name}" for name in strong} == set(drawers)
    assert shown.visitor.errors == []


def test_a_press_and_the_arrow_keys_look_at_another_place(inside):
    shown = inside(**DESK)
    surface = shown.page.locator("ae-superres .surface")
    surface.focus()
    shown.page.keyboard.press("ArrowRight")
    shown.at(ROW, COLUMN + 1)
    shown.page.keyboard.press("Shift+ArrowDown")
    shown.at(ROW + 10, COLUMN + 1)
    box = surface.bounding_box()
    scale = min(box["width"] / WIDTH, box["height"] / HEIGHT)
    left, top = (box["width"] - scale * WIDTH) / 2, (box["height"] - scale * HEIGHT) / 2
    x, y = left + 300.5 * scale, top + 40.5 * scale
    shown.page.mouse.click(box["x"] + x, box["y"] + y)
    shown.at(40, 300)
    _, detail = levels(40, 300)
    assert shown.value("detail") == pytest.approx(detail[shown.chosen], abs=0.006)


def test_a_finger_looks_at_places_and_chooses_pixels(inside):
    shown = inside(lang="zh", **PHONE)
    shown.phases.nth(0).tap()
    assert shown.chosen == 0
    for button in shown.phases.all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    surface = shown.page.locator("ae-superres .surface")
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    shown.page.touchscreen.tap(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2)
    expect(shown.section.locator(".where")).not_to_contain_text(f"第 {ROW + 1} 行")
    assert shown.chosen == 0, "the pixel within the place stays chosen"


def test_the_keys_go_from_pixel_to_pixel_and_another_factor_has_others(inside):
    shown = inside(**DESK)
    assert shown.chosen == 3
    shown.phases.nth(3).focus()
    shown.page.keyboard.press("ArrowRight")
    assert shown.chosen == 0
    shown.page.keyboard.press("End")
    assert shown.chosen == 3
    before = shown.value("detail")
    shown.page.get_by_label("×4", exact=True).check()
    expect(shown.phases).to_have_count(16)
    assert shown.value("detail") != before
    assert shown.visitor.errors == []


def test_it_is_folded_until_it_is_wanted_and_a_link_tells_it(tab):
    visitor = tab("superres", **DESK)
    page = visitor.page
    title = page.locator("ae-superres .inside summary")
    expect(page.locator("ae-superres .size")).to_contain_text("→")
    assert page.locator("ae-superres .phases button").count() == 0
    title.click()
    expect(page.locator("ae-superres .phases button")).to_have_count(9)
    state = "document.querySelector('ae-superres').state()"
    assert page.evaluate(state) == {"inside": "true"}
    title.click()
    page.wait_for_function("!document.querySelector('ae-superres').inside")
    assert page.evaluate(state) == {}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_another_language_says_the_same(lang, inside):
    shown = inside(lang=lang, **DESK)
    told = shown.section.locator(".told")
    figures = re.findall(r"[−+]?\d+(?:\.\d+)?", told.inner_text())
    other = "zh" if lang == "en" else "en"
    shown.page.evaluate(
        """async (language) => (await import(
             new URL("web/elements/language.js", location.href).href)).setLanguage(language)""",
        other,
    )
    expect(told).to_contain_text("通道" if other == "zh" else "Channel")
    assert sorted(re.findall(r"[−+]?\d+(?:\.\d+)?", told.inner_text())) == sorted(figures)


def test_every_text_has_its_place(inside):
    shown = inside(f"{EYE}&article=true", own=True)
    assert faults(shown.page, "superres") == {}

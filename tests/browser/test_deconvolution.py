"""The deconvolution opened up: settings, pointing, checkerboards."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.actions import PHONE, frames

ELEMENT = "ae-deconvolution"


def cells(page, name: str):
    return page.locator(f'{ELEMENT} [data-cells="{name}"]')


def numbers(page, name: str, mark: str | None = None) -> list[list[str]]:
    """What the cells of a grid show, as rows; with ``mark`` only those that bear it."""
    shown = cells(page, name).evaluate(
        """(svg, mark) => [...svg.querySelectorAll("rect")].map((box) =>
             mark === null || box.classList.contains(mark) ? box.nextSibling.textContent : "")""",
        mark,
    )
    side = round(len(shown) ** 0.5)
    return [shown[row * side : (row + 1) * side] for row in range(side)]


def marked(page, name: str, mark: str) -> list[tuple[int, int]]:
    """Rows and columns, from 0, of the cells that bear a mark."""
    at = cells(page, name).evaluate(
        """(svg, mark) => [...svg.querySelectorAll("rect")].flatMap((box, at) =>
             box.classList.contains(mark) ? [at] : [])""",
        mark,
    )
    side = round(cells(page, name).locator("rect").count() ** 0.5)
    return [divmod(one, side) for one in at]


def place(page, name: str, row: int, column: int) -> tuple[float, float]:
    """The middle of a cell on the screen."""
    cells(page, name).scroll_into_view_if_needed()
    box = cells(page, name).bounding_box()
    cell = box["width"] / round(cells(page, name).locator("rect").count() ** 0.5)
    return box["x"] + (column + 0.5) * cell, box["y"] + (row + 0.5) * cell


def sentence(page) -> str:
    frames(page)
    return page.locator(f"{ELEMENT} #sentence").inner_text()


def choose(page, label: str, value: int) -> None:
    page.get_by_label(label, exact=True).fill(str(value))
    frames(page)


def drawn(visitor):
    """The visitor, once all is there."""
    cells(visitor.page, "output").locator("rect").first.wait_for()
    visitor.page.locator("ae-kernels .kernels canvas").first.wait_for()
    return visitor


@pytest.fixture
def opened(tab):
    """opened(**options): the elements of the tab."""
    return lambda **options: drawn(tab("deconvolution", **options))


def peaks(page) -> dict[str, int]:
    """Grey levels from peak to peak, as said and as painted, which has to be the same."""
    shown = page.locator("ae-checkerboard [data-kernel] .peak").last
    expect(shown).to_contain_text(re.compile(r"\d"))  # it begins once it is in sight
    found = {}
    for figure in page.locator("ae-checkerboard [data-kernel]").all():
        said = int(re.search(r"\d+", figure.locator(".peak").inner_text()).group())
        painted = figure.locator(".result").evaluate(
            """canvas => [...canvas.getContext("2d")
              .getImageData(0, 0, 24, 24).data].filter((_, at) => at % 4 === 0)"""
        )
        assert np.ptp(painted) == said
        found[figure.get_attribute("data-kernel")] = said
    return found


def test_the_first_grid_is_explained_without_a_click(visit):
    page = drawn(visit("lang=en&tab=deconvolution")).page
    text = page.locator(f"{ELEMENT} .formula").inner_text()
    assert "(5 − 1)·2 − 2·0 + (3 − 1) + 0 + 1 = 11" in text
    assert numbers(page, "output")[0] == list("11212121211")
    assert numbers(page, "output")[2] == list("22424242422")
    assert "written 4×: by input rows 2–3, columns 2–3, through taps 9, 7, 3, 1." in sentence(page)
    assert "3 is not a multiple of 2" in page.locator(f"{ELEMENT} .pipeline .note").inner_text()


def test_settings_change_the_counts_and_ask_nothing_of_the_server(opened):
    visitor = opened()
    page = visitor.page
    before = visitor.settle()
    choose(page, "Kernel k", 4)
    choose(page, "Padding p", 1)
    assert (
        "(5 − 1)·2 − 2·1 + (4 − 1) + 0 + 1 = 10" in page.locator(f"{ELEMENT} .formula").inner_text()
    )
    assert {count for row in numbers(page, "output")[1:-1] for count in row[1:-1]} == {"4"}
    assert "every pixel is written 4×" in page.locator(f"{ELEMENT} .pipeline .note").inner_text()
    choose(page, "Stride s", 4)
    choose(page, "Output padding o", 3)
    assert len(numbers(page, "output")) == 21
    assert visitor.requests[before:] == []
    assert visitor.errors == []


def test_an_impossible_combination_gets_a_sentence_and_loses_nothing(opened):
    page = opened().page
    before = numbers(page, "output")
    choose(page, "Output padding o", 2)
    refused = page.locator(f"{ELEMENT} .refused")
    assert "output padding (2) has to be smaller than the stride (2)" in refused.inner_text()
    assert numbers(page, "output") == before
    assert page.get_by_label("Output padding o").input_value() == "2"
    choose(page, "Stride s", 3)
    assert refused.is_hidden()
    assert len(numbers(page, "output")) == 17
    choose(page, "Output padding o", 0)
    choose(page, "Stride s", 1)
    choose(page, "Kernel k", 1)
    before = numbers(page, "output")
    choose(page, "Padding p", 3)
    assert "Nothing would be left" in refused.inner_text()
    assert "= −1" in page.locator(f"{ELEMENT} .formula").inner_text()
    assert numbers(page, "output") == before


def test_the_mouse_shows_what_writes_an_output_pixel_and_what_an_input_pixel_writes(opened):
    page = opened().page
    page.mouse.move(*place(page, "output", 3, 6))
    said = "Output row 4, column 7 is written 2×: by input row 2, columns 3–4, through taps 6, 4."
    assert sentence(page) == said
    assert marked(page, "output", "here") == [(3, 6)]
    assert marked(page, "input", "linked") == [(1, 2), (1, 3)]
    assert numbers(page, "input")[1] == ["", "", "6", "4", ""]
    assert marked(page, "kernel", "linked") == [(1, 0), (1, 2)]
    page.mouse.move(*place(page, "input", 0, 4))
    said = "Input row 1, column 5 writes output rows 1–3, columns 9–11: 9 of its 9 taps land there."
    assert sentence(page) == said
    assert marked(page, "input", "here") == [(0, 4)]
    assert [row[8:] for row in numbers(page, "output", "linked")[:4]] == [
        ["1", "2", "3"],
        ["4", "5", "6"],
        ["7", "8", "9"],
        ["", "", ""],
    ]
    page.mouse.move(5, 5)
    assert sentence(page) == said, "what was pointed at stays"


def test_pixels_that_nothing_writes_are_named(opened):
    page = opened().page
    choose(page, "Kernel k", 1)
    page.mouse.move(*place(page, "output", 1, 1))
    assert "Output row 2, column 2 is never written" in sentence(page)
    assert marked(page, "input", "linked") == []
    choose(page, "Padding p", 1)
    page.mouse.move(*place(page, "input", 0, 2))
    assert "Input row 1, column 3 writes nothing: the padding cuts off" in sentence(page)


def test_the_keyboard_walks_both_grids(opened):
    page = opened().page
    page.get_by_label("Output padding o").focus()
    page.keyboard.press("Tab")
    assert "Input row 3, column 3 writes output rows 5–7, columns 5–7" in sentence(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert "Input row 2, column 2 writes" in sentence(page)
    page.keyboard.press("Tab")
    assert "Output row 5, column 5 is written 4×" in sentence(page)
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    assert "Output row 5, column 11 is written 2×" in sentence(page), "it stops at the border"
    assert cells(page, "output").get_attribute("aria-describedby") == "sentence"
    choose(page, "Kernel k", 1)
    assert "Output row 5, column 9 is" in sentence(page), "a smaller grid keeps the place inside"


def test_a_finger_points_too_and_the_page_still_scrolls(opened):
    visitor = opened(lang="zh", **PHONE)
    page = visitor.page
    page.touchscreen.tap(*place(page, "output", 2, 2))
    said = "输出第 3 行第 3 列被写入 4 次：来自输入第 1–2 行第 1–2 列，经过第 9、7、3、1 号权重。"
    assert sentence(page) == said
    page.touchscreen.tap(*place(page, "input", 4, 0))
    assert "输入第 5 行第 1 列写入输出第 9–11 行第 1–3 列" in sentence(page)
    client = visitor.context.new_cdp_session(page)

    def drag(start, step):
        """A finger that goes eight steps, in pixels, from a point."""
        (x, y), (right, down) = start, step
        for kind, at in [("touchStart", 0), *(("touchMove", at) for at in range(1, 9))]:
            point = {"x": x + at * right, "y": y + at * down}
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
            frames(page)
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    start = place(page, "output", 8, 1)
    cell = place(page, "output", 8, 2)[0] - start[0]
    scrolled = page.evaluate("scrollY")
    drag(start, (cell, 0))
    assert "输出第 9 行第 10 列" in sentence(page), "along a row it explores"
    assert page.evaluate("scrollY") == scrolled
    drag(place(page, "output", 8, 4), (0, -20))
    page.wait_for_function("before => scrollY > before + 50", arg=scrolled)  # it scrolls


def test_chinese_settings_and_refusal(visit):
    page = drawn(visit("lang=zh&tab=deconvolution")).page
    assert "3 不是 2 的整数倍" in page.locator(f"{ELEMENT} .pipeline .note").inner_text()
    choose(page, "输出填充 o", 3)
    assert "输出填充（3）必须小于步幅（2）" in page.locator(f"{ELEMENT} .refused").inner_text()
    page.get_by_label("English").click()
    expect(page.locator(f"{ELEMENT} .refused")).to_contain_text("PyTorch refuses this")
    assert "written 4×" in sentence(page)


def test_even_counts_alone_leave_a_checkerboard_and_the_cures_do_not(opened):
    page = opened().page
    cured = {"balanced": 0, "resize": 0, "sub_pixel": 0}
    uneven = peaks(page)
    # Taps that sum to s² in all: the phases of 3 by 2 hold 1, 2, 2 and 4 of its 9 taps.
    assert uneven["constant"] == round(96 * 16 / 9) - round(96 * 4 / 9)
    assert uneven.items() >= cured.items()
    choose(page, "Kernel k", 4)
    even = peaks(page)
    assert even["constant"] == 0 and even["random"] > 10
    assert even.items() >= cured.items()
    page.get_by_role("button", name="Other random kernels").click()
    frames(page)
    other = peaks(page)
    assert other["random"] > 0 and other["random"] != even["random"]
    choose(page, "Stride s", 4)
    choose(page, "Kernel k", 7)
    assert peaks(page).items() >= cured.items()


def test_the_elements_stand_alone_with_properties_set_before_they_are_known(visits, files):
    """As in a plain course page: no Gradio, one script."""
    visitor = visits(files)
    page = visitor.page
    page.route(
        "**/course.html",
        lambda route: route.fulfill(
            content_type="text/html",
            body="""<!doctype html><html lang="en"><ae-deconvolution></ae-deconvolution>
              <script>Object.assign(document.querySelector("ae-deconvolution"),
                {kernel: 2, stride: 3, outputPadding: 9})</script>
              <script type="module" src="web/main.js"></script></html>""",
        ),
    )
    visitor.go("course.html")
    cells(page, "output").locator("rect").first.wait_for()
    assert (
        "(5 − 1)·3 − 2·0 + (2 − 1) + 0 + 1 = 14" in page.locator(f"{ELEMENT} .formula").inner_text()
    )
    assert len(numbers(page, "output")) == 14
    assert visitor.errors == []

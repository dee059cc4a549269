"""A gesture belongs to the pointer that began it: palms, second fingers and other buttons beside it
change nothing, and none is left hanging."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.actions import frames, loaded
from tests.browser.pictures import pixels

TOUCH = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
PAD = "ae-pad canvas"
LINE = [(0.2, 0.3), (0.4, 0.3), (0.6, 0.3), (0.8, 0.3)]
ELSEWHERE = [(0.3, 0.9), (0.7, 0.8), (0.2, 0.7), (0.8, 0.9)]


class Hand:
    """Pen, mouse and fingers on a surface, at shares of it."""

    def __init__(self, page, surface):
        self.page, self.surface = page, surface
        self._send = page.context.new_cdp_session(page).send
        self._fingers: dict[int, dict] = {}

    def _at(self, share) -> dict:
        box = self.surface.bounding_box()
        return {"x": box["x"] + share[0] * box["width"], "y": box["y"] + share[1] * box["height"]}

    def _mouse(self, kind, share, pointer, button="left", buttons=1):
        what = {"type": kind, "pointerType": pointer, "button": button, "buttons": buttons}
        self._send("Input.dispatchMouseEvent", {**what, "clickCount": 1, **self._at(share)})

    def press(self, share, pointer="mouse", button="left"):
        buttons = {"left": 1, "right": 2, "middle": 4}[button]
        self._mouse("mousePressed", share, pointer, button, buttons)

    def move(self, share, pointer="mouse", buttons=1):
        self._mouse("mouseMoved", share, pointer, "left" if buttons & 1 else "none", buttons)

    def lift(self, share, pointer="mouse", button="left"):
        self._mouse("mouseReleased", share, pointer, button, 0)

    def touch(self, finger, share):
        kind = "touchMove" if finger in self._fingers else "touchStart"
        self._fingers[finger] = {"id": finger, **self._at(share)}
        self._touch(kind)

    def untouch(self, finger):
        del self._fingers[finger]
        self._touch("touchEnd")

    def cancel(self):
        self._fingers.clear()
        self._touch("touchCancel")

    def _touch(self, kind):
        points = list(self._fingers.values())
        self._send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.fixture
def hand(tab):
    """A hand over an empty pad."""
    page = tab("draw", "digit=", **TOUCH).page
    loaded(page)
    pad = page.locator(PAD)
    pad.scroll_into_view_if_needed()
    return Hand(page, pad)


def ink(hand) -> np.ndarray:
    frames(hand.page)
    return pixels(hand.page, PAD)


def alone(hand) -> np.ndarray:
    """The line, drawn by the mouse with nothing beside it; the pad is then empty again."""
    hand.press(LINE[0])
    for share in LINE[1:]:
        hand.move(share)
    hand.lift(LINE[-1])
    drawn = ink(hand)
    assert 40 < (drawn > 0).sum() < 120
    hand.page.get_by_role("button", name="Clear").click()
    assert not ink(hand).any()
    return drawn


def test_a_palm_beside_the_pen_draws_nothing(hand):
    expected = alone(hand)
    hand.press(LINE[0], "pen")
    for share, palm in zip(LINE[1:], ELSEWHERE[1:], strict=True):
        hand.touch(1, palm)
        hand.move(share, "pen")
    hand.lift(LINE[-1], "pen")
    for palm in ELSEWHERE:  # which still lies there
        hand.touch(1, palm)
    hand.untouch(1)
    assert (ink(hand) == expected).all()


def test_other_fingers_and_the_mouse_beside_a_finger_draw_nothing(hand):
    expected = alone(hand)
    hand.touch(0, LINE[0])
    for share, other in zip(LINE[1:], ELSEWHERE[1:], strict=True):
        hand.touch(1, other)
        hand.move(other, buttons=0)
        hand.touch(0, share)
    hand.press(ELSEWHERE[0])
    hand.move(ELSEWHERE[1])
    hand.lift(ELSEWHERE[1])
    hand.untouch(0)
    hand.touch(1, ELSEWHERE[2])
    hand.untouch(1)
    assert (ink(hand) == expected).all()
    hand.touch(0, ELSEWHERE[0])  # a gesture of its own
    hand.untouch(0)
    assert (ink(hand) != expected).any()


@pytest.mark.parametrize("button", ["right", "middle"])
def test_other_buttons_draw_nothing(hand, button):
    hand.press(LINE[0], button=button)
    hand.move(LINE[1], buttons={"right": 2, "middle": 4}[button])
    hand.lift(LINE[1], button=button)
    assert not ink(hand).any()


def test_a_stroke_that_is_cancelled_keeps_its_ink_and_ends(hand):
    hand.touch(0, LINE[0])
    hand.touch(0, LINE[1])
    drawn = ink(hand)
    hand.cancel()
    hand.move(LINE[3], buttons=0)
    assert drawn.any() and (ink(hand) == drawn).all()


# Each takes the end of a gesture from the page, which the mouse is in.
MISSED = {
    "released where nobody saw it": "() => {}",
    "the window is left": "() => dispatchEvent(new Event('blur'))",
    "the element is taken away": """() => {
      const draw = document.querySelector("ae-draw");
      const { parentNode, nextSibling } = draw;
      draw.remove();
      parentNode.insertBefore(draw, nextSibling);
    }""",
}


@pytest.mark.parametrize("missed", MISSED)
def test_a_gesture_whose_end_was_missed_is_over(hand, missed):
    hand.press(LINE[0])
    hand.move(LINE[1])
    drawn = ink(hand)
    hand.page.evaluate(MISSED[missed])
    for share in LINE[2:]:
        hand.move(share, buttons=0 if "released" in missed else 1)
    assert (ink(hand) == drawn).all()
    hand.touch(0, LINE[3])
    hand.untouch(0)
    assert (ink(hand) > 0).sum() > (drawn > 0).sum(), "the next one draws"
    hand.lift(LINE[3])


SURFACES = {
    "interpolate": (".films", "({ position }) => position"),
    "anomaly": (".errors", "({ threshold }) => threshold"),
    "sample": (".map canvas", "({ x, y }) => [x, y]"),
    "map": (".map canvas", "({ place }) => place"),
}


@pytest.mark.parametrize("name", SURFACES)
def test_every_surface_follows_the_pointer_that_pressed_it(tab, name):
    selector, value = SURFACES[name]
    page = tab(name, **TOUCH).page
    loaded(page)
    element = page.locator(f"ae-{name}")
    surface = element.locator(selector)
    surface.scroll_into_view_if_needed()
    hand = Hand(page, surface)
    hand.press((0.3, 0.4), "pen")
    hand.move((0.6, 0.4), "pen")
    kept = element.evaluate(value)
    for palm in [(0.8, 0.6), (0.9, 0.7)]:
        hand.touch(1, palm)
    hand.untouch(1)
    assert element.evaluate(value) == kept
    hand.move((0.4, 0.4), "pen")
    assert element.evaluate(value) != kept
    hand.lift((0.4, 0.4), "pen")
    kept = element.evaluate(value)
    hand.press((0.7, 0.4), button="right")
    hand.lift((0.7, 0.4), button="right")
    assert element.evaluate(value) == kept
    hand.touch(0, (0.7, 0.4))
    hand.untouch(0)
    expect(surface).to_be_visible()
    assert element.evaluate(value) != kept


@pytest.mark.parametrize("ratio", [1.25, 2, 4])
def test_ink_lies_below_the_pointer_however_the_pad_is_scaled(tab, ratio):
    page = tab("draw", "digit=", device_scale_factor=ratio, **TOUCH).page
    loaded(page)
    pad = page.locator(PAD)
    for style in ("", "transform: scale(0.6) translate(40px, 10px)", "zoom: 1.4"):
        page.evaluate("style => { document.querySelector('main').style = style }", style)
        pad.scroll_into_view_if_needed()
        hand = Hand(page, pad)
        hand.press((0.25, 0.7))
        hand.lift((0.25, 0.7))
        rows, columns = np.nonzero(ink(hand))
        assert abs(rows.mean() + 0.5 - 0.7 * 28) < 0.6, style
        assert abs(columns.mean() + 0.5 - 0.25 * 28) < 0.6, style
        page.get_by_role("button", name="Clear").click()


def test_a_stroke_goes_on_where_it_comes_back_to_the_pad(hand):
    hand.press((0.8, 0.5))
    hand.move((1.3, 0.5))
    hand.move((1.3, 0.8))
    assert not ink(hand)[18:, :].any(), "outside the pad there is no ink"
    hand.move((0.8, 0.8))
    hand.lift((0.8, 0.8))
    assert ink(hand)[21:24, 22:].any(axis=0).all(), "back in, it comes from the edge"

"""Draw: by mouse, touch and keyboard; what shows while weights come, and if they do not."""

import numpy as np

from tests.browser.pictures import ink_middle, pixels, wait_until_painted

PAD = "ae-draw ae-pad canvas"
SEES = 'ae-draw [data-picture="sees"] canvas'
OUTPUT = 'ae-draw [data-picture="output"] canvas'
CARDS = "ae-draw .family button"


def ready(visitor):
    """Waits until every autoencoder has rebuilt the first digit."""
    wait_until_painted(visitor.page, OUTPUT)
    visitor.page.wait_for_function(
        """() => [...document.querySelector("ae-draw").shadowRoot
             .querySelectorAll(".family canvas")].every(c => !c.classList.contains("empty"))""",
        timeout=30_000,
    )
    return visitor.page


def stroke(page, points):
    """A line through points given in pixels of the 28×28 pad, with the mouse."""
    box = page.locator(PAD).bounding_box()
    places = [
        (box["x"] + x / 28 * box["width"], box["y"] + y / 28 * box["height"]) for x, y in points
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()
    page.wait_for_timeout(200)


def test_something_true_is_on_screen_before_the_first_click(visit):
    page = ready(visit())
    assert pixels(page, OUTPUT).max() > 200
    assert "error 0." in page.locator('ae-draw [data-picture="output"] .value').inner_text()
    assert "PCA-32 0." in page.locator('ae-draw [data-picture="output"] .value').inner_text()
    assert page.locator("ae-draw .bars .up").get_attribute("d")
    assert page.locator(CARDS).count() == 10


def test_a_stroke_changes_every_picture_and_asks_nothing_of_the_server(visit):
    visitor = visit()
    page = ready(visitor)
    page.get_by_role("button", name="Clear").first.click()
    page.wait_for_timeout(500)
    assert page.locator(f"{OUTPUT}.empty").count() == 1
    before = visitor.settle()
    stroke(page, [(8, 6), (20, 6), (12, 23)])
    page.wait_for_timeout(600)
    assert pixels(page, PAD).max() == 255
    assert pixels(page, OUTPUT).max() > 100
    values = page.locator(f"{CARDS} .value").all_inner_texts()
    assert all(0 < float(value) < 0.3 for value in values)
    assert len(set(values)) > 5
    assert visitor.requests[before:] == []
    assert visitor.errors == []


def test_the_pen_has_four_grey_levels(visit):
    page = ready(visit())
    page.get_by_role("button", name="Clear").first.click()
    stroke(page, [(5, 4), (21, 11), (9, 24)])
    assert set(np.unique(pixels(page, PAD))) == {0, 85, 170, 255}


def test_touch_draws_without_scrolling(visit):
    visitor = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = ready(visitor)
    page.get_by_role("button", name="Clear").first.tap()
    box = page.locator(PAD).bounding_box()
    client = visitor.context.new_cdp_session(page)
    scrolled = page.evaluate("scrollY")

    def touch(kind, points):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    at = [{"x": box["x"] + 140, "y": box["y"] + 40 + 20 * i} for i in range(11)]
    touch("touchStart", [at[0]])
    for point in at[1:]:
        touch("touchMove", [point])
    touch("touchEnd", [])
    page.wait_for_timeout(400)
    drawn = pixels(page, PAD)
    assert (drawn > 0).any(axis=1).sum() > 15, "a line over most of the pad's height"
    assert page.evaluate("scrollY") == scrolled
    assert pixels(page, OUTPUT).max() > 100


def test_the_keyboard_draws(visit):
    page = ready(visit())
    page.locator(PAD).focus()
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    for _ in range(14):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(300)
    drawn = pixels(page, PAD)
    assert (drawn == 255).any(axis=1).sum() >= 14
    assert (drawn > 0).any(axis=0).sum() <= 4, "moving with the pen up leaves no ink"


def test_centring_moves_the_digit_to_the_middle_and_can_be_turned_off(visit):
    page = ready(visit())
    page.get_by_role("button", name="Clear").first.click()
    stroke(page, [(3, 3), (8, 3), (5, 11)])
    row, column = ink_middle(pixels(page, SEES))
    assert 13.4 <= row <= 14.6 and 13.4 <= column <= 14.6
    assert (pixels(page, SEES) > 12).any(axis=1).sum() >= 18, "scaled to twenty pixels"
    page.get_by_label("Centre the drawing").click()
    page.wait_for_timeout(300)
    assert (pixels(page, SEES) == pixels(page, PAD)).all()


def test_a_picked_digit_and_a_random_one_replace_the_drawing(visit):
    page = ready(visit())
    first = pixels(page, PAD)
    page.get_by_role("button", name="Pick this 7").first.click()
    page.wait_for_timeout(200)
    seven = pixels(page, PAD)
    assert (seven != first).any()
    pad = page.locator("ae-draw ae-pad")
    before = pad.evaluate("pad => pad.pixels.join()")
    page.get_by_role("button", name="Random test digit").first.click()
    page.wait_for_function(
        """before => document.querySelector("ae-draw").shadowRoot
             .querySelector("ae-pad").pixels.join() !== before""",
        arg=before,
    )
    page.wait_for_timeout(200)
    assert pixels(page, PAD).max() > 200


def test_choosing_another_autoencoder_shows_its_code(visit):
    page = ready(visit())
    page.locator('ae-draw [data-variant="sparse-l1"]').click()
    page.wait_for_timeout(300)
    assert "1000 numbers" in page.locator("ae-draw .code .note").inner_text()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(300)
    assert "784 numbers" in page.locator("ae-draw .code .note").inner_text()


def test_one_network_is_enough_to_start_and_a_failure_can_be_tried_again(browser, site):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    blocked = []

    def gate(route):
        if "/dense/" in route.request.url:
            route.continue_()
        else:
            blocked.append(route.request.url)
            route.abort()

    page.route("**/weights/**", gate)
    page.goto(f"{site}/?lang=en")
    wait_until_painted(page, OUTPUT)
    status = page.locator("ae-draw > .status.failed")
    status.wait_for()
    assert "could not be loaded" in status.inner_text()
    page.unroute("**/weights/**")
    page.get_by_role("button", name="Try again").first.click()
    wait_until_painted(page, 'ae-draw [data-variant="vae-2d"] canvas')
    assert blocked
    context.close()


def test_a_damaged_network_does_not_keep_the_others_back(browser, site):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.route("**/dense/model.safetensors", lambda route: route.fulfill(body=b"\x40" * 900))
    page.goto(f"{site}/?lang=en")
    wait_until_painted(page, 'ae-draw [data-variant="vae-2d"] canvas')
    assert "could not be loaded" in page.locator("ae-draw .status.failed").inner_text()
    assert page.locator('ae-draw [data-variant="dense"] canvas.empty').count() == 1
    page.locator('ae-draw [data-variant="vae"]').click()
    wait_until_painted(page, OUTPUT)
    context.close()

"""A course page, from another origin, that embeds the site in the three ways."""

from contextlib import nullcontext
from pathlib import Path

import gradio
import pytest
from playwright.sync_api import expect

from tests.browser.actions import PHONE, frames, scribble, shared
from tests.browser.course import served
from tests.browser.pictures import pixels, wait_until_painted
from tests.browser.proxy import proxied

CDN = f"https://gradio.s3-us-west-2.amazonaws.com/{gradio.__version__}/"
FRONTEND = Path(gradio.__file__).parent / "templates" / "frontend"

# What the Share dialog gives a teacher.
SNIPPETS = """async (tab) => {
  const panel = document.querySelector("ae-share");
  await panel.open(tab, [document.querySelector(`ae-${tab}`)]);
  return ["iframe", "element"].map((name) => panel.one(`#${name}`).value);
}"""


# Whether a frame is as high as what is in it.
FITS = """() => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  return innerHeight === height && document.documentElement.scrollHeight === height;
}"""


@pytest.fixture
def course(visits, tmp_path):
    """Opens a page of an own origin: course(body, **options) → (page, its errors)."""
    with served(tmp_path) as address:

        def open_page(body: str, **options):
            (tmp_path / "index.html").write_text(
                f"<!doctype html><html lang='en'><title>Course</title><body>{body}</body></html>",
                encoding="utf-8",
            )
            visitor = visits(address, **options)
            page = visitor.page
            # Gradio's own script is on its CDN alone; here it comes from the installed package.
            page.route(
                f"{CDN}**",
                lambda route: route.fulfill(path=FRONTEND / route.request.url[len(CDN) :]),
            )
            visitor.go("")
            return page, visitor.errors

        yield open_page


@pytest.fixture
def snippets(visit):
    """snippets(query) → the iframe's and the element's snippet of a tab."""

    def of(query: str) -> list[str]:
        visitor = visit(query=query)
        tab = query.rpartition("tab=")[2].partition("&")[0]
        wait_until_painted(visitor.page, f"ae-{tab} canvas")
        return visitor.page.evaluate(SNIPPETS, tab)

    return of


def line(page, frame, selector: str) -> None:
    """Draws a line on the pad, and waits until the picture of the result is another."""
    pad, result = frame.locator("ae-pad canvas").first, frame.locator(selector).first
    pad.scroll_into_view_if_needed()
    before = result.evaluate("canvas => canvas.toDataURL()")
    scribble(page, pad, [(0.2, 0.2), (0.8, 0.2), (0.5, 0.8)])
    canvas = result.element_handle()
    canvas.owner_frame().wait_for_function(
        "([canvas, before]) => canvas.toDataURL() !== before", arg=[canvas, before]
    )


OUTPUT = '[data-picture="output"] canvas'


def test_two_iframes_work_keep_apart_and_follow_the_height(snippets, course):
    draw, _ = snippets("lang=en&tab=draw&digit=t1")
    denoise, _ = snippets("lang=zh&tab=denoise&kind=masking&level=0.5")
    page, errors = course(draw + denoise)
    first, second = page.frame_locator("iframe").nth(0), page.frame_locator("iframe").nth(1)
    first.locator(f"ae-draw {OUTPUT}:not(.empty)").wait_for()
    page.locator("iframe").nth(1).scroll_into_view_if_needed()  # what is out of sight is not drawn
    second.locator('ae-denoise [data-picture="noisy"] canvas:not(.empty)').wait_for()
    assert second.get_by_label("掩码").is_checked()
    for frame in (first, second):
        assert frame.get_by_role("tab").locator("visible=true").count() == 0
        assert frame.locator("footer, #masthead, #credits").locator("visible=true").count() == 0
    shown = second.locator('[data-picture="noisy"] canvas').evaluate("node => node.toDataURL()")
    line(page, first, OUTPUT)
    assert shown == second.locator('[data-picture="noisy"] canvas').evaluate(
        "node => node.toDataURL()"
    )
    for frame in page.frames[1:]:
        frame.wait_for_function(FITS)
    assert errors == []


def test_an_iframe_works_by_touch_and_fits_a_phone(snippets, course):
    draw, _ = snippets("lang=en&tab=draw")
    page, errors = course(f'<meta name="viewport" content="width=device-width">{draw}', **PHONE)
    frame = page.frame_locator("iframe")
    frame.locator(f"ae-draw {OUTPUT}:not(.empty)").wait_for()
    frame.get_by_role("button", name="Clear").tap()
    pad = frame.locator("ae-pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    before = page.evaluate("scrollY")
    touch = page.context.new_cdp_session(page)
    for kind, x, y in [
        ("touchStart", 0.5, 0.2),
        ("touchMove", 0.5, 0.5),
        ("touchMove", 0.5, 0.8),
    ]:
        point = {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    frame.locator(f"ae-draw {OUTPUT}:not(.empty)").wait_for()
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert errors == []


def test_two_elements_stand_alone_in_a_page_and_keep_apart(snippets, course):
    _, dense = snippets("lang=en&tab=draw&variant=dense&digit=t1")
    _, vae = snippets("lang=zh&tab=draw&variant=vae&digit=t3")
    _, denoise = snippets("lang=en&tab=denoise&kind=masking&level=0.5&seed=4")
    page, errors = course(dense + vae + denoise)
    for number in (0, 1):
        page.locator(f"ae-draw >> nth={number} >> {OUTPUT}:not(.empty)").wait_for()
    one, two = page.locator("ae-draw").nth(0), page.locator("ae-draw").nth(1)
    assert one.locator(".network h3").inner_text() == "The network: dense"
    assert two.locator(".network h3").inner_text() == "网络：变分"
    before = two.locator(OUTPUT).evaluate("canvas => canvas.toDataURL()")
    line(page, one, OUTPUT)
    assert two.locator(OUTPUT).evaluate("canvas => canvas.toDataURL()") == before
    element = page.locator("ae-denoise")
    element.evaluate("(element) => element.scrollIntoView()")  # it starts once it is in sight
    expect(element.get_by_label("Masking")).to_be_checked()
    noisy = 'ae-denoise [data-picture="noisy"] canvas'
    wait_until_painted(page, noisy)
    masked = pixels(page, noisy)
    element.get_by_label("Salt and pepper").check()
    element.get_by_label("Level").fill("0.8")
    frames(page)
    assert (pixels(page, noisy) == 255).sum() > (masked == 255).sum() + 100
    seed = element.get_by_label("Seed")
    seed.fill("")
    assert seed.get_attribute("aria-invalid") == "true"
    seed.blur()
    assert seed.input_value() == "4" and seed.get_attribute("aria-invalid") == "false"
    assert errors == []


@pytest.mark.parametrize("path", ["", "/courses/aedemo"], ids=["root", "path"])
def test_gradio_app_shows_the_whole_site(site, course, path):
    with proxied(site, path) if path else nullcontext(site) as address:
        page, errors = course(
            '<script>history.replaceState(null, "", "?tab=2")</script>'  # of the course page itself
            f'<script type="module" src="{CDN}gradio.js"></script>'
            f'<gradio-app src="{address}"></gradio-app>'
        )
        page.get_by_role("tab", name="Draw").first.wait_for()
        page.locator(f"ae-draw {OUTPUT}:not(.empty)").first.wait_for()
        page.get_by_role("tab", name="Denoise").first.click()
        wait_until_painted(page, 'ae-denoise [data-picture="noisy"] canvas')
        assert page.locator(".unread").locator("visible=true").count() == 0
        assert shared(page).startswith(f"{address}/?tab=denoise")
        assert errors == []

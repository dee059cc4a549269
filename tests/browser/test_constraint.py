"""The constraint, visible: how its views are opened and used."""

import json
import re

from aedemo.places import WEIGHTS
from tests.browser.actions import scribble, shared
from tests.browser.pictures import pixels

VIEWS = {
    "linear": "Angle between the two spaces",
    "denoising": "Towards this digit",
    "sparse-l1": "Mean activation of every unit over the test sample",
    "contractive": "Singular values of the Jacobian here",
    "vae": "What the encoder says of your digit: a cloud, not a point",
}


def ready(tab, query: str, **options):
    """The tab with a view that is drawn."""
    visitor = tab("constraint", query, **options)
    visitor.page.locator("ae-constraint .view:visible").wait_for()
    return visitor


def test_each_view_opens_by_link_and_by_its_name(tab):
    visitor = ready(tab, "digit=t1")
    page = visitor.page
    element = page.locator("ae-constraint")
    assert element.get_by_label("Autoencoder").input_value() == "sparse-kl"
    for name, heading in VIEWS.items():
        element.get_by_label("Autoencoder").select_option(name)
        element.get_by_role("heading", name=heading).wait_for()
        assert element.get_by_label("Radius", exact=True).is_visible() == (name == "contractive")
        assert element.get_by_role("button", name="New seed").is_visible() == (
            name in ("contractive", "denoising")
        )
    link = shared(page)
    assert "variant=vae&" in link
    page.goto(link.replace("variant=vae&", "variant=linear&"))
    config = json.loads((WEIGHTS / "linear" / "config.json").read_text(encoding="utf-8"))
    [angle] = [each for each in config["figures"] if each["id"] == "pca-angle"]
    largest = angle["value"]
    element.get_by_text(f"the largest is {largest:.2f}°").wait_for()
    assert visitor.errors == []


def test_the_view_follows_the_pen_without_the_server(tab):
    visitor = ready(tab, "variant=contractive&digit=t1&radius=3")
    page = visitor.page
    norm = page.locator('ae-constraint [data-of="dense"][data-measure="frobenius"]')
    norm.filter(has_text=".").wait_for()
    before = norm.inner_text()
    count = visitor.settle()
    scribble(page, page.locator("ae-constraint ae-pad canvas"), [(0.1, 0.2), (0.8, 0.2)])
    page.wait_for_function(
        "before => document.querySelector('ae-constraint').shadowRoot"
        ".querySelector('[data-of=dense][data-measure=frobenius]').textContent !== before",
        arg=before,
    )
    radius = page.locator("ae-constraint").get_by_label("Radius", exact=True)
    moves = page.locator('ae-constraint [data-of="contractive"][data-measure="code_moves"]')
    radius.fill("0")
    moves.filter(has_text="0.00").wait_for()
    chart = page.locator('ae-constraint [data-chart="singular"]')
    assert "contractive" in chart.get_attribute("aria-label")
    assert len(visitor.requests) == count and visitor.errors == []


def test_keys_walk_through_dimensions_and_the_link_holds_the_place(tab):
    visitor = ready(tab, "variant=vae&digit=t1&dimension=36")
    page = visitor.page
    dimensions = page.get_by_role("slider", name="Dimensions of the code")
    assert "Dimension 37" in dimensions.get_attribute("aria-valuetext")
    dimensions.press("End")
    line = page.locator("ae-constraint .dimension")
    line.filter(has_text="collapsed").wait_for()
    last = line.inner_text().partition(":")[0]
    dimensions.press("ArrowLeft")
    line.filter(has_not_text=f"{last}:").wait_for()
    chosen = line.inner_text()
    again = tab("constraint", shared(page).partition("?")[2]).page
    again.locator("ae-constraint .dimension", has_text=chosen.partition(":")[0]).wait_for()
    assert visitor.errors == []


def test_the_field_by_mouse_and_keys(tab):
    visitor = ready(tab, "variant=denoising&digit=t1&towards=4&seed=5&x=0.5&y=0.2")
    page = visitor.page
    readout = page.locator("ae-constraint .readout")
    readout.filter(has_text="50 % of the way").wait_for()
    field = page.locator("ae-constraint .vectors svg")
    field.press("ArrowRight")
    readout.filter(has_text="55 % of the way").wait_for()
    kept = pixels(page, 'ae-constraint [data-picture="pulled"] canvas')
    box = field.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
    readout.filter(has_text="1 % of the way, noise").wait_for()
    page.mouse.move(1, 1)
    readout.filter(has_text="55 % of the way").wait_for()
    assert (pixels(page, 'ae-constraint [data-picture="pulled"] canvas') == kept).all()
    page.wait_for_function(
        "() => [...document.querySelector('ae-constraint').shadowRoot"
        ".querySelectorAll('.arrows path')].every((path) => path.getAttribute('d'))"
    )
    link = shared(page)
    for setting in ("variant=denoising", "towards=4", "seed=5", "x=0.55", "y=0.2"):
        assert f"&{setting}&" in f"{link}&"
    page.get_by_role("radiogroup", name="Towards this digit").get_by_role(
        "radio", name="Pick this 2"
    ).click()
    page.get_by_text("This is your digit itself").wait_for()
    assert field.is_hidden() and visitor.errors == []


def test_touch_chooses_a_place_and_a_dimension(tab):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = ready(tab, "variant=denoising&digit=t1", **phone).page
    field = page.locator("ae-constraint .vectors svg")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    field.tap(position={"x": box["width"] / 2, "y": box["height"] / 2})
    middle = re.compile(r"^(49|50|51)\s% of the way, noise of 0\.0")
    page.locator("ae-constraint .readout", has_text=middle).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("ae-constraint").get_by_label("Autoencoder").select_option("vae")
    plot = page.locator('ae-constraint [data-chart="posterior"] .plot')
    plot.wait_for()
    plot.tap(position={"x": plot.bounding_box()["width"] - 4, "y": 40})
    page.locator("ae-constraint .dimension", has_text="collapsed").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_empty_pad_and_a_bad_link_are_answered_with_a_sentence(tab):
    visitor = tab("constraint", "variant=copying&radius=11&digit=t1")
    page = visitor.page
    page.get_by_text("left as usual: variant, radius.").wait_for()
    element = page.locator("ae-constraint")
    summary = element.locator(".summary").first
    summary.filter(has_text="units fire").wait_for()
    element.get_by_role("button", name="Clear").click()
    element.get_by_text("Draw or pick a digit").wait_for()
    assert element.locator(".view:visible").count() == 0
    scribble(page, element.locator("ae-pad canvas"), [(0.5, 0.2), (0.5, 0.8)])
    summary.filter(has_text="units fire").wait_for()
    assert visitor.errors == []

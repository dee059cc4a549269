"""Save a picture: what a tab shows as a PNG, at twice its size."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.browser.actions import PHONE, loaded, scribble
from tests.browser.pictures import pixels, wait_until_painted

PAD = "ae-draw ae-pad canvas"
OUTPUT = 'ae-draw [data-picture="output"] canvas'


def saved(page) -> tuple[str, np.ndarray]:
    """The name of the file, and its grey levels."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a picture").locator("visible=true").click()
    content = download.value.path().read_bytes()
    return download.value.suggested_filename, np.array(Image.open(io.BytesIO(content)).convert("L"))


def seen(picture: np.ndarray, left: float, top: float, side: float) -> np.ndarray:
    """The 28×28 levels in the middles of the cells of a square of it."""
    middles = (np.arange(28) + 0.5) * side / 28
    rows, columns = (np.rint(start + middles).astype(int) for start in (top, left))
    return picture[np.ix_(rows, columns)]


@pytest.mark.parametrize(
    "options", [{"color_scheme": "dark"}, PHONE], ids=["1440-dark", "390-light"]
)
def test_it_holds_what_was_drawn_and_what_was_rebuilt(tab, options):
    visitor = tab("draw", **options)
    page = visitor.page
    wait_until_painted(page, OUTPUT)
    scribble(page, page.locator(PAD), [(0.2, 0.2), (0.8, 0.3), (0.4, 0.8)])
    page.get_by_role("button", name="Save a picture").scroll_into_view_if_needed()
    visitor.settle()
    asked = [url for url in visitor.requests if url.startswith("http")]
    name, picture = saved(page)
    assert name == "aedemo-draw-dense.png"
    assert picture[0, 0] == picture[-1, -1] and (picture[0, 0] < 40) == ("dark" in str(options))
    pad, output = (page.locator(selector).bounding_box() for selector in (PAD, OUTPUT))
    drawn, rebuilt = pixels(page, PAD), pixels(page, OUTPUT)
    left, side = 2 * 24, 2 * pad["width"]  # beside the margin
    height = len(picture) - int(side)
    at = [top for top in range(height) if (seen(picture, left, top, side) == drawn).all()]
    assert at, "what was drawn is not there"
    left += 2 * (output["x"] - pad["x"])
    top = np.mean(at) + 2 * (output["y"] - pad["y"])
    np.testing.assert_array_equal(seen(picture, left, top, 2 * output["width"]), rebuilt)
    assert [url for url in visitor.requests if url.startswith("http")] == asked
    assert visitor.errors == []


# Two pictures compared, a chart that a style sheet colours, and what is only there to be pressed.
SHOWN = """async () => {
  document.body.innerHTML = `<section>
    <style>rect { fill: lime } canvas { position: absolute }</style>
    <div style="position: relative; height: 100px">
      <canvas width="200" height="100"></canvas>
      <canvas width="200" height="100" style="clip-path: inset(0 0 0 50%)"></canvas>
    </div>
    <button style="display: block; width: 200px; height: 100px; background: red"></button>
    <svg width="200" height="100" style="display: block"><rect width="200" height="100" /></svg>
  </section>`;
  ["red", "blue"].forEach((colour, at) => {
    const context = document.querySelectorAll("canvas")[at].getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 200, 100);
  });
  const { snapshot } = await import("./web/parts/snapshot.js");
  const picture = await snapshot(document.querySelector("section"), "", "", "");
  document.body.replaceChildren();
  const image = await createImageBitmap(picture);
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return [50, 150].map((x) => [...context.getImageData(2 * (24 + x), 0, 1, image.height).data]);
}"""


def test_it_is_clipped_and_coloured_as_the_page_is_and_has_no_buttons(blank):
    columns = blank.evaluate(SHOWN)  # two, beyond the margin
    left, right = (np.array(levels).reshape(-1, 4)[:, :3].tolist() for levels in columns)
    red, blue, lime = [255, 0, 0], [0, 0, 255], [0, 255, 0]
    assert [left.count(colour) for colour in (red, blue, lime)] == [200, 0, 200]
    assert [right.count(colour) for colour in (red, blue, lime)] == [0, 200, 200]


@pytest.mark.parametrize("place", ["site"], indirect=True)  # which has all of them
def test_every_tab_has_one_and_says_what_it_is_of(tour):
    names = []
    for page, tab in tour("en", "light"):
        loaded(page)
        name, picture = saved(page)
        names.append(name)
        assert name.startswith(f"aedemo-{tab}") and picture.std() > 10, tab
    assert len(set(names)) == len(names) > 10

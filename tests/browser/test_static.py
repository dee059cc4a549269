"""The site without a server: a folder of plain files on a sub-path of any web host."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from aedemo.static import export
from tests.browser.actions import DESK, PHONE, loaded, scribble, selected, shared
from tests.browser.course import served
from tests.browser.modules import call
from tests.browser.pictures import pixels, wait_until_changed, wait_until_painted
from tests.conftest import ROOT

LINE = [(0.3, 0.2), (0.7, 0.25), (0.45, 0.85)]
ANSWER = """async ({ engine }) => {
  const draw = document.querySelector("ae-draw");
  const net = await engine.network(draw.variant);
  const code = net.encode(draw.input);
  return [[...code], [...net.decode(code)]];
}"""

DIGITS = """() => performance.getEntriesByType("resource")
  .some(({ name, responseEnd }) => responseEnd && name.includes("t10k-images"))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The address of the exported folder, two levels down on a file server."""
    root = tmp_path_factory.mktemp("host")
    export(root / "courses" / "autoencoders")
    with served(root) as address:
        yield f"{address}/courses/autoencoders"


@pytest.fixture
def static(visits, folder):
    """static(query, **options): a visit of the exported folder."""
    return lambda query="lang=en", **options: visits(folder, **options).go(f"?{query}")


def test_the_command_writes_a_new_folder_and_no_other(tmp_path):
    command = [sys.executable, "train.py", "static", str(tmp_path / "out")]
    first = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert first.returncode == 0 and "python -m http.server" in first.stdout
    assert (tmp_path / "out" / "index.html").is_file()
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert again.returncode == 1
    assert (
        again.stderr
        == f"train.py: {tmp_path / 'out'} is not an empty folder. Name a new one, or empty it.\n"
    )


def test_draw_answers_as_the_site_does(static, visit):
    """The drawing is carried over by its link, since the pads differ in size."""
    visitor = static("lang=en&tab=draw&variant=vae&digit=t3")
    page = visitor.page
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    scribble(page, page.locator("ae-draw ae-pad canvas"), LINE)
    other = visit(query=shared(page).partition("?")[2]).page
    wait_until_painted(other, 'ae-draw [data-picture="output"] canvas')
    code, picture = call(page, ANSWER, engine="engine/network.js")
    assert len(code) == 40 and len(picture) == 784
    assert call(other, ANSWER, engine="engine/network.js") == [code, picture]
    assert visitor.errors == []


def test_everything_works_once_the_network_is_gone(static):
    visitor = static(own=True)
    page = visitor.page
    for name in ("ae-draw .family button:nth-child(10) canvas", "ae-draw .family canvas"):
        wait_until_painted(page, name)
    for tab in ("Denoise", "Interpolate", "Sample"):
        page.get_by_role("tab", name=tab).click()
        wait_until_painted(page, f"ae-{tab.lower()} canvas")
    page.wait_for_function(DIGITS)
    asked = visitor.settle()
    assert visitor.foreign == []
    page.context.set_offline(True)
    page.get_by_role("tab", name="Draw").click()
    page.locator("ae-draw").get_by_role("button", name="Random test digit").click()
    page.locator("ae-draw").get_by_role("button", name="Clear").click()
    scribble(page, page.locator("ae-draw ae-pad canvas"), LINE)
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    page.get_by_role("tab", name="Interpolate").click()
    now = 'ae-interpolate [data-picture="code"] canvas'
    before = pixels(page, now)
    page.locator("ae-interpolate").get_by_label("Autoencoder").select_option("sparse, KL")
    wait_until_changed(page, now, before)
    page.get_by_role("button", name="Play").click()
    page.get_by_role("tab", name="Sample").click()
    sheet = 'ae-sample [data-sheet="vae"] canvas'
    before = pixels(page, sheet)
    page.get_by_role("button", name="New seed").click()
    wait_until_changed(page, sheet, before)
    page.get_by_role("button", name="中文").click()
    assert page.get_by_role("tab", name="采样").is_visible()
    assert page.locator("ae-sample").get_by_text("随机种子").is_visible()
    assert visitor.requests[asked:] == [] and visitor.errors == []


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_and_is_reached_by_keyboard(static, options, language):
    visitor = static(f"lang={language}&__theme=dark", **options)
    page = visitor.page
    wait_until_painted(page, 'ae-draw [data-picture="output"] canvas')
    for number in range(5):
        tab = page.get_by_role("tab").nth(number)
        assert tab.get_attribute("aria-selected") == "true"
        assert page.evaluate("document.documentElement.scrollWidth") <= options["viewport"]["width"]
        tab.focus()
        page.keyboard.press("ArrowRight")
    assert visitor.errors == []


def test_its_links_open_as_they_were(static):
    page = static("lang=en&tab=denoise&kind=masking&level=0.65&seed=3").page
    loaded(page)
    visitor = static(shared(page).partition("?")[2])
    other = visitor.page
    loaded(other)
    for picture in ("clean", "noisy", "denoising"):
        selector = f'ae-denoise [data-picture="{picture}"] canvas'
        wait_until_painted(page, selector)
        wait_until_painted(other, selector)
        assert (pixels(other, selector) == pixels(page, selector)).all()
    assert other.locator("ae-denoise").get_by_label("Level").input_value() == "0.65"
    assert visitor.errors == []


def test_one_tab_alone_for_a_frame(static):
    visitor = static("lang=en&tab=sample&embed=1")
    page = visitor.page
    wait_until_painted(page, "ae-sample canvas")
    visitor.settle()
    assert page.locator("ae-draw").count() == 0
    assert not any("/sparse-" in url or "t10k" in url for url in visitor.requests)
    assert page.locator("header, nav, footer").locator("visible=true").count() == 0


def test_groups_of_tabs_are_walked_by_the_arrow_keys(static):
    visitor = static("lang=en&tab=search")
    page = visitor.page
    page.locator("ae-search ae-pad canvas").wait_for()
    assert selected(page) == ["Put to work", "Search"]
    page.get_by_role("tab", name="Search", exact=True).press("ArrowLeft")
    page.locator("ae-anomaly ae-pad canvas").wait_for()
    page.get_by_role("tab", name="Look inside").click()
    assert selected(page) == ["Look inside", "Code map"]
    assert visitor.errors == []


def test_super_resolution_needs_no_server(static):
    visitor = static("lang=en&tab=superres&photo=rocket&factor=2")
    expect(visitor.page.locator("ae-superres .size")).to_have_text("150×180 → 300×360 pixels")
    assert visitor.errors == []

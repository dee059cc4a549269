"""What a visitor has trained in the lab, in the other tabs; saved, and opened again."""

import json
import re

import pytest
import torch
from playwright.sync_api import expect

from aedemo import load_model
from aedemo.data.digits import TEST_IMAGES, sample_in
from aedemo.lab import description
from aedemo.training.export import export_lab
from aedemo.training.lab import Training
from tests.browser.actions import loaded
from tests.browser.pictures import pixels, wait_until_painted, wait_until_shows

SMALL = "digits=200&batch=50&epochs=2&hidden=16&code=4"
OUTPUT = 'ae-draw [data-picture="output"] canvas'
YOURS = "ae-lab [data-seen=yours]"


def trained(visitor, steps: int = 4):
    """Takes steps in the lab, which is open, and gives its network to the other tabs."""
    page = visitor.page
    page.wait_for_function("document.querySelector('ae-lab')?.filled")
    page.evaluate("steps => document.querySelector('ae-lab').train(steps)", steps)
    page.locator(f"{YOURS} .use").click()
    page.locator(f"{YOURS} .there").wait_for()
    return page


def go(page, tab: str) -> None:
    """Follows the link of the lab to a tab."""
    page.locator(f"{YOURS} [data-tab={tab}]").click()
    page.locator(f"ae-{tab}").wait_for()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_link_to_yours_says_how_to_get_it_and_then_shows_it(visits, place, lang):
    _, address = place
    visitor = visits(address).go(f"?lang={lang}&tab=draw&variant=yours&digit=t1")
    page = visitor.page
    lacking = page.locator("ae-draw .lacking")
    lacking.get_by_role("link").wait_for()
    wait_until_painted(page, OUTPUT)
    usual = pixels(page, OUTPUT)
    assert page.locator('ae-draw [data-variant="dense"]').get_attribute("aria-checked") == "true"
    assert page.locator('ae-draw [data-variant="yours"]').is_hidden()
    lacking.get_by_role("link").click()
    assert f"lang={lang}" in page.url
    trained(visitor)
    assert page.url.count("tab=lab")
    go(page, "draw")
    expect(lacking).to_be_hidden()
    wait_until_shows(page, OUTPUT, usual, same=False)
    expect(page.locator('ae-draw [data-variant="yours"]')).to_have_attribute("aria-checked", "true")
    assert visitor.errors == []


def test_it_is_used_in_every_tab_that_offers_a_choice(visits, files):
    visitor = visits(files).go(f"?lang=en&tab=lab&{SMALL}")
    page = trained(visitor)
    go(page, "interpolate")
    wait_until_painted(page, "ae-interpolate [data-film=code] canvas")
    assert page.get_by_label("Autoencoder").locator("visible=true").input_value() == "yours"
    visitor.open("Train")
    go(page, "compare")
    row = page.locator('ae-compare tr[data-variant="yours"]')
    row.locator(".error").filter(has_text=re.compile(r"0\.\d{4}")).wait_for()
    weights = 784 * 16 + 16 + 16 * 4 + 4 + 4 * 16 + 16 + 16 * 784 + 784
    expect(row.locator(".size")).to_contain_text(f"code 4 · {weights:,} weights")
    visitor.open("Train")
    go(page, "map")
    page.locator("ae-map .about", has_text="4 numbers").wait_for()
    wait_until_painted(page, 'ae-map [data-picture="own"] canvas')
    assert page.locator("ae-map").get_by_role("group", name="Dimensions").is_visible()
    before = pixels(page, 'ae-map [data-picture="own"] canvas')

    # It stays what it was until the other tabs are given what was learned since.
    visitor.open("Train")
    page.evaluate("document.querySelector('ae-lab').train(4)")
    assert "step 4" in page.locator(f"{YOURS} .said").inner_text()
    page.locator(f"{YOURS} .use").click()
    page.locator(f"{YOURS} .said", has_text="step 8").wait_for()
    go(page, "map")
    wait_until_shows(page, 'ae-map [data-picture="own"] canvas', before, same=False)
    assert visitor.errors == []


def test_weights_that_have_gone_cannot_be_used_and_the_lab_says_so(visits, files):
    page = visits(files).go(f"?lang=en&tab=lab&{SMALL}").page
    page.wait_for_function("document.querySelector('ae-lab')?.filled")
    use = page.locator(f"{YOURS} .use")
    expect(use).to_be_disabled()
    page.evaluate("document.querySelector('ae-lab').train(1)")
    expect(use).to_be_enabled()
    page.evaluate("Object.assign(document.querySelector('ae-lab'), { code: 3 })")
    page.evaluate("document.querySelector('ae-lab').train(1)")
    expect(use).to_be_enabled()
    page.evaluate("document.querySelector('ae-lab').lookAt(0)")
    expect(use).to_be_disabled()
    expect(page.locator(f"{YOURS} .said")).to_contain_text("Train it again")


def test_what_the_command_wrote_is_opened_with_both_its_files(visits, files, tmp_path):
    values = {"digits": 200, "batch": 50, "hidden": [16], "code": 4, "batch_norm": True}
    training = Training(description(values), sample_in(TEST_IMAGES))
    export_lab(training, list(training.tell(2))[-1], tmp_path)
    page = visits(files).go("?lang=en&tab=lab").page
    choose = page.locator(f'{YOURS} input[type="file"]')
    choose.set_input_files(tmp_path / "model.safetensors")
    page.locator(f"{YOURS} .unread", has_text="config.json beside it").wait_for()
    choose.set_input_files([tmp_path / "model.safetensors", tmp_path / "config.json"])
    page.locator(f"{YOURS} .there").wait_for()
    go(page, "draw")
    wait_until_painted(page, OUTPUT)
    assert rebuilt_as(page, load_model(tmp_path))


def rebuilt_as(page, model) -> bool:
    """Whether Draw rebuilds its digit as the model does."""
    seen, shown = (
        torch.tensor(page.evaluate(f"[...document.querySelector('ae-draw').{name}]"))
        for name in ("input", "output")
    )
    return (model(seen.view(1, 1, 28, 28)).flatten() - shown).abs().max().item() < 1e-5


@pytest.mark.parametrize(
    "values",
    [
        "hidden=&code=1",
        "hidden=16&code=2&variational=true",
        "hidden=&code=1024&sparsity=top-k&active=9",
        "hidden=16&code=70&tied=true&batch_norm=true",
        "network=convolutional&channels=3,5&code=7&batch_norm=true",
    ],
)
def test_networks_of_any_kind_are_drawn_and_mapped(visits, files, values):
    visitor = visits(files).go(f"?lang=en&tab=lab&digits=200&batch=50&{values}")
    page = trained(visitor, 2)
    go(page, "draw")
    wait_until_painted(page, OUTPUT)
    code = page.evaluate("document.querySelector('ae-draw').code.length")
    assert f"code of {code:,}" in page.locator("ae-draw .whole").inner_text()
    for stop in page.locator("ae-draw .funnel button").all():
        assert "undefined" not in stop.get_attribute("aria-label")
    visitor.open("Train")
    go(page, "map")
    wait_until_painted(page, 'ae-map [data-picture="here"] canvas')
    assert visitor.errors == []


def test_what_is_saved_is_opened_on_another_day_and_read_in_python(visits, files, tmp_path):
    visitor = visits(files).go(f"?lang=en&tab=lab&{SMALL}")
    page = trained(visitor)
    for name in ("model.safetensors", "config.json"):
        with page.expect_download() as download:
            page.locator(f'{YOURS} [data-file="{name}"]').click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    go(page, "draw")
    wait_until_painted(page, OUTPUT)
    loaded(page)
    before = pixels(page, OUTPUT)

    later = visits(files).go("?lang=en&tab=lab").page
    unread = later.locator(f"{YOURS} .unread")
    choose = later.locator(f'{YOURS} input[type="file"]')
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes((tmp_path / "model.safetensors").read_bytes()[:-9])
    choose.set_input_files(damaged)
    unread.filter(has_text="damaged.safetensors: this is no safetensors file").wait_for()
    wrong = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    wrong["arguments"]["code"] = 5000
    (tmp_path / "wrong.json").write_text(json.dumps(wrong), encoding="utf-8")
    choose.set_input_files([tmp_path / "model.safetensors", tmp_path / "wrong.json"])
    unread.filter(has_text="1024").wait_for()
    choose.set_input_files(tmp_path / "model.safetensors")
    later.locator(f"{YOURS} .said", has_text="model.safetensors").wait_for()
    assert unread.is_hidden()
    go(later, "draw")
    wait_until_shows(later, OUTPUT, before)
    assert rebuilt_as(later, load_model(tmp_path))
    assert visitor.errors == []

"""Anomalies: what is normal, the threshold, and the visitor's digit on the axis of errors."""

import gzip
import re

import numpy as np
import pytest
from playwright.sync_api import expect
from safetensors.torch import load
from sklearn.metrics import precision_score, recall_score, roc_auc_score

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.one_class import shape_error
from aedemo.places import WEIGHTS
from tests.browser.actions import PHONE, frames, loaded, scribble, shared
from tests.browser.pictures import pixels, wait_until_painted

SENTENCE = "Choose at least one digit that is normal."


def opened(tab, query: str, **options):
    visitor = tab("anomaly", query, **options)
    wait_until_painted(visitor.page, 'ae-anomaly [data-picture="input"] canvas')
    visitor.page.locator("ae-anomaly .winner", has_text="Who wins").wait_for()
    loaded(visitor.page)
    return visitor


def rate(page, name: str) -> float:
    """A number beside the ROC curve, in %."""
    return float(page.locator(f'ae-anomaly [data-rate="{name}"] b').inner_text().split()[0])


def threshold(page) -> float:
    frames(page)
    return float(page.locator("ae-anomaly .errors").get_attribute("aria-valuenow"))


def error_in(verdict: str) -> float:
    return float(verdict.split("error ")[1].split(",")[0])


@pytest.mark.parametrize("normal", ["2", "1,4,9"])
def test_numbers_are_those_of_scikit_learn(tab, normal):
    page = opened(tab, f"normal={normal}&threshold=0.06").page
    tensors = load(gzip.decompress((WEIGHTS / "uses/anomaly-errors.safetensors.gz").read_bytes()))
    digits = [int(digit) for digit in normal.split(",")]
    error = tensors["errors"].float()[digits].amin(dim=0).numpy()
    anomaly = ~np.isin(tensors["labels"].numpy(), digits)
    page.locator('ae-anomaly [data-mistakes="missed"] li:visible').first.wait_for()
    found = error > np.float32(0.06)
    expected = {
        "recall": recall_score(anomaly, found),
        "precision": precision_score(anomaly, found),
        "false_alarms": 1 - recall_score(~anomaly, ~found),
        "auroc": roc_auc_score(anomaly, error),
    }
    for name, value in expected.items():
        assert rate(page, name) == pytest.approx(100 * value, abs=0.051)
    counts = page.locator('ae-anomaly [data-rate="recall"] .value').inner_text()
    assert counts == f"{(anomaly & found).sum():,} of {anomaly.sum():,} anomalies are found"


def test_error_of_a_digit_is_that_of_pytorch_and_a_mistake_becomes_ones_own(tab):
    visitor = opened(tab, "normal=3,5&threshold=0.05&digit=t7")
    page = visitor.page
    verdict = page.locator("ae-anomaly .verdict")

    def expected(index: int) -> tuple[float, int]:
        x = shipped_digits()[0][index : index + 1]
        return min((shape_error(x, load_model(f"digit-{k}")(x)).item(), k) for k in (3, 5))

    page.locator('ae-anomaly [data-picture="rebuilt"] .value', has_text="only").wait_for()
    error, best = expected(7)
    assert error_in(verdict.inner_text()) == pytest.approx(error, abs=1e-4)
    rebuilt = load_model(f"digit-{best}")(shipped_digits()[0][7:8])[0, 0].numpy()
    shown = pixels(page, 'ae-anomaly [data-picture="rebuilt"] canvas')
    assert np.abs(shown / 255 - rebuilt).max() < 0.005
    missed = page.locator('ae-anomaly [data-mistakes="missed"] li:visible button').first
    index = int(missed.get_attribute("data-index"))
    assert shipped_digits()[1][index] not in (3, 5)
    before = verdict.inner_text()
    missed.click()
    expect(verdict).not_to_have_text(before)
    assert error_in(verdict.inner_text()) == pytest.approx(expected(index)[0], abs=1e-4)
    assert verdict.inner_text().startswith("Looks normal")
    page.locator("ae-anomaly .errors").press("Home")
    expect(verdict).to_have_text(re.compile("^Anomaly"))
    assert visitor.errors == []


def test_threshold_follows_mouse_and_keys_and_is_shared(tab):
    visitor = opened(tab, "normal=8")
    page = visitor.page
    slider = page.locator("ae-anomaly .errors")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 40)
    page.mouse.down()
    low = threshold(page)
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 90, steps=5)
    page.mouse.up()
    high = threshold(page)
    assert low == pytest.approx(0.002 * 350**0.3, rel=0.02)
    assert high == pytest.approx(0.002 * 350**0.6, rel=0.02)
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 90)
    assert threshold(page) == high
    slider.press("ArrowLeft")
    one = threshold(page)
    assert low < one < high
    page.locator("ae-anomaly").get_by_role("button", name="Allow 5 % false alarms").click()
    assert threshold(page) != one
    tensors = load(gzip.decompress((WEIGHTS / "uses/anomaly-errors.safetensors.gz").read_bytes()))
    held_out = tensors["held_out_errors"][8][tensors["held_out_labels"] == 8].float()
    share = 100 * (held_out > threshold(page)).float().mean().item()
    assert 4 <= share <= 5
    told = page.locator("ae-anomaly .allowed").inner_text()
    shares = [float(each) for each in re.findall(r"([\d.]+)\s%", told)]
    assert shares == pytest.approx([share, rate(page, "false_alarms")], abs=0.051)
    assert f"of the {len(held_out)} normal held-out digits" in told
    said = slider.get_attribute("aria-valuetext")
    assert f"false alarms {rate(page, 'false_alarms')}\u00a0%" in said
    page.locator("ae-anomaly .which").get_by_role("button", name="3", exact=True).press("Enter")
    scribble(page, page.locator("ae-anomaly ae-pad canvas"), [(0.2, 0.2), (0.8, 0.8)])
    loaded(page)
    state = "() => document.querySelector('ae-anomaly').state()"
    seen = page.locator("ae-anomaly .verdict").inner_text()
    other = opened(tab, shared(page).partition("?")[2]).page
    other.locator("ae-anomaly .verdict", has_text=seen).wait_for()
    assert other.evaluate(state) == page.evaluate(state)
    assert other.evaluate(state)["normal"] == "3,8"
    assert visitor.errors == []


def test_threshold_follows_a_finger(tab):
    visitor = opened(tab, "", **PHONE)
    page = visitor.page
    before = threshold(page)
    slider = page.locator("ae-anomaly .errors")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + 0.9 * box["width"], box["y"] + 60)
    assert threshold(page) > before
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390 and visitor.errors == []


def test_nothing_chosen_or_drawn_is_answered_with_a_sentence(tab):
    visitor = opened(tab, "normal=2")
    page = visitor.page
    element = page.locator("ae-anomaly")
    element.get_by_role("button", name="Clear").click()
    element.get_by_text("Draw or pick a digit").wait_for()
    assert element.locator(".verdict").is_hidden() and element.locator(".flag").is_hidden()
    assert rate(page, "auroc") > 95
    element.get_by_role("button", name="Random test digit").click()
    element.locator(".verdict").wait_for()
    two = element.locator(".which").get_by_role("button", name="2", exact=True)
    two.click()
    element.get_by_text(SENTENCE).wait_for()
    assert element.locator('[data-rate="recall"] b').inner_text() == "–"
    assert element.get_by_role("button", name="Allow 5 % false alarms").is_disabled()
    link = shared(page)
    for digit in "0123456789":
        element.locator(".which").get_by_role("button", name=digit, exact=True).click()
    expect(element.locator('.which [aria-pressed="true"]')).to_have_count(10)
    loaded(page)
    assert element.locator('[data-rate="recall"] b').inner_text() == "–"
    assert rate(page, "false_alarms") > 0 and element.locator(".verdict").is_visible()
    other = opened(tab, link.partition("?")[2]).page
    other.get_by_text(SENTENCE).wait_for()
    assert visitor.errors == []


def test_a_bad_link_says_what_it_left(tab):
    page = opened(tab, "normal=2,x&threshold=7").page
    page.locator("ae-anomaly .unread", has_text="normal, threshold").wait_for()
    pressed = page.locator('ae-anomaly .which [aria-pressed="true"]')
    assert pressed.all_inner_texts() == ["2"] and threshold(page) == 0.06

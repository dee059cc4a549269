"""Side by side: any autoencoders on one input, with the cases that tell them apart."""

import numpy as np
import pytest
from playwright.sync_api import expect
from safetensors.torch import load_file

from aedemo import facts, load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.places import WEIGHTS
from tests.browser.actions import frames, loaded, scribble, shared
from tests.browser.pictures import pixels, wait_until_changed, wait_until_painted

PRESETS = facts.read("presets")
LABELS = ["A test digit", "Shifted", "A letter", "Nothing", "Inverted", "Two digits", "Noise"]


def row(page, name: str):
    return page.locator(f'ae-compare tr[data-variant="{name}"]')


def ready(tab, query: str = "", **options):
    visitor = tab("compare", query, **options)
    wait_until_painted(visitor.page, 'ae-compare tr[data-variant="pca-32"] canvas')
    return visitor


def test_every_network_is_as_in_pytorch(tab):
    names = ["dense", "convolutional", "sparse-kl", "vae-2d"]
    query = f"shown={','.join(names)},pca-32&digit=t0&centring=false"
    page = ready(tab, query).page
    x = shipped_digits()[0][:1]
    for name in names:
        wait_until_painted(page, f'ae-compare tr[data-variant="{name}"] canvas')
        model = load_model(name)
        rebuilt = model(x)
        shown = pixels(page, f'ae-compare tr[data-variant="{name}"] .rebuilt')
        assert np.abs(shown / 255 - rebuilt[0, 0].clamp(0, 1).numpy()).max() < 0.005
        error = float(row(page, name).locator(".error").inner_text())
        assert error == pytest.approx((rebuilt - x).square().mean().item(), abs=6e-5)
        weights = sum(value.numel() for value in model.state_dict().values())
        assert f"{weights:,} weights" in row(page, name).locator(".size").inner_text()
    assert row(page, "linear").is_hidden()


def test_pca_of_equal_size_stands_beside_every_error(tab):
    page = ready(tab, "shown=denoising,sparse-l1,vae-2d,pca-32&digit=t0").page
    x = shipped_digits()[0][:1]
    active = int((load_model("sparse-l1").encode(x) > 0).sum())
    tensors = load_file(WEIGHTS / "pca-256" / "model.safetensors")
    mean, components = tensors["decoder.0.bias"].float(), tensors["encoder.1.weight"].float()
    for name, size in {"denoising": 256, "sparse-l1": active, "vae-2d": 2, "pca-32": 32}.items():
        shown = row(page, name).locator(".pca", has_text=f"PCA-{size} ")
        shown.wait_for()
        first = components[:size]
        rebuilt = (x.flatten() - mean) @ first.T @ first + mean
        error = (rebuilt - x.flatten()).square().mean().item()
        assert float(shown.inner_text().split()[1]) == pytest.approx(error, abs=6e-5)


def test_hard_cases_come_with_their_centring_and_are_shared(tab):
    visitor = ready(tab)
    page = visitor.page
    assert [one["text"] for one in PRESETS] == page.locator(
        "ae-compare .presets button"
    ).evaluate_all("buttons => buttons.map(({ dataset }) => dataset.text)")
    pad = "ae-compare ae-pad canvas"
    drawn = pixels(page, pad)
    pictures = set()
    for label, preset in zip(LABELS, PRESETS, strict=True):
        page.locator("ae-compare").get_by_role("button", name=label, exact=True).click()
        drawn = wait_until_changed(page, pad, drawn)
        pictures.add(drawn.tobytes())
        centring = page.locator("ae-compare").get_by_label("Centre the drawing")
        expect(centring).to_be_checked(checked=preset["centring"] == "true")
    assert len(pictures) == len(PRESETS)
    loaded(page)
    noise = pixels(page, pad)
    moved = ready(tab, shared(page).partition("?")[2]).page
    loaded(moved)
    assert (pixels(moved, pad) == noise).all()
    assert visitor.errors == []


def test_networks_are_chosen_and_one_stays(tab):
    visitor = ready(tab, "shown=vae,pca-32")
    page = visitor.page
    which = page.get_by_role("toolbar", name="Which autoencoders")
    which.get_by_role("button", name="variational", exact=True).click()
    row(page, "vae").wait_for(state="hidden")
    assert row(page, "pca-32").is_visible()
    last = which.get_by_role("button", name="PCA-32")
    last.press("Enter")
    frames(page)
    assert last.get_attribute("aria-pressed") == "true"
    which.get_by_role("button", name="linear").press("Space")
    wait_until_painted(page, 'ae-compare tr[data-variant="linear"] canvas')
    before = pixels(page, 'ae-compare tr[data-variant="linear"] .rebuilt')
    count = visitor.settle()
    scribble(page, page.locator("ae-compare ae-pad canvas"), [(0.2, 0.2), (0.8, 0.8)])
    wait_until_changed(page, 'ae-compare tr[data-variant="linear"] .rebuilt', before)
    assert len(visitor.requests) == count and visitor.errors == []

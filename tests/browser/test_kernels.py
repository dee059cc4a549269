"""The kernels that the super-resolution networks have learned."""

import numpy as np
import pytest
import torch
from playwright.sync_api import expect
from safetensors.torch import load_file
from torch.nn.functional import conv_transpose2d

from aedemo import load_model
from aedemo.places import WEIGHTS

# What is painted on a canvas, red less blue.
PAINTED = """canvas => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  return Array.from({ length: width * height }, (_, at) => data[4 * at] - data[4 * at + 2]);
}"""


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_learned_kernels_are_those_of_the_file_with_balanced_phases(tab, factor):
    page = tab("deconvolution").page
    page.get_by_label(f"superres-x{factor}").check()
    weight = load_file(WEIGHTS / f"superres-x{factor}" / "model.safetensors")[
        "deconvolution.weight"
    ].double()
    channels, _, size, _ = weight.shape
    note = f"{channels} channels, strongest first: what each writes to {size}×{size} pixels"
    page.get_by_text(note).wait_for()
    phases = weight.view(channels, size // factor, factor, size // factor, factor)
    means = phases.mean(dim=(1, 3), keepdim=True)
    balanced = (phases - means + means.mean(dim=(2, 4), keepdim=True)).view(channels, size, size)
    order = balanced.square().sum((1, 2)).argsort(descending=True)
    most = balanced.abs().max()
    canvases = page.locator("ae-kernels .kernels canvas")
    assert canvases.count() == channels
    names = page.locator("ae-kernels .kernels button")
    assert [each.get_attribute("aria-label") for each in names.all()] == [
        f"Channel {at + 1}" for at in order
    ]
    # Red less blue runs from −187 at blue over 1 at white to 182 at orange.
    painted = [canvas.evaluate(PAINTED) for canvas in canvases.all()]
    share = (balanced[order] / most).flatten(1).numpy()
    expected = 1 + np.where(share > 0, 181, 188) * share
    assert np.abs(np.array(painted) - expected).max() <= 2
    assert page.locator("ae-kernels .most").inner_text() == f"+{most:.2f}"


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_the_chosen_kernel_is_shown_at_work(tab, factor):
    channel = 5
    visitor = tab("deconvolution", f"learned={factor}&channel={channel}")
    page = visitor.page
    work = page.locator("ae-kernels .work")
    expect(work.locator("h4")).to_have_text("Channel 5 at work")
    layer = load_model(f"superres-x{factor}").deconvolution
    kernel = layer.kernel()[channel - 1 : channel].detach().double()
    for name in ("pixel", "edge"):
        seen = torch.zeros(1, 1, 7, 7).double()
        seen[(..., 3, 3) if name == "pixel" else (..., slice(4, None))] = 1
        wanted = conv_transpose2d(seen, kernel, None, layer.stride, layer.padding).flatten()
        share = (wanted / wanted.abs().max()).numpy()
        painted = work.locator(f"[data-picture={name}-enlarged]").evaluate(PAINTED)
        assert np.abs(painted - (1 + np.where(share > 0, 181, 188) * share)).max() <= 2, name
    assert visitor.errors == []


def test_another_kernel_is_chosen_by_mouse_and_keys_and_its_sizes_are_opened(tab):
    page = tab("deconvolution").page
    kernels = page.locator("ae-kernels").get_by_role("radio")
    kernels.nth(3).click()
    name = kernels.nth(3).get_attribute("aria-label")
    expect(page.locator("ae-kernels .work h4")).to_have_text(f"{name} at work")
    page.keyboard.press("ArrowRight")
    name = kernels.nth(4).get_attribute("aria-label")
    expect(kernels.nth(4)).to_have_attribute("aria-checked", "true")
    page.get_by_role("link", name="see above which pixel writes which").click()
    element = page.locator("ae-deconvolution")
    expect(element.locator(".kernel-size")).to_have_text("Kernel, 9×9")
    expect(element.locator(".output-size")).to_contain_text("9×9")
    expect(element.locator(".pipeline .note")).to_contain_text("every pixel is written 9×")
    expect(page.locator("ae-kernels .work h4")).to_have_text(f"{name} at work")


def test_kernels_that_cannot_be_had_are_tried_again(visits, files):
    visitor = visits(files, own=True)
    page = visitor.page
    page.route("**/superres-x3/model.safetensors", lambda route: route.abort())
    visitor.go("?lang=en&embed=1&tab=deconvolution")
    failed = page.locator("ae-kernels .status.failed")
    failed.wait_for()
    assert "superres-x3/model.safetensors could not be fetched" in failed.inner_text()
    output = page.locator('ae-deconvolution [data-cells="output"] text')
    assert output.first.text_content(), "the rest needs no weights"
    page.unroute("**/superres-x3/model.safetensors")
    page.locator("ae-kernels").get_by_role("button", name="Try again").click()
    page.locator("ae-kernels .kernels canvas").first.wait_for()

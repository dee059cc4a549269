"""The kernels that the super-resolution networks have learned."""

import numpy as np
import pytest
from safetensors.torch import load_file

from aedemo.places import WEIGHTS


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
    # Red less blue runs from −187 at blue over 1 at white to 182 at orange.
    painted = canvases.evaluate_all(
        """all => all.map((canvas) => {
          const { width, height } = canvas;
          const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
          return Array.from({ length: width * height }, (_, at) =>
            data[4 * at] - data[4 * at + 2]);
        })"""
    )
    share = (balanced[order] / most).flatten(1).numpy()
    expected = 1 + np.where(share > 0, 181, 188) * share
    assert np.abs(np.array(painted) - expected).max() <= 2
    assert page.locator("ae-kernels .most").inner_text() == f"+{most:.2f}"


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

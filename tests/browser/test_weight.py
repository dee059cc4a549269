"""What a visit weighs: a link to a tab loads what that tab shows, and nothing before it is shown."""

import pytest

from tests.browser.actions import PHONE

# By tab, the networks whose weights a phone asks for.
SHOWN = {
    "draw": {"dense", "pca-32"},
    "denoise": {"denoising", "dense"},
    "interpolate": {"vae"},
    "sample": {"vae", "dense", "vae-2d"},
    "map": {"vae-2d"},
    "constraint": {"sparse-kl"},
    "compare": {"dense", "convolutional", "sparse-l1", "vae", "pca-32", "pca-256"},
    "anomaly": {"digit-2"},
    "search": {"pca-32", "convolutional", "sparse-kl", "vae"},
    "labels": {"convolutional", "vae"},
}


def weights(visitor) -> set[str]:
    return {url.split("/")[-2] for url in visitor.requests if url.endswith("/model.safetensors")}


@pytest.mark.parametrize("name", SHOWN)
def test_a_link_to_a_tab_loads_what_it_shows(tab, name):
    visitor = tab(name, **PHONE)
    visitor.page.locator(f"ae-{name}").wait_for()
    visitor.settle()
    assert weights(visitor) == SHOWN[name]


def test_a_network_comes_when_it_is_chosen(tab):
    visitor = tab("compare", "shown=dense")
    visitor.page.locator("ae-compare").wait_for()
    visitor.settle()
    assert weights(visitor) == {"dense", "pca-256"}
    visitor.page.locator('ae-compare .which [data-shows="contractive"]').click()
    visitor.settle()
    assert weights(visitor) == {"dense", "pca-256", "contractive"}

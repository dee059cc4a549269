"""The two transposed convolutions of an article, put right in Super-resolve."""

import pytest
import torch
from playwright.sync_api import expect
from torch import nn

from tests.browser.actions import DESK


@pytest.fixture
def article(tab):
    """The card, opened by a link."""
    card = tab("superres", "article=true", **DESK).page.locator("ae-superres .article")
    expect(card.locator("details")).to_have_attribute("open", "")
    return card


def choose(card, layer: int, kernel: int, stride: int) -> None:
    card.get_by_role("combobox", name="Kernel").nth(layer).select_option(str(kernel))
    card.get_by_role("combobox", name="Stride").nth(layer).select_option(str(stride))


def sizes(card) -> list[str]:
    return card.locator(".box .value").all_inner_texts()


def test_as_the_article_has_it_four_times_as_large_comes_out(article):
    assert sizes(article) == ["64×64×3", "128×128×64", "256×256×3", "128×128×3"]
    assert "256×256 comes out, four times as large and not twice" in article.inner_text()
    assert "(128 − 1)·2 − 2·1 + (4 − 1) + 0 + 1 = 256" in article.inner_text()


def test_every_choice_gives_the_size_that_pytorch_gives(article):
    choices = [(kernel, stride) for kernel in (3, 4) for stride in (1, 2)]
    fitting = set()
    for first in choices:
        for second in choices:
            choose(article, 0, *first)
            choose(article, 1, *second)
            layers = nn.Sequential(
                nn.ConvTranspose2d(3, 64, first[0], first[1], padding=1),
                nn.ConvTranspose2d(64, 3, second[0], second[1], padding=1),
            ).to("meta")
            wanted = layers(torch.empty(1, 3, 64, 64, device="meta")).shape[-1]
            assert sizes(article)[2] == f"{wanted}×{wanted}×3"
            verdict = article.get_by_role("status").inner_text()
            assert ("It fits" in verdict) == (wanted == 128)
            assert ("checkerboard" in verdict) == any(k % s for k, s in (first, second))
            if wanted == 128:
                fitting.add((first, second))
    assert ((4, 2), (3, 1)) in fitting and ((3, 1), (4, 2)) in fitting

import re
from dataclasses import replace

import pytest
import torch

from aedemo.data.digits import Digits
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation import comparison
from aedemo.evaluation.comparison import (
    EXAMPLE_RECIPE,
    FSRCNN,
    Classifier,
    ExampleVAE,
    LabelledDigits,
    trained,
)
from aedemo.evaluation.variants.reconstruction import COMPANY
from aedemo.failures import Failure
from aedemo.models.recipe import Recipe
from aedemo.models.registry import variant
from aedemo.training import loop

RECIPE = Recipe(epochs=1, batch_size=64)


@pytest.fixture
def labelled():
    images, labels = shipped_digits()
    return LabelledDigits(images[:128], labels[:128], 64)


def same(a, b):
    other = b.state_dict()
    return all(torch.equal(value, other[name]) for name, value in a.state_dict().items())


def test_network_for_comparison_is_trained_once_and_kept(nothing, labelled, monkeypatch):
    first = trained("classifier", Classifier, labelled, RECIPE, nothing)
    assert len(list(nothing.cache.iterdir())) == 1
    monkeypatch.setattr(loop, "train", None)
    assert same(trained("classifier", Classifier, labelled, RECIPE, nothing), first)


def test_damaged_network_for_comparison_is_named(nothing, labelled):
    trained("classifier", Classifier, labelled, RECIPE, nothing)
    [path] = nothing.cache.iterdir()
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(Failure, match=rf"{re.escape(str(path))} is damaged .* Delete it"):
        trained("classifier", Classifier, labelled, RECIPE, nothing)


def test_another_recipe_or_other_digits_train_anew(nothing, labelled):
    def train(recipe=RECIPE, data=labelled):
        return trained("classifier", Classifier, data, recipe, nothing)

    first, longer = train(), train(replace(RECIPE, epochs=2))
    images, labels = shipped_digits()
    other = train(data=LabelledDigits(images[128:256], labels[128:256], 64))
    assert not same(first, longer) and not same(first, other)
    assert len(list(nothing.cache.iterdir())) == 3


def test_example_network_learns(nothing):
    images = shipped_digits()[0][:512]
    torch.manual_seed(0)
    before = ExampleVAE()
    after = trained(
        "example", ExampleVAE, Digits(images, 64), replace(EXAMPLE_RECIPE, epochs=3), nothing
    )
    worse, better = (sum(model.loss(images).values()).item() for model in (before, after))
    assert better < worse - 100
    assert after.sample(3).shape == (3, 1, 28, 28)
    torch.testing.assert_close(
        torch.sigmoid(after.logits(torch.ones(2, 20))), after.decode(torch.ones(2, 20)).flatten(1)
    )


@pytest.fixture
def untrained(monkeypatch):
    """What would be trained, and by which recipe."""
    monkeypatch.setattr(
        comparison, "trained", lambda name, build, data, recipe, material: (build(), recipe)
    )


@pytest.mark.parametrize("name", ["contractive", "sparse-l1", "sparse-kl"])
def test_twin_is_the_network_without_its_penalty(name, material, untrained):
    twin, recipe = comparison.twin(material, name)
    assert recipe == variant(name).recipe
    assert type(twin) is type(variant(name).build())
    terms = twin.loss(shipped_digits()[0][:10])
    assert loop.total_loss(terms, twin.loss_weights) == terms["reconstruction"]


@pytest.mark.parametrize("epochs", [10, 40])
def test_tutorial_is_the_network_of_dense_at_a_rate_of_its_own(epochs, material, untrained):
    network, recipe = comparison.tutorial(material, epochs)
    assert type(network) is type(variant("dense").build())
    layers = [*network.encoder, *network.decoder]
    widths = [layer.out_features for layer in layers if isinstance(layer, torch.nn.Linear)]
    assert widths == [128, 64, 32, 64, 128, 784]
    assert (recipe.epochs, recipe.batch_size) == (epochs, variant("dense").recipe.batch_size)
    assert (recipe.learning_rate, recipe.schedule) == (1e-3, "constant")


def test_dense_network_has_the_weights_the_code_and_the_recipe_of_convolutional(
    material, untrained
):
    network, recipe = comparison.dense_of_size(material)
    other = variant("convolutional").build()
    count, expected = (sum(p.numel() for p in each.parameters()) for each in (network, other))
    assert count == pytest.approx(expected, rel=0.005)
    [label] = COMPANY["convolutional"]
    assert f"({count / 1000:.0f} k;" in label
    assert network.encoder[-1].out_features == other.encoder[-1].out_features
    assert recipe == variant("convolutional").recipe


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_fsrcnn_enlarges_by_its_factor(factor):
    """(H − 1)·s − 2·4 + 9 + (s − 1) = s·H."""
    assert FSRCNN(factor)(torch.rand(1, 1, 20, 30)).shape == (1, 1, 20 * factor, 30 * factor)


def test_fsrcnn_has_the_weights_of_its_paper():
    """12,464 for FSRCNN(56, 12, 4), not counting biases and PReLU slopes."""
    weights = [value for name, value in FSRCNN(3).named_parameters() if value.dim() == 4]
    assert sum(value.numel() for value in weights) == 12464

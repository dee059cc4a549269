import copy
from dataclasses import replace

import pytest
import torch

from aedemo.data.digits import Digits
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.photos import Patches, read_image
from aedemo.models.registry import digit_variants, variant
from aedemo.places import PHOTOS
from aedemo.training.loop import train

TERMS = {
    "sparse-l1": ["reconstruction", "sparsity"],
    "sparse-kl": ["reconstruction", "sparsity"],
    "contractive": ["reconstruction", "contraction"],
    "vae": ["reconstruction", "kl"],
    "vae-gan": ["reconstruction", "kl"],  # without an adversary
    "vae-2d": ["reconstruction", "kl"],
}
RANDOM = ["dense", "convolutional", "denoising", "vae"]  # batch norm, noise, reparametrisation


def digits():
    return Digits(shipped_digits()[0][:512], batch_size=128)


def fresh(name):
    torch.manual_seed(0)
    return variant(name).build()


def states(model, name, data, epochs=4, seed=0, resume=None):
    """Trains; the state after each epoch, as a checkpoint would keep it."""
    recipe = replace(variant(name).recipe, epochs=epochs)
    steps = train(model, data, recipe, seed, resume)
    return [copy.deepcopy(step.state) for step in steps if step.state]


def same(a, b):
    return all(torch.equal(tensor, b[name]) for name, tensor in a.items())


@pytest.mark.parametrize("name", RANDOM)
def test_seed_decides_the_weights(name):
    first, again, other = (
        states(fresh(name), name, digits(), epochs=2, seed=seed)[-1].model for seed in (1, 1, 2)
    )
    assert same(first, again)
    assert not same(first, other)


@pytest.mark.parametrize("name", RANDOM)
def test_interrupted_run_ends_where_an_uninterrupted_one_does(name):
    whole = states(fresh(name), name, digits())
    resumed = fresh(name)
    rest = states(resumed, name, digits(), resume=whole[1])
    assert [state.epoch for state in rest] == [3, 4]
    assert same(rest[-1].model, whole[-1].model) and same(resumed.state_dict(), whole[-1].model)
    assert rest[-1].history == whole[-1].history
    assert not same(whole[1].model, whole[-1].model)


@pytest.mark.parametrize("name", digit_variants())
def test_loss_falls_and_its_terms_have_names(name):
    model = fresh(name)
    history = states(model, name, digits())[-1].history
    assert [list(epoch) for epoch in history] == [TERMS.get(name, ["reconstruction"])] * 4
    weights = model.loss_weights
    first, *_, last = (
        sum(weights.get(term, 1) * value for term, value in epoch.items()) for epoch in history
    )
    assert last < first
    assert not model.training


def test_history_is_the_mean_over_the_batches():
    data, model = digits(), fresh("dense")
    steps = list(train(model, data, replace(variant("dense").recipe, epochs=2)))
    assert [(step.epoch, step.step) for step in steps] == [
        (e, s) for e in (0, 1) for s in (1, 2, 3, 4)
    ]
    losses = torch.stack([step.terms["reconstruction"] for step in steps]).view(2, 4)
    history = [epoch["reconstruction"] for epoch in steps[-1].state.history]
    assert history == pytest.approx(losses.mean(dim=1).tolist())


def test_every_epoch_has_an_order_of_its_own():
    """With a learning rate of next to nothing, equal batches would give equal losses."""
    recipe = replace(variant("dense").recipe, epochs=2, learning_rate=1e-12)
    losses = [
        step.terms["reconstruction"].item() for step in train(fresh("dense"), digits(), recipe)
    ]
    assert losses[:4] != pytest.approx(losses[4:], rel=1e-4)


@pytest.mark.parametrize("schedule", ["one-cycle", "constant"])
def test_learning_rate_follows_its_schedule(schedule):
    recipe = replace(variant("dense").recipe, epochs=3, learning_rate=2e-3, schedule=schedule)
    steps = [*train(fresh("dense"), digits(), recipe)]
    rates = [step.state.optimizer["param_groups"][0]["lr"] for step in steps if step.state]
    if schedule == "constant":
        assert rates == [2e-3] * 3
    else:
        assert rates[0] > rates[1] > 5 * rates[2]


def test_what_has_to_hold_of_the_weights_holds_whenever_the_loss_is_taken():
    """And a last small step away from it at the end."""
    model, norms = fresh("sparse-kl"), []
    loss = model.loss

    def watched(x):
        norms.append(model.decoder[0].weight.detach().norm(dim=0))
        return loss(x)

    model.loss = watched
    states(model, "sparse-kl", digits(), epochs=2)
    assert len(norms) == 8
    assert torch.cat(norms) == pytest.approx(model.norm, rel=1e-5)
    assert model.decoder[0].weight.detach().norm(dim=0) == pytest.approx(model.norm, rel=1e-2)


def test_photographs_train_a_super_resolution_network():
    photos = [read_image(path) for path in sorted(PHOTOS.glob("*.png"))]
    model = fresh("superres-x2")
    data = Patches(photos, model.factor, model.halo, batch_size=8, count=64)
    history = states(model, "superres-x2", data)[-1].history
    assert history[-1]["reconstruction"] < history[0]["reconstruction"]

"""Trainings of the lab: what they begin with, what they see, how they step, what they tell."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.pcg32 import Pcg32
from aedemo.failures import Failure
from aedemo.lab import description
from aedemo.models.laboratory import laboratory
from aedemo.training.initial import fans, initialise
from aedemo.training.lab import HELD_OUT, STREAMS, Training, shuffled, streams

TINY = {"digits": 200, "batch": 50, "epochs": 2, "hidden": [13], "code": 5}


def training(**values):
    return Training(description({**TINY, **values}), shipped_digits()[0])


def told(steps=None, **values):
    return [*training(**values).tell(steps)]


def test_each_stream_has_a_seed_of_its_own():
    found = streams(7)
    seeds = [int(each) for each in Pcg32(7).uniform(len(STREAMS)) * 2**32]
    assert list(found) == ["init", "order", "noise", "dropout", "posterior", "data", "held"]
    for seed, stream in zip(seeds, found.values(), strict=True):
        assert np.array_equal(stream.uniform(3), Pcg32(seed).uniform(3))


def test_shuffled_swaps_each_with_one_that_is_not_behind_it():
    order, drawn = [0, 1, 2, 3], Pcg32(5).uniform(3)
    for i, u in ((3, drawn[0]), (2, drawn[1]), (1, drawn[2])):
        j = math.floor(u * (i + 1))
        order[i], order[j] = order[j], order[i]
    assert shuffled(4, Pcg32(5)).tolist() == order
    assert sorted(shuffled(1000, Pcg32(1)).tolist()) == list(range(1000))


@pytest.mark.parametrize(
    "layer", [nn.Linear(5, 3), nn.Conv2d(2, 3, 4), nn.ConvTranspose2d(2, 3, 4)]
)
def test_fans_are_those_of_pytorch(layer):
    assert fans(layer.weight) == nn.init._calculate_fan_in_and_fan_out(layer.weight)


def test_weights_are_drawn_layer_by_layer_each_before_its_bias():
    network = laboratory(hidden=[13], code=5, gain=2)
    initialise(network, Pcg32(9))
    random = Pcg32(9)
    for layer in (network.encoder[1], network.encoder[3], network.decoder[0], network.decoder[2]):
        bound = layer.in_features**-0.5
        for tensor, size in ((layer.weight, 2 * bound), (layer.bias, bound)):
            drawn = (2 * random.uniform(tensor.numel()) - 1) * size
            assert np.array_equal(tensor.detach().numpy().ravel(), drawn.astype(np.float32))


def test_a_tied_layer_draws_its_bias_alone():
    network = laboratory(hidden=[13], code=5, tied=True)
    random = Pcg32(9)
    initialise(network, random)
    assert network.decoder[0].bias.abs().max() <= 5**-0.5
    count = (13 * 784 + 13) + (5 * 13 + 5) + 13 + 784
    beside = Pcg32(9)
    beside.uniform(count)
    assert random.uniform(1) == beside.uniform(1)


@pytest.mark.parametrize("network", ["dense", "convolutional"])
@pytest.mark.parametrize("way", ["default", "xavier", "he"])
def test_weights_begin_as_wide_as_those_of_pytorch(network, way):
    values = {"network": network, "hidden": [300], "channels": [24, 32], "code": 40}
    ours = laboratory(**values, initialisation=way)
    initialise(ours, Pcg32(1))
    torch.manual_seed(1)
    theirs = laboratory(**values)  # which PyTorch has begun, by default
    fill = {"xavier": nn.init.xavier_uniform_, "he": nn.init.kaiming_normal_}.get(way)
    for (name, one), other in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        if one.dim() == 1 and way != "default":
            assert not one.any(), name
        elif one.numel() > 1000:
            if fill:
                fill(other)
            torch.testing.assert_close(one.std(), other.std(), rtol=0.05, atol=0)
            assert one.mean().abs() < 0.1 * one.std(), name
            if way != "he":
                torch.testing.assert_close(one.max(), other.max(), rtol=0.02, atol=0)


def test_digits_that_are_held_out_are_never_learned_from():
    one = training(digits=8000, seed=3)
    other = training(digits=200, seed=4)
    assert len(one.learned) == 8000 and len(one.held_out) == HELD_OUT
    assert torch.equal(one.held_out, other.held_out)
    assert torch.equal(one.learned[:200], other.learned)
    learned = {each.numpy().tobytes() for each in one.learned}
    assert not learned & {each.numpy().tobytes() for each in one.held_out}


def test_an_epoch_sees_each_digit_once_and_drops_the_rest():
    run = training(digits=200, batch=60)
    assert (run.steps_an_epoch, run.steps) == (3, 6)
    seen = torch.cat([run.batch(step)[0] for step in range(3)])
    known = {each.numpy().tobytes(): place for place, each in enumerate(run.learned)}
    places = [known[each.numpy().tobytes()] for each in seen]
    assert len({*places}) == 180
    assert places != [
        known[each.numpy().tobytes()] for step in (3, 4, 5) for each in run.batch(step)[0]
    ]


def test_noise_by_chance_pictures_and_held_out_ones_come_from_their_streams():
    run = training(noise="masking", level=0.3, pictures="random", seed=5)
    found = streams(5)
    drawn = found["data"].uniform(200 * 784).astype(np.float32)
    assert np.array_equal(run.learned.numpy().ravel(), drawn)
    held = found["held"].uniform(HELD_OUT * 784).astype(np.float32)
    assert np.array_equal(run.held_out.numpy().ravel(), held)
    gone = found["held"].uniform(HELD_OUT * 784) < 0.3
    assert np.array_equal(run.held_out_seen.numpy().ravel(), np.where(gone, 0, held))
    for step in range(2):
        x, seen = run.batch(step)
        gone = found["noise"].uniform(50 * 784) < 0.3
        assert np.array_equal(seen.numpy().ravel(), np.where(gone, 0, x.numpy().ravel()))


def test_dropout_draws_in_training_and_leaves_what_is_evaluated():
    run = training(dropout=0.25, activation="none", seed=5)
    layer = run.network.encoder[2]
    x = torch.ones(4, 13)
    kept = streams(5)["dropout"].uniform(52).reshape(4, 13) >= 0.25
    assert np.allclose(layer(x).numpy(), kept / 0.75)
    assert torch.equal(layer.eval()(x), x)


def test_the_posterior_is_drawn_from_its_stream():
    run = training(variational=True, code=3, seed=5)
    x, seen = run.batch(0)
    mean, log_variance = run.network.posterior(seen)
    drawn = torch.from_numpy(streams(5)["posterior"].normal(150)).float().view(50, 3)
    y = run.network.decode(mean + (log_variance / 2).exp() * drawn)
    torch.testing.assert_close(run.network.loss(x, seen)["reconstruction"], (y - x).square().mean())


@pytest.mark.parametrize("schedule", ["constant", "cosine", "one-cycle"])
def test_rates_are_those_of_the_schedule(schedule):
    """With plain SGD a step is the gradient times the rate."""
    run = training(schedule=schedule, optimiser="sgd", rate=0.5, epochs=5)
    total, rates = run.steps, []
    before = run.network.decoder[2].bias.detach().clone()
    for _ in run.tell():
        bias = run.network.decoder[2].bias
        moved = (before - bias.detach()).norm() / bias.grad.norm()
        rates.append(moved.item())
        before = bias.detach().clone()
    at = torch.arange(total, dtype=torch.float64)
    peak = 0.3 * total - 1

    def cosine(start, end, share):
        return end + (start - end) / 2 * (1 + torch.cos(math.pi * share))

    expected = {
        "constant": torch.full((total,), 0.5, dtype=torch.float64),
        "cosine": cosine(0.5, 0, at / total),
        "one-cycle": torch.where(
            at <= peak,
            cosine(0.5 / 25, 0.5, at / peak),
            cosine(0.5, 0.5 / 25e4, (at - peak) / (total - 1 - peak)),
        ),
    }[schedule]
    assert rates == pytest.approx(expected.tolist(), rel=1e-3, abs=1e-5)


@pytest.mark.parametrize(
    "optimiser",
    [
        {"optimiser": "sgd"},
        {"optimiser": "momentum", "momentum": 0.5},
        {"optimiser": "rmsprop"},
        {"optimiser": "adam"},
        {"optimiser": "adamw", "weight_decay": 0.5},
    ],
    ids=str,
)
def test_optimisers_step_by_their_formulas(optimiser):
    """The first two steps of a bias, in double precision."""
    chosen = description({**TINY, **optimiser, "rate": 0.01})
    run = Training(chosen, shipped_digits()[0], torch.float64)
    bias = run.network.decoder[2].bias
    w = bias.detach().clone()
    velocity = m = v = torch.zeros_like(w)
    for t, _ in enumerate(run.tell(2), start=1):
        g = bias.grad
        velocity = 0.5 * velocity + g
        m, squares = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        step = (m / (1 - 0.9**t)) / ((squares / (1 - 0.999**t)).sqrt() + 1e-8)
        match optimiser["optimiser"]:
            case "sgd":
                w = w - 0.01 * g
            case "momentum":
                w = w - 0.01 * velocity
            case "rmsprop":
                squares = 0.99 * v + 0.01 * g**2
                w = w - 0.01 * g / (squares.sqrt() + 1e-8)
            case "adam":
                w = w - 0.01 * step
            case "adamw":
                w = w * (1 - 0.01 * 0.5) - 0.01 * step
        v = squares
        torch.testing.assert_close(bias.detach(), w)


def test_gradients_are_clipped_together():
    run = training(clip=0.01, optimiser="sgd", rate=1)
    before = [each.detach().clone() for each in run.network.parameters()]
    next(run.tell())
    moved = torch.cat(
        [(a - b).ravel() for a, b in zip(before, run.network.parameters(), strict=True)]
    )
    assert moved.norm().item() == pytest.approx(0.01, rel=1e-3)


def test_what_is_told():
    lines = told(sparsity="l1", l2_weights=0.1, sparsity_weight=0.5)
    assert [line["step"] for line in lines] == list(range(1, 9))
    terms = ["step", "reconstruction", "sparsity", "l2_weights", "loss"]
    assert [list(line) for line in lines] == [
        [*terms, *["held_out"] * (at in (3, 7))] for at in range(8)
    ]
    for line in lines:
        loss = line["reconstruction"] + 0.5 * line["sparsity"] + 0.1 * line["l2_weights"]
        assert line["loss"] == pytest.approx(loss, rel=1e-6)


def test_the_held_out_digits_are_evaluated_after_the_step_as_the_network_is_used():
    run = training(noise="gaussian", dropout=0.5, batch_norm=True)
    *_, last = run.tell()
    network = run.network
    assert not network.training
    with torch.no_grad():
        error = (network(run.held_out_seen) - run.held_out).square().mean().item()
    assert last["held_out"] == pytest.approx(error, rel=1e-6)


def test_seed_and_description_decide_everything():
    values = {"noise": "gaussian", "dropout": 0.2, "variational": True}
    torch.manual_seed(1)
    first = told(**values)
    torch.manual_seed(2)
    assert told(**values) == first
    assert told(**values, seed=2) != first


def test_fewer_steps_are_the_first_of_all():
    assert told(3, schedule="cosine") == told(schedule="cosine")[:3]
    assert len(told(99)) == 8


@pytest.mark.parametrize(
    "values", [{}, {"network": "convolutional", "batch_norm": True, "channels": [8]}], ids=str
)
def test_a_network_learns_its_digits_by_heart(values):
    lines = told(**{**TINY, "hidden": [256], "code": 64, "epochs": 60, "rate": 0.003, **values})
    first, last = lines[0]["reconstruction"], lines[-1]
    assert last["reconstruction"] < 0.15 * first
    assert last["held_out"] > 1.2 * last["reconstruction"]


@pytest.mark.parametrize("loss", ["mse", "cross-entropy"])
def test_a_loss_that_is_no_number_is_told_and_ends_the_training(loss):
    lines = []
    run = training(loss=loss, optimiser="sgd", rate=100, output="none", l2_weights=1, epochs=50)
    with pytest.raises(Failure, match="no finite number any more, at step"):
        for line in run.tell():
            lines.append(line)
    assert 1 < len(lines) < run.steps
    assert all(math.isfinite(line["loss"]) for line in lines[:-1])
    assert not math.isfinite(lines[-1]["loss"])

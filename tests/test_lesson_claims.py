"""What lessons, cards and the report say without a number, held to networks and stored figures."""

import json
import math
from functools import cache

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.comparison import FSRCNN
from aedemo.evaluation.filters import kept
from aedemo.evaluation.variants.denoising import damaged
from aedemo.evaluation.variants.enlargement import weights
from aedemo.evaluation.variants.reconstruction import codes
from aedemo.measures.pictures import psnr, squared_error
from aedemo.models.registry import digit_variants
from aedemo.places import WEIGHTS

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZabdefghijkmnpqrtuvwxy"  # without those that look like digits
BOX, SIDE = 20, 28  # MNIST's digits fill the box, their centre of mass in the middle


def letter(character):
    """A letter as MNIST has its digits, in [0, 1]."""
    picture = Image.new("L", (200, 200))
    font = ImageFont.load_default(100)
    ImageDraw.Draw(picture).text((40, 20), character, 255, font=font)
    picture = picture.crop(picture.getbbox())
    scale = BOX / max(picture.size)
    size = [max(1, round(scale * side)) for side in picture.size]
    ink = np.asarray(picture.resize(size, Image.Resampling.LANCZOS)) / 255
    centre = np.round((SIDE - 1) / 2 - np.array(ndimage.center_of_mass(ink))).astype(int)
    top, left = np.clip(centre, 0, np.array((SIDE, SIDE)) - ink.shape)
    placed = np.zeros((SIDE, SIDE))
    placed[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return placed


@cache
def unseen():
    """Letters (N, 1, 28, 28), which no network was trained on."""
    pictures = np.stack([letter(character) for character in LETTERS])
    return torch.from_numpy(pictures).float()[:, None]


@cache
@torch.no_grad()
def missed(name, letters):
    """The squared error of a network in units of the squared ink."""
    images = unseen() if letters else shipped_digits()[0][:1000]
    rebuilt = load_model(name)(images)
    return squared_error(rebuilt, images).mean().item() / images.square().mean().item()


def stored(name):
    return json.loads((WEIGHTS / name).read_text(encoding="utf-8"))


def figures(name):
    return {figure["id"]: figure for figure in stored(f"{name}/config.json")["figures"]}


def test_most_networks_draw_a_letter_and_one_cannot():
    """Lessons Draw and Side by side."""
    of_letters = {name: missed(name, letters=True) for name in digit_variants()}
    well = [name for name, error in of_letters.items() if error < 0.17]
    assert 2 * len(well) > len(of_letters)
    assert [name for name, error in of_letters.items() if error > 0.5] == ["vae-2d"]


@pytest.mark.parametrize("letters", [False, True])
def test_the_variational_network_rebuilds_less_exactly_than_the_convolutional(letters):
    """Lesson Side by side."""
    assert missed("vae", letters) > 1.2 * missed("convolutional", letters)


@pytest.mark.parametrize("level", [0.1, 0.4, 0.7])
def test_the_median_makes_masking_worse(level):
    """Lesson Denoise."""
    clean = shipped_digits()[0][:100]
    noisy = damaged(clean, "masking", level)
    filtered = torch.from_numpy(ndimage.median_filter(noisy.numpy(), size=(1, 1, 3, 3)))
    assert psnr(filtered, clean).mean() < psnr(noisy, clean).mean()


def test_the_network_is_ahead_of_every_filter_but_one_and_of_that_if_it_keeps_what_it_keeps():
    """Lesson Denoise, README and report: by what is stored."""
    behind = {id: found for id, found in figures("denoising").items() if id.startswith("gain")}
    assert [id for id, each in behind.items() if each["value"] < 0] == ["gain-salt-and-pepper-0.1"]
    for each in behind.values():
        own = each["references"].get(kept("network"), each["references"]["network"])
        assert own == max(each["references"].values())


def test_noise_moves_the_plain_code_far_more_than_the_denoising_one():
    """Lesson Denoise: what the reconstruction is off by, in units of the noise."""
    clean = shipped_digits()[0][:100]
    noisy = damaged(clean, "gaussian", 0.4)

    def off(name):
        model = load_model(name)
        with torch.no_grad():
            moved = squared_error(model(noisy), model(clean)).mean()
        return moved / squared_error(noisy, clean).mean()

    assert off("dense") > 0.4 > 0.2 > off("denoising")


def test_contraction_is_of_a_code_that_is_alike_in_every_direction_and_costs_error():
    """Lesson The constraint and text `twin`: nothing of it is bought by one long direction."""
    code = codes(load_model("contractive"), shipped_digits()[0])
    variances = torch.linalg.eigvalsh(code.T.cov())
    assert variances[0] > 0.5 and variances[-1] < 2
    found = {id: each["value"] for id, each in figures("contractive").items()}
    assert found["jacobian-ratio"] < 0.5
    assert found["noise-ratio"] < 1 < found["squared-error-ratio"]


def test_a_few_dozen_units_fire():
    """Lessons Draw and Side by side."""
    for name in ("sparse-l1", "sparse-kl"):
        fired = codes(load_model(name), shipped_digits()[0]).gt(0).sum(dim=1).float().mean()
        assert 24 < fired < 96


def test_mean_of_all_units_is_nearer_to_rho_than_most_of_them():
    """Report."""
    model = load_model("sparse-kl")
    means = codes(model, shipped_digits()[0]).mean(dim=0)
    apart = (means.mean() - model.activation).abs()
    assert (means - model.activation).abs().gt(apart).float().mean() > 0.5


def test_rebuilding_well_is_not_sorting_well():
    """Lesson Search, by either distance; what gains most by the cosine is mostly zeros."""
    errors = {name: figures(name)["squared-error"]["value"] for name in digit_variants()}
    found = stored("uses/search.json")["features"]
    assert min(errors, key=errors.__getitem__) == "denoising"
    for by in (lambda row: row, lambda row: row["chosen"]):
        precise = {name: by(row)["precision"] for name, row in found.items()}
        assert precise["denoising"] < precise["pixels"] < precise["pca-32"]
    assert [found[name]["chosen"]["metric"] for name in ("pca-32", "pixels")] == [
        "euclidean",
        "cosine",
    ]
    gained = {name: row["chosen"]["precision"] - row["precision"] for name, row in found.items()}
    most = sorted(gained, key=gained.__getitem__)[-3:]
    assert {*most} == {"sparse-l1", "sparse-kl", "pixels"}
    assert all(found[name]["chosen"]["metric"] == "cosine" for name in most)


def test_samples_are_told_apart_where_precision_among_all_digits_does_not():
    """Report, and lesson Sample: an adversary brings samples nearer to digits, at a cost."""
    plain, example = "random codes through dense", "example network"
    found = figures("vae")
    among_all = found["sample-precision"]
    assert among_all["references"][plain] > among_all["value"]
    core, near = found["sample-core-precision"], found["sample-nearest"]
    assert core["references"][plain] < 0.02 < 0.2 * core["value"]
    assert near["references"][plain] > 1.1 * near["value"]
    recall = found["sample-recall"]
    assert recall["value"] > 1.2 * max(recall["references"][name] for name in (plain, example))
    distances = found["frechet-ratio"]["references"]
    assert distances["vae"] < distances[example] < distances[plain]
    assert core["references"]["vae-gan"] > 1.2 * core["value"]
    assert near["references"]["vae-gan"] < near["value"]
    assert figures("vae-gan")["negative-elbo"]["value"] > figures("vae")["negative-elbo"]["value"]


def test_an_adversary_costs_likelihood_by_a_tighter_bound_too():
    """Less than by −ELBO, since that also counts how the encoder fits the other decoder."""
    gan, vae = (figures(name)["negative-elbo"]["value"] for name in ("vae-gan", "vae"))
    assert 10 < bound("vae-gan", 200) - bound("vae", 200) < gan - vae


@torch.no_grad()
def bound(name, samples):
    """−ln p(x) in nats from above, by importance samples of the encoder's posterior (Burda et al.
    2015), mean over 30 test digits, thrown as coins."""
    torch.manual_seed(0)
    images = shipped_digits()[0][:30].bernoulli()
    model = load_model(name)
    mean, log_variance = model.posterior(images)
    noise = torch.randn(samples, *mean.shape)
    codes = mean + noise * (log_variance / 2).exp()
    drawn = model.decode(codes.flatten(0, 1)).view(samples, *images.shape).clamp(1e-6, 1 - 1e-6)
    coins = torch.distributions.Bernoulli(drawn).log_prob(images.expand_as(drawn)).flatten(2).sum(2)
    prior = -codes.square().sum(dim=2) / 2  # less the same constant as the posterior
    posterior = -(noise.square() + log_variance).sum(dim=2) / 2
    return (math.log(samples) - (coins + prior - posterior).logsumexp(dim=0)).mean().item()


def test_sizes_and_epochs_in_words_are_those_of_the_networks():
    """use.fair: nearly four times the weights and twice the epochs; squeeze.pca: over a million;
    enlarge.truth: more than four times FSRCNN's."""
    names = ("convolutional", "dense", "ordered")
    convolutional, dense, ordered = (stored(f"{name}/config.json") for name in names)
    assert 3.5 < convolutional["parameters"] / dense["parameters"] < 4
    assert convolutional["training"]["epochs"] == 2 * dense["training"]["epochs"]
    assert 1e6 < ordered["parameters"] < 1.2e6
    for factor in (2, 3, 4):
        assert stored(f"superres-x{factor}/config.json")["parameters"] > 4 * weights(FSRCNN(factor))


def test_clouds_together_come_near_to_the_prior():
    """Lesson Sample: their variance is about the prior's, that of one alone is not."""
    with torch.no_grad():
        mean, log_variance = load_model("vae").posterior(shipped_digits()[0][:2000])
    together = mean.var(dim=0) + log_variance.exp().mean(dim=0)
    assert together.sub(1).abs().max() < 0.25
    assert log_variance.exp().mean(dim=0).min() < 0.3

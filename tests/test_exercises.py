"""What the exercises of the lessons promise, computed: of the digit that each names."""

from functools import cache

import pytest
import torch
from scipy import ndimage

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.noise import SeededRandom, corrupt
from aedemo.measures.pictures import psnr
from aedemo.models.interpolation import interpolate


@cache
def digits():
    return shipped_digits()[0]


@cache
def labels():
    return shipped_digits()[1].long()


@cache
@torch.no_grad()
def coded(name):
    """A network, and its codes of the test digits."""
    model = load_model(name)
    return model, model.encode(digits())


@torch.no_grad()
def rebuilt(name, images):
    return load_model(name)(images)


def corrupted(images, kind, level):
    """Each as the page damages it with the seed 1."""
    return torch.cat([corrupt(image[None], kind, level, SeededRandom(1)) for image in images])


def nearest(images):
    """The labels that the nine nearest test digits of each vote for."""
    distances = torch.cdist(images.flatten(1), digits().flatten(1))
    return labels()[distances.topk(9, largest=False).indices].mode(dim=1).values


@pytest.mark.parametrize("number, rows", [(4, slice(20, 23)), (20, slice(10, 14))])
@torch.no_grad()
def test_a_number_of_the_dense_code_wipes_out_one_part_of_a_2(number, rows):
    """Lesson Draw: at the end of its usual range number 4 the base, number 20 the middle."""
    model, codes = coded("dense")
    code = codes[1].clone()
    own = model.decode(code[None])[0, 0]
    code[number - 1] = codes[:, number - 1].mean() + 2 * codes[:, number - 1].std()
    turned = model.decode(code[None])[0, 0]
    assert turned[rows].sum() < 0.45 * own[rows].sum()
    assert turned.sum() > 0.6 * own.sum()


@torch.no_grad()
def test_the_denoising_network_reads_a_7_in_all_noise_and_not_a_9():
    """Lesson Denoise; whether it reads it is told by the nearest clean digits."""
    noisy = corrupted(digits()[[0, 9]], "gaussian", 1)
    assert labels()[[0, 9]].tolist() == [7, 9]
    assert nearest(rebuilt("denoising", noisy)).tolist() == [7, 7]


@torch.no_grad()
def test_the_median_wipes_out_a_stroke_that_the_network_completes():
    """Lesson Denoise."""
    clean = digits()[1:2]
    noisy = corrupted(clean, "masking", 0.5)
    filtered = torch.from_numpy(ndimage.median_filter(noisy.numpy(), size=(1, 1, 3, 3)))
    assert filtered.sum() < 0.5 * noisy.sum()
    assert (
        psnr(filtered, clean) + 1
        < psnr(noisy, clean)
        < psnr(rebuilt("denoising", noisy), clean) - 10
    )


@torch.no_grad()
def test_the_plain_network_damages_a_clean_3_most():
    """Lesson Denoise; total variation leaves it at some 39 dB."""
    clean = digits()[18:19]
    assert psnr(rebuilt("dense", clean), clean) + 6 < psnr(rebuilt("denoising", clean), clean) < 30


@torch.no_grad()
def film(name, first, last, path="straight"):
    """What a network makes of the middle between two test digits."""
    model, codes = coded(name)
    return model.decode(interpolate(codes[first], codes[last], 3, path))[1, 0]


def test_the_middle_of_the_linear_film_is_that_of_the_pictures():
    """Lesson Interpolate."""
    halves = rebuilt("linear", digits()[[4, 7]]).mean(dim=0)[0]
    assert film("linear", 4, 7) == pytest.approx(halves, abs=1e-4)


def test_between_two_slanted_ones_stands_a_1_or_a_cross():
    """Lesson Interpolate: between the upper arms of a cross it is dark, where a 1 has its stroke."""
    faded, plain, variational = (
        picture[8:12, 12:16].sum(dim=1).min()
        for picture in (
            digits()[[107, 46]].mean(dim=0)[0],
            film("dense", 107, 46),
            film("vae", 107, 46),
        )
    )
    assert variational > 2.5 and max(faded, plain) < 1.7


def test_straight_the_middle_is_greyer():
    """Lesson Interpolate: the share of grey in its ink."""
    grey = [
        ((1 - middle) * middle).sum() / middle.sum()
        for middle in (film("vae", 3, 2, path) for path in ("straight", "spherical"))
    ]
    assert grey[0] > 1.1 * grey[1]


@torch.no_grad()
def test_the_hotter_the_samples_the_farther_from_digits():
    """Lesson Sample; at 0 all codes are zero."""
    noise = SeededRandom(1).normal_like(torch.empty(100, 40))
    samples = [load_model("vae").decode(noise * heat).flatten(1) for heat in (0.5, 1, 2)]
    far = [torch.cdist(each, digits().flatten(1)).min(dim=1).values.mean() for each in samples]
    apart = [torch.pdist(each).mean() for each in samples]
    assert far == sorted(far) and apart == sorted(apart)


@torch.no_grad()
def test_a_way_leads_from_1_to_7_past_no_third_digit():
    """Lesson Sample: left and a little up from where it starts."""
    steps = torch.linspace(0, 1, 30)[:, None]
    way = torch.tensor([0.5, -1.7]) + steps * torch.tensor([-1.3, 0.5])
    votes = nearest(load_model("vae-2d").decode(way)).tolist()
    assert votes == sorted(votes) and {*votes} == {1, 7}

"""What the exercises of the lessons promise, computed: of the digit that each names."""

import base64
import zlib
from functools import cache

import pytest
import torch
from scipy import ndimage

from aedemo import facts, load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.noise import SeededRandom, corrupt
from aedemo.measures.pictures import psnr, squared_error
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


def case(name):
    """A drawing among the cases of Side by side, in which two bits are a pixel."""
    (text,) = (each["digit"] for each in facts.read("presets") if each["text"] == f"case_{name}")
    packed = zlib.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)), -15)
    levels = [byte >> shift & 3 for byte in packed for shift in (0, 2, 4, 6)]
    return torch.tensor(levels).view(1, 1, 28, 28) / 3


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
    """Lesson Interpolate: between the upper arms of a cross it is dark, in a 1 it is not."""
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
def test_the_hotter_the_more_samples_differ_and_at_1_they_are_nearest_to_digits():
    """Lesson Sample; at 0 all codes are zero."""
    noise = SeededRandom(1).normal_like(torch.empty(100, 40))
    samples = [load_model("vae").decode(noise * heat).flatten(1) for heat in (0.5, 1, 2)]
    far = [torch.cdist(each, digits().flatten(1)).min(dim=1).values.mean() for each in samples]
    apart = [torch.pdist(each).mean() for each in samples]
    assert far[0] > far[1] < far[2] and apart == sorted(apart)


def greyness(pictures):
    """Which share of what is inked is neither black nor white."""
    return ((pictures > 0.1) & (pictures < 0.9)).sum() / (pictures > 0.1).sum()


def agreement(pictures):
    """Of how many all five nearest test digits are of one class."""
    distances = torch.cdist(pictures.flatten(1), digits().flatten(1))
    votes = labels()[distances.topk(5, largest=False).indices]
    return (votes == votes[:, :1]).all(dim=1).float().mean()


@torch.no_grad()
def test_an_adversary_sharpens_strokes_and_mends_some_digits():
    """Lesson Sample: of the same codes. Digits that others have written are agreed about more."""
    codes = SeededRandom(1).normal_like(torch.empty(400, 40))
    plain, taught = (load_model(name).decode(codes) for name in ("vae", "vae-gan"))
    assert greyness(plain) - 0.1 > greyness(taught) > greyness(digits()) - 0.05
    assert agreement(plain) + 0.1 < agreement(taught) < 0.85


@torch.no_grad()
def test_a_way_leads_from_1_to_7_past_no_third_digit():
    """Lesson Sample: left and a little up from where it starts."""
    steps = torch.linspace(0, 1, 30)[:, None]
    way = torch.tensor([0.5, -1.7]) + steps * torch.tensor([-1.3, 0.5])
    votes = nearest(load_model("vae-2d").decode(way)).tolist()
    assert votes == sorted(votes) and {*votes} == {1, 7}


def test_off_centre_only_the_denoising_network_rebuilds_a_digit():
    """Lessons Draw and Side by side."""
    shifted = case("shifted")
    names = ["dense", "convolutional", "denoising", "sparse-l1", "vae"]
    errors = [squared_error(rebuilt(name, shifted), shifted).item() for name in names]
    assert [name for name, error in zip(names, errors, strict=True) if error < 0.02] == [
        "denoising"
    ]


def test_from_nothing_the_convolutional_network_makes_nothing():
    """Lesson Side by side: others see something, and with two numbers it is a 1."""
    nothing = torch.zeros(1, 1, 28, 28)
    made = {name: rebuilt(name, nothing) for name in ("convolutional", "denoising", "vae-2d")}
    assert made["convolutional"].max() < 0.01
    assert made["denoising"].max() > 0.5 and made["denoising"].sum() > 60
    assert nearest(made["vae-2d"]).item() == 1


def test_of_noise_nothing_is_left():
    """Lesson Side by side."""
    noise = case("noise").flatten()
    for name in ("dense", "convolutional", "sparse-l1", "denoising", "vae"):
        left = rebuilt(name, case("noise")).flatten()
        assert torch.corrcoef(torch.stack([noise, left]))[0, 1] < 0.2


@torch.no_grad()
def test_the_bar_of_a_7_moves_a_1_away_from_the_1s():
    """Lesson Code map."""
    model, codes = coded("vae-2d")
    one = torch.zeros(28, 28)
    for row in range(4, 24):
        one[row, 17 - row // 4 : 19 - row // 4] = 1  # it leans to the right, as most do
    seven = one.clone()
    seven[4:6, 8:18] = 1
    places = model.encode(torch.stack([one, seven])[:, None])
    near = torch.cdist(places, codes).topk(9, largest=False).indices
    first, then = labels()[near].mode(dim=1).values
    assert first == 1 and then != 1 and places[1, 1] > places[0, 1] + 0.5


def test_a_place_lies_between_the_2s_and_the_3s():
    """Lesson Code map: that of its exercise."""
    _, codes = coded("vae-2d")
    near = torch.cdist(torch.tensor([[0.6, 0.15]]), codes).topk(5, largest=False).indices[0]
    votes = labels()[near].bincount(minlength=10)
    assert votes[2] >= 2 and votes[3] >= 2


def neighbours(codes):
    """Digit by digit: the share that each digit has among the five nearest of 2,500."""
    codes, named = codes[:2500], labels()[:2500]
    near = torch.cdist(codes, codes).topk(6, largest=False).indices[:, 1:]
    counts = [named[near[named == digit]].flatten().bincount(minlength=10) for digit in range(10)]
    return torch.stack(counts) / torch.stack(counts).sum(dim=1, keepdim=True)


def test_three_components_keep_0_and_1_apart_and_mix_4_7_and_9():
    """Lesson Code map; in the whole convolutional code nearly all neighbours are of one class."""
    centred = digits().flatten(1) - digits().flatten(1).mean(dim=0)
    components = torch.linalg.eigh(centred.T @ centred).eigenvectors[:, -3:]
    shares = neighbours(centred @ components)
    assert {*shares.diagonal().topk(2).indices.tolist()} == {0, 1}
    mixed = [4, 7, 9]
    assert shares[mixed][:, mixed].sum(dim=1).min() > 0.7 and shares.diagonal()[mixed].max() < 0.5
    assert neighbours(coded("convolutional")[1]).diagonal().min() > 0.8


def test_digits_of_a_class_share_three_times_as_many_units():
    """Lesson The constraint: of the units that fire for either."""
    _, codes = coded("sparse-kl")
    fired = (codes > facts.read("constants")["firing_share"] * codes.max(dim=0).values)[
        :1000
    ].float()
    both = fired @ fired.T
    shared = both / (fired.sum(dim=1)[:, None] + fired.sum(dim=1) - both)
    same = labels()[:1000, None] == labels()[:1000]
    others = ~torch.eye(1000, dtype=torch.bool)
    assert shared[same & others].mean() / shared[~same].mean() == pytest.approx(3, abs=0.5)


def test_l1_lets_units_fall_silent_and_kl_does_not():
    """Lesson The constraint."""
    even, uneven = (coded(name)[1].mean(dim=0) for name in ("sparse-kl", "sparse-l1"))
    assert even.max() < 2 * even.min()
    assert uneven.eq(0).any() and uneven.max() > 2 * uneven.mean()


@torch.no_grad()
def test_the_decoder_does_not_listen_to_collapsed_dimensions():
    """Lesson The constraint: from -3 to 3 the digit is the same."""
    model, codes = coded("vae")
    collapsed = codes.var(dim=0) <= facts.read("constants")["collapsed_variance"]
    assert collapsed.sum() > 3
    for dimension in range(codes.shape[1]):
        ends = codes[1].repeat(2, 1)
        ends[:, dimension] = torch.tensor([-3.0, 3.0])
        low, high = model.decode(ends)
        assert ((high - low).abs().max() < 0.05) == collapsed[dimension]


@torch.no_grad()
def test_the_narrower_the_waist_the_less_is_left_and_pca_keeps_less():
    """Lesson Draw: of test digits, rebuilt from the first numbers of `ordered`."""
    model, codes = coded("ordered")
    clean = digits()[:2000]
    centred = clean.flatten(1) - digits().flatten(1).mean(dim=0)
    components = torch.linalg.eigh(centred.T @ centred).eigenvectors.flip(1)
    errors = []
    for width in (1, 2, 4, 8, 16, 32):
        code = codes[:2000].clone()
        code[:, width:] = 0
        errors.append(squared_error(model.decode(code), clean).mean().item())
        kept = components[:, :width]
        assert errors[-1] < (centred - centred @ kept @ kept.T).square().mean()
    assert errors == sorted(errors, reverse=True)

"""What the exercises promise where codes are put to work and pictures enlarged, computed."""

import gzip
import json
import re
from functools import cache

import numpy as np
import pytest
import torch
from safetensors.torch import load
from scipy.ndimage import gaussian_filter
from torch.nn.functional import conv_transpose2d

from aedemo import facts, load_model
from aedemo.data.colour import luminance
from aedemo.data.photos import shrunk_pair, to_tensor
from aedemo.data.resize import enlarge, mirror
from aedemo.evaluation.uses.anomaly import ERRORS
from aedemo.evaluation.uses.regression import Regression
from aedemo.lesson import file_of
from aedemo.models.tiles import to_bytes
from aedemo.places import PHOTOS, WEIGHTS
from aedemo.ui.enlarge import enlarge_picture
from aedemo.ui.pictures import open_picture
from tests.test_exercises import case, coded, digits, labels, rebuilt

CONSTANTS = facts.read("constants")
SAMPLE = torch.arange(0, 10_000, CONSTANTS["sample_every"])


def softened(images):
    sigma = CONSTANTS["softening_sigma"]
    return torch.from_numpy(gaussian_filter(images.numpy(), (0, 0, sigma, sigma))).flatten(1)


def strange(images, *normal):
    """The error of each by the network that fits best among those of some digits."""
    errors = [
        1 - torch.cosine_similarity(softened(images), softened(rebuilt(f"digit-{one}", images)))
        for one in normal
    ]
    return torch.stack(errors).min(dim=0).values


def test_what_a_share_of_false_alarms_finds():
    """Lesson Anomalies: 2 is normal, and the test digit 68 a 3."""
    errors, normal = strange(digits(), 2), labels() == 2
    assert labels()[68] == 3
    stored = load(gzip.decompress((WEIGHTS / "uses" / ERRORS).read_bytes()))
    held_out = stored["held_out_errors"][2][stored["held_out_labels"] == 2].float()
    strict, lenient = (held_out.quantile(1 - each, interpolation="higher") for each in (0.01, 0.05))
    assert lenient < errors[68] < strict
    missed = [(errors[~normal] <= threshold).float().mean() for threshold in (strict, lenient)]
    assert 0.36 < missed[0] < 0.42 and missed[1] < 0.05
    alarms = (errors[normal] > lenient).float().mean()
    assert alarms == pytest.approx(1 / 12, abs=0.004)
    assert errors[3384] > facts.settings("anomaly")["threshold"]["start"], "a false alarm"


def test_a_4_is_normal_once_4_is_and_a_letter_never():
    """Lesson Anomalies: at the threshold that the tab begins with."""
    threshold = facts.settings("anomaly")["threshold"]["start"]
    four = digits()[4:5]
    assert strange(four, 1, 7) > threshold > strange(four, 1, 7, 4, 9)
    assert strange(case("letter"), *range(10)) > threshold


def found(name, picture, own=None):
    """The nearest of the sample, nearest first, without the digit itself."""
    if name == "pixels":
        code, codes = picture.flatten(1), digits().flatten(1)
    else:
        model, codes = coded(name)
        with torch.no_grad():
            code = model.encode(picture)
    distances = torch.cdist(code, codes[SAMPLE])[0]
    nearest = SAMPLE[distances.argsort()[:11]]
    return [index for index in nearest.tolist() if index != own][:10]


@pytest.mark.parametrize("name", ["pixels", "convolutional", "vae"])
def test_a_strange_5_has_neighbours_that_are_at_home_elsewhere(name):
    """Lesson Search: the first that is of another class has neighbours of its own."""
    own = labels()[8]
    nearest = found(name, digits()[8:9], 8)
    wrong = [index for index in nearest if labels()[index] != own]
    assert len(wrong) >= 4
    first = wrong[0]
    at_home = labels()[found(name, digits()[first : first + 1], first)] == labels()[first]
    assert at_home.sum() >= 7


def test_two_numbers_have_one_place_for_4_and_9():
    """Lesson Search."""
    votes = {name: labels()[found(name, digits()[4:5], 4)] for name in ("vae-2d", "convolutional")}
    assert (votes["vae-2d"] == 9).sum() >= 3 and (votes["convolutional"] == 4).sum() >= 9


def test_what_a_letter_lies_near_to():
    """Lesson Search: for whom a 4 is what the five nearest vote for."""
    names = ["pixels", "convolutional", "sparse-kl", "vae"]
    votes = {name: labels()[found(name, case("letter"))[:5]] for name in names}
    fours = [name for name in names if (votes[name] == 4).sum() >= 3]
    assert fours == ["pixels", "convolutional"]


@cache
def measured(name):
    return json.loads((WEIGHTS / "uses/labels.json").read_text("utf-8"))["features"][name]


def test_what_ten_labels_are_worth_is_luck():
    """Lessons Few labels and Use: five draws are far apart, others usually a dozen points."""
    own = measured("convolutional")["plain"][CONSTANTS["label_counts"].index(10)]
    assert len(own["draws"]) == 5 and 20 < max(own["draws"]) - min(own["draws"]) < 25
    codes, named = coded("convolutional")[1][SAMPLE].numpy(), labels()[SAMPLE].numpy()
    codes = (codes - codes.mean(axis=0)) / np.sqrt(codes.var(axis=0).mean())
    random, accuracies = np.random.default_rng(0), []
    for _ in range(60):
        rows = [random.choice(np.flatnonzero(named == digit)) for digit in range(10)]
        known = Regression(codes[rows], named[rows]).fit(round(np.log10(own["C"])))
        accuracies.append(100 * known.score(codes, named))
    assert 10 < np.ptp(np.reshape(accuracies, (-1, 5)), axis=1).mean() < 14


def test_where_posterior_samples_help_more():
    """Lesson Few labels: the gain in points, and more than its spread from draw to draw."""
    gains = measured("vae")["pictures"]
    few, many = (gains[CONSTANTS["label_counts"].index(count)]["gain"] for count in (30, 1000))
    assert few["mean"] > 2 and many["mean"] < 0.5
    assert all(gain["mean"] > gain["std"] for gain in (few, many))


@pytest.mark.parametrize("photo, least, most", [("chelsea", 0.5, 1), ("astronaut", 2, 3)])
def test_how_much_the_network_gains_over_bicubic(photo, least, most):
    """Lesson Super-resolve."""
    picture = open_picture((PHOTOS / f"{photo}.png").read_bytes())
    scores = enlarge_picture(picture, 3, True, lambda done, total: None).scores
    assert least < scores["network"][0] - scores["bicubic"][0] < most


@torch.inference_mode()
def test_many_channels_draw_the_light_in_the_eye_and_the_background_lacks_nothing():
    """Lesson Super-resolve: at the place of its link, and right of the cat's head."""
    (link,) = re.findall(
        r"x=([\d.]+)&y=([\d.]+)&inside=true", file_of("superres", "en").read_text(encoding="utf-8")
    )
    small, _ = shrunk_pair(to_tensor(open_picture((PHOTOS / "chelsea.png").read_bytes())), 3)
    y, model = luminance(to_tensor(to_bytes(small))), load_model("superres-x3")
    height, width = y.shape[-2:]
    row, column = int(float(link[1]) * height), int(float(link[0]) * width)
    detail = 255 * (model(y) - enlarge(y, 3))[0, 0]
    assert detail[3 * row : 3 * row + 3, 3 * column : 3 * column + 3].abs().max() > 20
    assert detail[30:180, 315:354].abs().max() < 2
    features = model.features(mirror(y, model.halo))[0][:, row : row + 3, column : column + 3]
    taps = model.deconvolution.kernel()[:, 0, 1::3, 1::3].flip(1, 2)  # of the middle phase
    parts = 255 * (features * taps).sum(dim=(1, 2))
    total = parts.sum() + 255 * model.deconvolution.bias
    assert total.item() == pytest.approx(detail[3 * row + 1, 3 * column + 1].item(), abs=0.01)
    assert (parts.abs() > 1).sum() >= 10
    assert (parts > 0).sum() > 16, "most pull the same way"
    assert parts.abs().max() < 0.2 * parts.abs().sum(), "none draws it alone"


def test_the_pattern_along_an_edge_repeats_with_the_stride():
    """Lesson Deconvolution: channel 1 of the network ×4."""
    layer = load_model("superres-x4").deconvolution
    edge = torch.zeros(1, 1, 12, 12)
    edge[..., 6:] = 1
    kernel = layer.kernel()[:1].detach()
    drawn = conv_transpose2d(edge, kernel, None, layer.stride, layer.padding)[0, 0]
    assert torch.allclose(drawn[4:-4], drawn[:-8], atol=1e-6)
    assert torch.allclose(drawn[:, -8:], drawn[:1, -1:].expand(40, 8), atol=1e-6)
    assert drawn[:, 8:24].std(dim=0).max() > 0.01, "there is a pattern"

"""The five endpoints of the running site, as a script uses them."""

import httpx
import numpy as np
import pytest
import torch
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image

from aedemo import facts, load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.noise import KINDS, SeededRandom, corrupt
from aedemo.data.pcg32 import Pcg32
from aedemo.models.interpolation import PATHS, interpolate
from aedemo.models.registry import digit_variants
from aedemo.places import PHOTOS


@pytest.fixture(scope="module")
def client(site, tmp_path_factory):
    return Client(site, verbose=False, download_files=tmp_path_factory.mktemp("downloads"))


def digit(index):
    """A test digit as the networks take it."""
    return shipped_digits()[0][index : index + 1]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Pictures to send, by name."""
    folder = tmp_path_factory.mktemp("pictures")
    pictures = {
        "first": Image.fromarray(to_bytes(digit(0))),
        "second": Image.fromarray(to_bytes(digit(1))),
        "large": Image.fromarray(to_bytes(digit(0))).resize((140, 140), Image.Resampling.NEAREST),
        "blank": Image.new("L", (28, 28)),
        "photo": Image.open(PHOTOS / "rocket.png").convert("RGB").crop((0, 0, 61, 40)),
    }
    for name, picture in pictures.items():
        picture.save(folder / f"{name}.png")
    (folder / "text.png").write_text("Dear network, please enlarge me.")
    return {path.stem: handle_file(path) for path in folder.iterdir()}


def to_bytes(image):
    """What the picture of a network's output holds."""
    return image[0, 0].clamp(0, 1).mul(255).round().byte().numpy()


def pixels(path):
    return np.asarray(Image.open(path))


def gallery(result):
    """The pictures of an answer that holds several."""
    return np.array([pixels(entry["image"]) for entry in result])


def assert_same(answer, expected):
    """Within the last grey level, which may be rounded either way."""
    assert answer.shape == expected.shape and answer.dtype == np.uint8
    assert np.abs(answer.astype(int) - expected).max() <= 1


def test_endpoints_have_the_names_of_the_contract(client):
    named = client.view_api(return_format="dict")["named_endpoints"]
    arguments = {
        name: [parameter["parameter_name"] for parameter in endpoint["parameters"]]
        for name, endpoint in named.items()
    }
    assert arguments == {
        "/reconstruct": ["image", "variant"],
        "/denoise": ["image", "kind", "level", "seed"],
        "/interpolate": ["first", "second", "variant", "steps", "path"],
        "/sample": ["count", "temperature", "seed"],
        "/super_resolve": ["image", "factor"],
    }


# What each endpoint takes from the settings of a tab, by the names of both.
SETTINGS = {
    "/reconstruct": ("draw", {"variant": "variant"}),
    "/denoise": ("denoise", {"kind": "kind", "level": "level", "seed": "seed"}),
    "/interpolate": ("interpolate", {"variant": "variant", "path": "path"}),
    "/sample": ("sample", {"temperature": "temperature", "seed": "seed"}),
    "/super_resolve": ("superres", {"factor": "factor"}),
}


@pytest.mark.parametrize("endpoint", SETTINGS)
def test_endpoints_begin_where_the_page_does(endpoint, client):
    tab, names = SETTINGS[endpoint]
    named = client.view_api(return_format="dict")["named_endpoints"]
    usual = {
        parameter["parameter_name"]: parameter["parameter_default"]
        for parameter in named[endpoint]["parameters"]
        if parameter["parameter_has_default"]
    }
    starts = {name: facts.settings(tab)[setting]["start"] for name, setting in names.items()}
    assert starts.items() <= usual.items()


LIMITED = {"denoise": ["level", "seed"], "sample": ["temperature", "seed"]}
LIMITS = [
    (endpoint, name, *facts.limits(endpoint, name))
    for endpoint, names in LIMITED.items()
    for name in names
]


@pytest.mark.parametrize(("endpoint", "name", "least", "most"), LIMITS)
def test_endpoints_take_what_the_page_takes(endpoint, name, least, most, client, files):
    """The limits themselves, and nothing beyond them."""
    usual = {
        "denoise": {"image": files["first"], "kind": "masking", "level": 0.4, "seed": 1},
        "sample": {"count": 1, "temperature": 1, "seed": 1},
    }[endpoint]
    for value in (least, most):
        client.predict(**{**usual, name: value}, api_name=f"/{endpoint}")
    for value in (least - 1, most + 1):
        with pytest.raises(AppError, match=f"{name} has to be a .*number from {least} to {most}"):
            client.predict(**{**usual, name: value}, api_name=f"/{endpoint}")


def test_endpoints_take_the_choices_of_the_page():
    settings = {tab: facts.settings(tab) for tab in ("denoise", "interpolate", "superres")}
    assert settings["denoise"]["kind"]["values"] == list(KINDS)
    assert settings["interpolate"]["path"]["values"] == list(PATHS)
    assert settings["superres"]["factor"]["values"] == [2, 3, 4]
    listed = [each["name"] for each in facts.read("variants")["variants"]]
    assert [name for name in listed if name in digit_variants()] == list(digit_variants())


@pytest.mark.parametrize("variant", digit_variants())
def test_reconstruct_gives_what_the_network_gives(variant, client, files):
    answer = client.predict(files["first"], variant, api_name="/reconstruct")
    assert_same(pixels(answer), to_bytes(load_model(variant)(digit(0))))


def test_digit_of_another_size_is_averaged(client, files):
    large, small = (
        client.predict(files[name], "dense", api_name="/reconstruct") for name in ("large", "first")
    )
    assert_same(pixels(large), pixels(small))


@pytest.mark.parametrize("kind", KINDS)
def test_denoise_gives_what_the_seed_and_the_network_give(kind, client, files):
    answers = client.predict(files["first"], kind, 0.4, 3, api_name="/denoise")
    damaged = corrupt(digit(0), kind, 0.4, SeededRandom(3))
    repaired = load_model("denoising")(damaged)
    for answer, expected in zip(answers, (damaged, repaired), strict=True):
        assert_same(pixels(answer), to_bytes(expected))


def test_denoise_repeats_itself_by_seed(client, files):
    first, again, other = (
        pixels(client.predict(files["first"], "masking", 0.4, seed, api_name="/denoise")[0])
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("path", PATHS)
def test_interpolate_gives_every_step(path, client, files):
    answer = client.predict(
        files["first"], files["second"], "vae", 5, path, api_name="/interpolate"
    )
    model = load_model("vae")
    codes = interpolate(model.encode(digit(0))[0], model.encode(digit(1))[0], 5, path)
    assert_same(gallery(answer), np.array([to_bytes(x[None]) for x in model.decode(codes)]))


def test_sample_gives_decoded_normals(client):
    answer = client.predict(4, 0.8, 7, api_name="/sample")
    vae = load_model("vae")
    codes = torch.from_numpy(0.8 * Pcg32(7).normal(4 * vae.code).reshape(4, vae.code)).float()
    expected = vae.decode(codes)
    assert_same(gallery(answer), np.array([to_bytes(x[None]) for x in expected]))


def test_sample_repeats_itself_by_seed(client):
    first, again, other = (
        gallery(client.predict(2, 1, seed, api_name="/sample")) for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_super_resolve_multiplies_the_size(factor, client, files):
    answer = pixels(client.predict(files["photo"], factor, api_name="/super_resolve"))
    assert answer.shape == (40 * factor, 61 * factor, 3)


def test_request_cannot_name_a_file_of_the_server(site, tmp_path):
    """Sent without the mark of an upload, a path is not checked by Gradio."""
    Image.new("L", (16, 16), 200).save(tmp_path / "private.png")
    address = f"{site}/gradio_api/call/super_resolve"
    request = {"data": [{"path": str(tmp_path / "private.png")}, 2]}
    event = httpx.post(address, json=request).json()["event_id"]
    answer = httpx.get(f"{address}/{event}", timeout=60).text
    assert "event: error" in answer and ".png" not in answer


def refused(sentence, endpoint, *arguments):
    return pytest.param(endpoint, arguments, sentence, id=f"{endpoint}-{arguments!s:.60}")


LEVEL = "level has to be a number from 0 to 1."
SEED = "seed has to be a whole number from 0 to 4294967295."
STEPS = "steps has to be a whole number from 2 to 64."
COUNT = "count has to be a whole number from 1 to 64."
NO_PICTURE = "Choose a picture first, or take one of the examples."
NOT_A_PICTURE = (
    "This file is not a picture that can be read. These can: JPEG, PNG, WebP, GIF, TIFF, BMP."
)
ALEXNET = f"'alexnet' is not one of: {', '.join(digit_variants())}."
NOTHING = f"None is not one of: {', '.join(digit_variants())}."
FOG = f"'fog' is not one of: {', '.join(KINDS)}."
SCENIC = f"'scenic' is not one of: {', '.join(PATHS)}."
FACTOR = "factor has to be a whole number from 2 to 4."
BLANK = "There is no digit in this picture: it is empty."


@pytest.mark.parametrize(
    ("endpoint", "arguments", "sentence"),
    [
        refused(ALEXNET, "reconstruct", "first", "alexnet"),
        refused(NOTHING, "reconstruct", "first", None),
        refused(NO_PICTURE, "reconstruct", None, "dense"),
        refused(NOT_A_PICTURE, "reconstruct", "text", "dense"),
        refused(BLANK, "reconstruct", "blank", "dense"),
        refused(FOG, "denoise", "first", "fog", 0.4, 1),
        refused(LEVEL, "denoise", "first", "masking", "NaN", 1),
        refused(LEVEL, "denoise", "first", "masking", None, 1),
        refused(LEVEL, "denoise", "first", "masking", 7, 1),
        refused(SEED, "denoise", "first", "masking", 0.4, -1),
        refused(SEED, "denoise", "first", "masking", 0.4, 1.5),
        refused(STEPS, "interpolate", "first", "second", "vae", 1_000_000, "straight"),
        refused(STEPS, "interpolate", "first", "second", "vae", 1, "straight"),
        refused(SCENIC, "interpolate", "first", "second", "vae", 5, "scenic"),
        refused(NO_PICTURE, "interpolate", "first", None, "vae", 5, "straight"),
        refused(BLANK, "interpolate", "first", "blank", "vae", 5, "straight"),
        refused(COUNT, "sample", -1, 1, 1),
        refused(COUNT, "sample", 10**400, 1, 1),
        refused(COUNT, "sample", "many", 1, 1),
        refused("temperature has to be a number from 0 to 2.", "sample", 4, -1, 1),
        refused(SEED, "sample", 4, 1, 2**53),
        refused(FACTOR, "super_resolve", "photo", 7),
        refused(FACTOR, "super_resolve", "photo", 2.5),
        refused(NO_PICTURE, "super_resolve", None, 2),
        refused(NOT_A_PICTURE, "super_resolve", "text", 2),
    ],
)
def test_bad_input_is_answered_with_a_sentence(endpoint, arguments, sentence, client, files):
    sent = [files.get(x, x) if isinstance(x, str) else x for x in arguments]
    with pytest.raises(AppError) as caught:
        client.predict(*sent, api_name=f"/{endpoint}")
    assert caught.value.message == sentence
    assert gallery(client.predict(1, 1, 1, api_name="/sample")).shape == (1, 28, 28)

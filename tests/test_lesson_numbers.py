"""Every number that a lesson or a text names is the one in the file, or of the formula, it comes
from; and no text has a number that nothing is known about."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from aedemo import facts, load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.filters import kept
from aedemo.evaluation.variants.denoising import LEARNED_ON, LINEAR
from aedemo.lab import description
from aedemo.models.interpolation import interpolate
from aedemo.places import FACTS, PACKAGE, WEIGHTS
from aedemo.ui import enlarge, pictures

LANGUAGES = [language["code"] for language in facts.read("languages")]
TABS = [tab["name"] for tab in facts.tabs()]
# Lessons and texts whose numbers are held by a test of what they claim.
HELD_ELSEWHERE = {"labels", "anomaly"}

# What is no statement about anything measured: a formula is one of its own tests' concern, the
# number of an exercise, where a link leads, a reference, a licence, names with a number in them.
SILENT = re.compile(
    r"\$\$.*?\$\$|\$[^$]*\$|\{[^}]*\}|\]\([^)]*\)|^\d+\. |arXiv:? [\d.]+"
    r"|doi \S+|\b(?:19|20)\d\d(?!\d)|CC BY-SA 3\.0|CC0|PCA-(?:32|256)\b|\b[23]-D\b"
    r"|[×x]\d\b|28 ?(?:×|by) ?28",
    re.MULTILINE,
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
PIXELS, GREYS = "784", "255"
# A single figure names a digit, or counts what the reader sees.
HARMLESS = {*"0123456789", PIXELS, GREYS}


@cache
def stored(name: str) -> dict:
    return json.loads((WEIGHTS / name).read_text(encoding="utf-8"))


def size(name):
    """How many numbers the code of a network has."""
    return stored(f"{name}/config.json")["code"]["size"]


def figure(name, id, reference=None):
    """A stored figure, or what stands beside it."""
    (found,) = (each for each in stored(f"{name}/config.json")["figures"] if each["id"] == id)
    return found["references"][reference] if reference else found["value"]


def gain(noise, other, own="network"):
    """By how many dB one is nearer to the clean digit than another."""
    nearer, further = (figure("denoising", f"gain-{noise}", name) for name in (own, other))
    return nearer - further


@cache
def lengths():
    """Of the codes that `vae` gives for test digits, and half-way between two of them."""
    images, _ = shipped_digits()
    with torch.no_grad():
        codes = load_model("vae").encode(images)
    halves = [
        interpolate(*pair, 3, "straight")[1] for pair in codes.view(-1, 2, codes.shape[1])[:500]
    ]
    return codes.norm(dim=1).mean().item(), torch.stack(halves).norm(dim=1).mean().item()


def apart():
    """The mean distance of two digits."""
    digits = shipped_digits()[0][:2000].flatten(1)
    return torch.cdist(digits[:1000], digits[1000:]).mean().item()


CONSTANTS = facts.read("constants")
SAMPLE = 10_000 // CONSTANTS["sample_every"]
SEARCH = "uses/search.json"


# Where it stands → the number as it is written, without commas → where it comes from. Chinese
# counts in ten thousands (万), so that a number may be written otherwise there.
def preset(name: str) -> list[Mapping[str, Any]]:
    """The descriptions of a preset's runs."""
    said = facts.read("lab")["presets"][name]
    return [description({**said["base"], **run}) for run in said["runs"]]


SOURCES = {
    # The first versions with import attributes for JSON (MDN, browser compatibility).
    "failures.failed_syntax": {"123": lambda: 123, "138": lambda: 138, "17.2": lambda: 17.2},
    "draw": {"32": lambda: size("dense"), "20": lambda: 20},  # which: tests/test_exercises.py
    "denoise": {
        "16": lambda: size("denoising") / 7**2,
        "20000": lambda: LEARNED_ON,
        "55000": lambda: stored("uses/anomaly.json")["trained"],
        "0.5": lambda: 0.5,  # a level of noise
        "2.5": lambda: gain("gaussian-0.5", LINEAR),
        "3.5": lambda: gain("masking-0.5", kept(LINEAR)),
        "1.9": lambda: -gain("salt-and-pepper-0.1", kept("median")),
        "3.0": lambda: gain("salt-and-pepper-0.1", kept("median"), kept("network")),
    },
    "denoise.psnr_note": {"10": lambda: 10},  # PSNR is 10 times the logarithm to base 10
    "interpolate": {"3.8": lambda: lengths()[0], "2.7": lambda: lengths()[1]},
    **dict.fromkeys(
        ["superres", "superres.inside_title", "superres.inside_note", "superres.all_channels"],
        {"32": lambda: load_model("superres-x3").deconvolution.in_channels},
    ),
    **{
        f"superres.zoom_{zoom}": {str(100 * zoom): lambda zoom=zoom: 100 * zoom}
        for zoom in facts.settings("superres")["zoom"]["values"]
        if zoom
    },
    "superres.differences_note": {"64": lambda: 64},  # WHITE in web/engine/enlarging/pixels.js
    "superres.photo_hint": {
        "2": lambda: pictures.PIXEL_LIMIT / 1e6,
        "200": lambda: pictures.PIXEL_LIMIT / 1e4,
    },
    "pictures.failed_too_large": {
        "2": lambda: pictures.PIXEL_LIMIT / 1e6,
        "200": lambda: pictures.PIXEL_LIMIT / 1e4,
    },
    "pictures.failed_output": {
        "16": lambda: enlarge.OUTPUT_LIMIT / 1e6,
        "1600": lambda: enlarge.OUTPUT_LIMIT / 1e4,
    },
    "map": {
        "2500": lambda: SAMPLE,
        "81.35": lambda: figure("vae-2d", "plane-knn"),
        "42.47": lambda: figure("vae-2d", "plane-knn", "PCA-2"),
    },
    "map.map_name_2": {"2500": lambda: SAMPLE},
    "map.map_name_3": {"2500": lambda: SAMPLE},
    "map.map_about_tsne": {"2500": lambda: SAMPLE},
    "map.map_about_pca": {"32": lambda: components("pca-32")},
    "sample": {
        "143.3": lambda: figure("vae-gan", "negative-elbo"),
        "88.6": lambda: figure("vae", "negative-elbo"),
    },
    "sample.plane_note": {"3": lambda: facts.limits("sample", "x")[1]},
    "compare.difference_note": {"256": lambda: components("pca-256")},
    "constraint.units_note": {"1": lambda: 100 * CONSTANTS["firing_share"]},
    "constraint.nudged_by": {"10": apart},
    "constraint.contraction_note": {
        "32": lambda: size("dense"),
        "64": lambda: size("contractive"),
    },
    "constraint.posterior_note": {
        ".01": lambda: CONSTANTS["collapsed_variance"],
        "0.01": lambda: CONSTANTS["collapsed_variance"],
    },
    "constraint.subspace_note": {"32": lambda: size("linear")},
    "lab": {
        "32": lambda: preset("code-size")[1]["code"],
        "200": lambda: preset("overfit")[0]["digits"],
        "10000": lambda: 10000,  # MNIST's test digits
    },
    "lab.code_map": {"500": lambda: 500},  # MAPPED in web/tabs/lab/sample.js
    "lab.preset_code-size": {"32": lambda: preset("code-size")[1]["code"]},
    "lab.preset_collapse": {"10": lambda: preset("collapse")[1]["beta"]},
    "lab.preset_overfit": {"200": lambda: preset("overfit")[0]["digits"]},
    "lab.preset_article-deep": {
        "128": lambda: preset("article-deep")[0]["hidden"][0],
        "64": lambda: preset("article-deep")[0]["hidden"][1],
        "32": lambda: preset("article-deep")[0]["code"],
        "0.001": lambda: preset("article-deep")[0]["rate"],
    },
    "lab.preset_article-narrow": {
        "64": lambda: preset("article-narrow")[0]["hidden"][0],
        "32": lambda: preset("article-narrow")[0]["code"],
    },
    "search": {
        "0.9": lambda: searched("pca-32")["precision"] - searched("pixels")["precision"],
        "0.2": lambda: (
            searched("pca-32")["chosen"]["precision"] - searched("pixels")["chosen"]["precision"]
        ),
    },
    "search.nearest_ten": {"2500": lambda: SAMPLE},
    "search.search_measured": {"10": lambda: CONSTANTS["neighbours_shown"]},
    "search.search_note": {
        "2500": lambda: SAMPLE,
        "60000": lambda: stored(SEARCH)["database"],
        "95.5": lambda: searched("pixels")["chosen"]["precision"],
    },
}
# Numbers in words, of which one would not think: place → English, Chinese, where they come from.
SPOKEN = {
    "draw": ("a thousand units", "一千个单元", lambda: size("sparse-l1") == 1000),
    "compare": ("a thousand numbers", "一千个数", lambda: size("sparse-kl") == 1000),
    "map": ("five nearest", "最近的五个", lambda: votes() == 5),
    "map.map_about_tsne": ("five nearest", "五个近邻", lambda: votes() == 5),
    "map.map_among": ("five nearest", "最近的五个", lambda: votes() == 5),
    "map.map_between": ("five nearest", "最近的五个", lambda: votes() == 5),
    "map.map_here": ("five nearest", "最近的五个", lambda: votes() == 5),
    "search": ("five nearest", "最近的五个", lambda: votes() == 5),
    "search.nearest_ten": ("ten nearest", "十个", lambda: CONSTANTS["neighbours_shown"] == 10),
    "search.vote_drawn": ("five nearest", "最近的五个", lambda: votes() == 5),
}


def searched(feature):
    """How precise the search by a feature is, by Euclidean distance and by what was ``chosen``."""
    return stored(SEARCH)["features"][feature]


def votes():
    return CONSTANTS["neighbours_that_vote"]


def components(name):
    first = stored(f"{name}/config.json")["networks"]["encoder"][1]["weight"]
    return load_file(WEIGHTS / name / "model.safetensors")[first].shape[0]


def places():
    """Place → language → text: lessons by the names of their tabs, texts by FILE.KEY."""
    found = {
        tab: {
            language: (PACKAGE / "lessons" / language / f"{tab}.md").read_text(encoding="utf-8")
            for language in LANGUAGES
        }
        for tab in TABS
    }
    for path in sorted((FACTS / "texts").glob("*.json")):
        for key, text in facts.read(f"texts/{path.stem}").items():
            found[f"{path.stem}.{key}"] = text
    return {
        place: text for place, text in found.items() if place.split(".")[0] not in HELD_ELSEWHERE
    }


PLACES = places()


def numbers(text):
    """The numbers that a text names, without their commas."""
    return [each.replace(",", "") for each in NUMBER.findall(SILENT.sub(" ", text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_in_a_text_is_accounted_for(language):
    unknown = {
        place: strange
        for place, text in PLACES.items()
        if (strange := {*numbers(text[language])} - {*SOURCES.get(place, {})} - HARMLESS)
    }
    assert not unknown, "numbers without a source; add them to SOURCES"


@pytest.mark.parametrize("place, written", [(p, n) for p in SOURCES for n in SOURCES[p]])
def test_number_is_that_of_its_source(place, written):
    """To as many decimals as are written."""
    decimals = len(written.partition(".")[2])
    assert round(float(SOURCES[place][written]()), decimals) == float(written)
    assert any(written in numbers(text) for text in PLACES[place].values()), "is not there any more"


@pytest.mark.parametrize("place", SPOKEN)
def test_number_in_words_is_that_of_its_source(place):
    english, chinese, holds = SPOKEN[place]
    assert english in PLACES[place]["en"] and chinese in PLACES[place]["zh"]
    assert holds()


@pytest.mark.parametrize("tab", [tab for tab in TABS if tab not in HELD_ELSEWHERE])
def test_lesson_names_the_same_numbers_in_every_language(tab):
    """Those that are more than a single figure, in the order in which they come."""
    english, *others = (
        [each for each in numbers(PLACES[tab][language]) if each not in HARMLESS]
        for language in LANGUAGES
    )
    assert all(other == english for other in others)


def test_a_number_nobody_knows_is_found():
    """Also beside what is silent."""
    text = "1. In 2013 PCA-32 gave $z^2$ {share} % of 1,234.5, .61 at arXiv 1312.6114."
    assert numbers(text) == ["1234.5", ".61"]

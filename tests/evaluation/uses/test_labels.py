"""Few labels: the formulas against scikit-learn and numpy, and the shipped figures."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.material import Missing
from aedemo.evaluation.record import stored_uses
from aedemo.evaluation.uses import labels as few
from aedemo.evaluation.uses import regression
from aedemo.evaluation.uses.features import FEATURES, SIMPLE, features
from aedemo.evaluation.uses.labels import (
    COPIES,
    Space,
    ahead,
    curves,
    draw,
    flat,
    learned,
    training_sets,
)


@pytest.fixture
def rows(nothing):
    """The shipped figures of every feature."""
    return stored_uses(nothing)["labels"]["features"]


def test_a_draw_is_balanced_and_begins_with_the_smaller_ones(material):
    images, truth = material.training
    drawn = draw(material, 3, 10)
    for digit, group in enumerate(drawn.images):
        places = [(images == one).flatten(1).all(dim=1).nonzero().item() for one in group]
        assert len({*places}) == 10 and {*truth[places].tolist()} == {digit}
    assert (draw(material, 3, 4).images == drawn.images[:, :4]).all()
    assert (draw(material, 4, 10).images != drawn.images).any()
    with pytest.raises(Missing, match="200 training digits of every class"):
        draw(material, 3, 200)


def test_samples_are_those_of_the_posterior(material):
    drawn = draw(material, 0, 20)
    model = load_model("vae")
    mean, log_variance = model.posterior(drawn.images.flatten(0, 1))
    codes = drawn.codes.flatten(0, 1)
    normal = (codes - mean[:, None]) / (log_variance[:, None] / 2).exp()
    assert normal.shape == (200, COPIES, 40)
    assert normal.mean().abs() < 0.02 and normal.std() == pytest.approx(1, abs=0.02)
    assert len(normal.flatten().unique()) > 0.99 * normal.numel()
    decoded = model.decode(codes[:10].flatten(0, 1))
    assert torch.allclose(drawn.pictures[0, :10].flatten(0, 1), decoded, atol=1e-6)


@pytest.mark.parametrize("name", ["pixels", "vae"])
def test_training_sets_keep_the_digits_and_add_their_samples(name, material):
    space, drawn = Space(material, name), draw(material, 1, 3)
    known = features(material, name, material.training[0]).numpy().astype(float)
    sets = training_sets(space, drawn)
    assert list(sets) == ["plain", "pictures", *(["codes"] if name == "vae" else [])]

    def scaled(values):
        return (values.numpy() - known.mean(axis=0)) / np.sqrt(known.var(axis=0).mean())

    for kind, found in sets.items():
        extra = 0 if kind == "plain" else COPIES
        assert found.shape == (10, 3, 1 + extra, known.shape[1])
        first = scaled(features(material, name, drawn.images[:, 1]))
        assert np.abs(found[:, 1, 0] - first).max() < 0.01
        if kind == "pictures":
            last = scaled(features(material, name, drawn.pictures[:, 2, -1]))
            assert np.abs(found[:, 2, -1] - last).max() < 0.01
        if kind == "codes":
            assert np.abs(found[:, 2, -1] - scaled(drawn.codes[:, 2, -1])).max() < 0.01
        lists, classes = flat(found)
        assert (classes == np.arange(10).repeat(3 * (1 + extra))).all()
        assert (lists[classes == 7] == found[7].reshape(-1, found.shape[-1])).all()


def plain_sets(space, material):
    """Two digits of every class, drawn twice."""
    return [training_sets(space, draw(material, seed, 2))["plain"] for seed in range(2)]


def test_strength_is_chosen_on_held_out_digits_and_tested_on_others(material):
    space = Space(material, "pca-32")
    sets = plain_sets(space, material)
    strength, accuracies = learned(space, sets)
    held_out, found = {}, {}
    for c in 10.0 ** np.arange(-5, 3):
        fitted = [
            LogisticRegression(C=c, tol=1e-8, max_iter=5000).fit(*flat(each.astype(float)))
            for each in sets
        ]
        held_out[c] = sum(one.score(*space.held_out) for one in fitted)
        found[c] = [100 * one.score(*space.test) for one in fitted]
    assert held_out[strength] == max(held_out.values()) > min(held_out.values())
    assert accuracies == pytest.approx(found[strength], abs=0.11)  # of 1,000 test digits


def test_the_same_digits_repeated_gain_nothing(material):
    """They are the control of samples around them: ten times the digits are ten times the C."""
    space = Space(material, "pca-32")
    sets = plain_sets(space, material)
    strength, accuracies = learned(space, sets)
    repeated = [each.repeat(1 + COPIES, axis=2) for each in sets]
    again, same = learned(space, repeated)
    assert strength == pytest.approx((1 + COPIES) * again)
    assert same == pytest.approx(accuracies, abs=0.11)


@pytest.mark.parametrize("peak", [*range(-8, 6)])
def test_no_grid_ends_at_the_strength_that_is_chosen(peak):
    tried = []

    def score(exponent):
        tried.append(exponent)
        return -abs(exponent - peak)

    assert regression.best_exponent(score) == peak
    assert min(tried) < peak < max(tried)


def test_the_grid_ends_where_the_strength_no_longer_matters_or_where_it_is_said():
    assert regression.best_exponent(lambda exponent: min(exponent, 3)) == 3
    assert regression.best_exponent(lambda exponent: exponent) == regression.MOST
    assert regression.best_exponent(lambda exponent: -exponent) == regression.LEAST


def test_gains_are_taken_draw_by_draw(material, monkeypatch):
    monkeypatch.setattr(few, "SIZES", (10, 20))
    draws = [draw(material, seed, 2) for seed in range(3)]
    space = Space(material, "pca-32")
    found = curves(space, draws)
    sets = [training_sets(space, drawn) for drawn in draws]
    plain, pictures = (
        learned(space, [each[kind][:, :1] for each in sets])[1] for kind in ("plain", "pictures")
    )
    first = found["pictures"][0]
    assert first["mean"] == pytest.approx(pictures.mean(), abs=0.006)
    assert first["gain"]["mean"] == pytest.approx((pictures - plain).mean(), abs=0.006)
    assert first["gain"]["std"] == pytest.approx(np.std(pictures - plain, ddof=1), abs=0.006)


def test_everything_is_measured_and_written_as_tables(material, monkeypatch):
    monkeypatch.setattr(few, "SIZES", (10, 20))
    monkeypatch.setattr(few, "DRAWS", 2)
    monkeypatch.setattr(few, "FEATURES", ("pixels", "pca-32", "vae"))
    monkeypatch.setattr(few, "twin", lambda material, name: material.model("vae-2d"))
    figures = few.evaluate(material)
    assert list(figures["features"]) == ["pixels", "pca-32", "vae"] and figures["tested"] == 1000
    table = few.section(figures)
    for name, row in figures["features"].items():
        assert [len(row[kind]) for kind in ("plain", "pictures")] == [2, 2]
        assert f"| `{name}` | {row['plain'][0]['mean']:.1f} ± " in table
        assert f" {row['probe']['accuracy']:.2f} |" in table
    assert "| `vae`, codes | " in table and "| `pca-32`, codes" not in table
    vae, pca = (figures["features"][name]["plain"][1]["draws"] for name in ("vae", "pca-32"))
    lead = np.subtract(vae, pca)
    row = next(line for line in table.splitlines() if line.startswith("| `vae` − `pca-32` |"))
    assert row.endswith(f" {lead.mean():+.1f} ± {lead.std(ddof=1):.1f} |")


def test_shipped_figures_are_whole(nothing):
    figures = stored_uses(nothing)["labels"]
    assert figures["measured"]["full"] and figures["tested"] == 10_000
    assert figures["sizes"] == list(few.SIZES) == [10, 30, 100, 300, 1000]
    assert (figures["draws"], figures["copies"]) == (few.DRAWS, COPIES)
    assert list(figures["features"]) == list(FEATURES)
    for row in [*figures["features"].values(), figures["twin"]]:
        assert row["probe"]["labels"] == 60_000
        kinds = [row[kind] for kind in ("plain", "pictures", "codes") if kind in row]
        for each in [row["probe"], *(each for kind in kinds for each in kind)]:
            assert regression.LEAST < np.log10(each["C"]) < regression.MOST
        for each in (each for kind in kinds for each in kind):
            assert len(each["draws"]) == few.DRAWS
            assert each["mean"] == pytest.approx(np.mean(each["draws"]), abs=0.006)
            assert each["std"] == pytest.approx(np.std(each["draws"], ddof=1), abs=0.006)
        for kind in {*row} & {"pictures", "codes"}:
            for plain, more in zip(row["plain"], row[kind], strict=True):
                assert more["gain"]["mean"] == pytest.approx(
                    more["mean"] - plain["mean"], abs=0.011
                )
    # ANCHORS: a probe of PCA-32 with another scaling.
    assert figures["features"]["pca-32"]["probe"]["accuracy"] == pytest.approx(89.1, abs=1.5)


@pytest.mark.parametrize("name", ["pixels", "pca-32", "convolutional"])
def test_shipped_curves_are_near_those_of_scikit_learn_on_test_digits(name, nothing, rows):
    """Five other draws, of the first 5,000 test digits, are tested on the other 5,000."""
    images, truth = shipped_digits()
    code, truth = features(nothing, name, images).numpy(), truth.numpy()
    code = (code - code.mean(axis=0)) / np.sqrt(code.var(axis=0).mean())
    for place, size in ((1, 30), (2, 100)):
        accuracies = []
        for seed in range(5):
            order = np.random.default_rng(seed).permutation(5000)
            drawn = [order[truth[order] == digit][: size // 10] for digit in range(10)]
            known = np.concatenate(drawn)
            classifier = LogisticRegression(C=rows[name]["plain"][place]["C"], max_iter=1000)
            classifier.fit(code[known], truth[known])
            accuracies.append(100 * classifier.score(code[5000:], truth[5000:]))
        # The second half of the test digits is the easier one, and five draws are few.
        assert np.mean(accuracies) == pytest.approx(rows[name]["plain"][place]["mean"], abs=5)


def test_shipped_probe_is_near_that_of_scikit_learn_on_test_digits(nothing, rows):
    """Another scaling, 8,000 labels, and the other test digits."""
    images, truth = shipped_digits()
    order = np.random.default_rng(0).permutation(10_000)
    for name in ("pca-32", "convolutional"):
        code = features(nothing, name, images).numpy()[order]
        labels = truth.numpy()[order]
        probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
        found = 100 * probe.fit(code[:8000], labels[:8000]).score(code[8000:], labels[8000:])
        assert found == pytest.approx(rows[name]["probe"]["accuracy"], abs=2)


def test_lessons_say_what_the_figures_say(nothing, rows):
    search = stored_uses(nothing)["search"]["features"]
    assert search["pca-32"]["precision"] > search["pixels"]["precision"]
    for name in ("sparse-l1", "sparse-kl"):
        assert search[name]["chosen"]["metric"] == "cosine"
        assert search[name]["chosen"]["precision"] > search[name]["precision"] + 0.5
    mean = {name: [each["mean"] for each in row["plain"]] for name, row in rows.items()}
    sparse = ("sparse-l1", "sparse-kl")
    assert all(max(mean, key=lambda name: mean[name][at]) in sparse for at in (2, 3, 4))
    spread = [row["plain"][0]["std"] for row in rows.values()]
    assert np.mean(spread) > 2 * np.std([values[0] for values in mean.values()])
    # As wide as the sparse code and no better than pixels, until labels are many.
    twin = stored_uses(nothing)["labels"]["twin"]
    for at, plain in enumerate(twin["plain"]):
        pixels, best = (ahead(rows[name]["plain"][at], plain) for name in ("pixels", "sparse-l1"))
        assert best["mean"] > best["std"]
        assert pixels["mean"] > pixels["std"] if at < 3 else abs(pixels["mean"]) < 0.5
    probes = {name: row["probe"]["accuracy"] for name, row in rows.items()}
    assert probes["linear"] < probes["dense"] < probes["convolutional"]
    for at, plain in enumerate(rows["pixels"]["plain"]):
        lead = ahead(plain, rows["pca-32"]["plain"][at])
        assert (lead["mean"] > 0) == (at >= 3)
    assert probes["pixels"] > probes["pca-32"] and set(SIMPLE) < set(probes)
    clear = [
        [name for name, row in rows.items() if helps(row["pictures"][at]["gain"])]
        for at in range(5)
    ]
    assert all(0 < len(names) < len(rows) for names in clear)
    # Contraction: behind from few labels, ahead from many.
    for at, plain in enumerate(rows["contractive"]["plain"]):
        lead = ahead(plain, rows["pixels"]["plain"][at])
        assert lead["mean"] < -lead["std"] if at < 4 else lead["mean"] > lead["std"]


def helps(gain: dict) -> bool:
    return gain["mean"] > gain["std"]

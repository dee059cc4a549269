"""What tells anomalies: against an independent computation, and the shipped figures and files."""

import gzip
import json
import shutil

import numpy as np
import pytest
import torch
from safetensors.torch import load
from scipy.ndimage import gaussian_filter
from sklearn.decomposition import PCA
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import NearestNeighbors

from aedemo import load_model, variants
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.card import measured
from aedemo.evaluation.figure import Figure
from aedemo.evaluation.material import Material
from aedemo.evaluation.record import stored_uses
from aedemo.evaluation.uses.anomaly import (
    ERRORS,
    NETWORKS,
    TOGETHER,
    evaluate,
    nearest_errors,
    neighbour_errors,
    section,
)
from aedemo.models.one_class import SIGMA, shape_error, with_pieces
from aedemo.models.registry import ONE_CLASS
from aedemo.places import WEIGHTS


@pytest.fixture(scope="module")
def shipped():
    """The shipped errors (10, N) by each network and labels (N,), of test and held-out digits."""
    tensors = load(gzip.decompress((WEIGHTS / "uses" / ERRORS).read_bytes()))
    return {name: each.float() for name, each in tensors.items()}


def test_shape_error_is_one_minus_the_cosine_after_a_gaussian():
    x, y = shipped_digits()[0][:8], shipped_digits()[0][8:16]
    # scipy's filter knows no black beyond the border, so some is put around.
    sigma = (0, SIGMA, SIGMA)
    padded = [np.pad(each[:, 0].double(), ((0, 0), (20, 20), (20, 20))) for each in (x, y)]
    soft = [gaussian_filter(each, sigma, truncate=12)[:, 20:-20, 20:-20] for each in padded]
    soft = [each.reshape(8, -1) for each in soft]
    cosine = (soft[0] * soft[1]).sum(1) / np.prod([np.linalg.norm(s, axis=1) for s in soft], axis=0)
    assert shape_error(x, y) == pytest.approx(1 - cosine, abs=1e-5)
    assert shape_error(x, 3 * x) == pytest.approx(0, abs=1e-6)


def test_nearest_neighbours_are_those_of_scikit_learn():
    known, asked = shipped_digits()[0][:600], shipped_digits()[0][600:650]
    search = NearestNeighbors(n_neighbors=5).fit(known.flatten(1).numpy())
    distances, _ = search.kneighbors(asked.flatten(1).numpy())
    found = neighbour_errors([nearest_errors(asked, part) for part in known.split(200)])
    assert found["squared"] == pytest.approx((distances**2).mean(axis=1) / 784, rel=1e-3)
    shapes = torch.stack([shape_error(asked, each[None].expand_as(asked)) for each in known])
    assert found["shape"] == pytest.approx(shapes.sort(dim=0).values[:5].mean(dim=0), abs=1e-5)


@pytest.mark.parametrize("name", ONE_CLASS)
def test_every_network_is_small_and_knows_where_its_errors_come_from(name, shipped):
    """The shipped errors are those of the shipped weights; in half precision they rank alike."""
    error, labels = shipped["errors"], shipped["labels"]
    digit = ONE_CLASS.index(name)
    folder = WEIGHTS / name
    assert (
        sum((folder / file).stat().st_size for file in ("model.safetensors", "config.json")) < 1e5
    )
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert config["training"]["digit"] == digit and name not in variants()
    images, _ = shipped_digits()
    found = shape_error(images, load_model(name)(images))
    assert found == pytest.approx(error[digit], rel=1e-3, abs=1e-6)
    exact, rounded = (100 * roc_auc_score(labels != digit, each) for each in (found, error[digit]))
    assert exact == pytest.approx(rounded, abs=0.01)
    shipped = json.loads((WEIGHTS / "uses" / "anomaly.json").read_text(encoding="utf-8"))
    figures = shipped["methods"][NETWORKS]["shape"]
    assert exact == pytest.approx(figures["digits"][digit], abs=0.011)
    (figure,) = [Figure(**each) for each in config["figures"]]
    assert figure.value == figures["digits"][digit]
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert figure.row in card and measured(config) in card


def test_labels_beside_the_errors_are_those_of_the_test_digits(shipped):
    assert (shipped["labels"] == shipped_digits()[1]).all()


def test_shipped_figures_reproduce_the_references_and_the_networks_beat_them(nothing):
    figures = stored_uses(nothing)["anomaly"]
    assert (figures["tested"], figures["trained"], figures["known"]) == (10_000, 55_000, 60_000)
    methods = figures["methods"]
    for by in methods.values():
        for values in by.values():
            assert values["mean"] == pytest.approx(np.mean(values["digits"]), abs=0.01)
    assert methods["pca-32"]["squared"]["mean"] == pytest.approx(95.5, abs=0.15)
    assert methods["neighbours"]["squared"]["mean"] == pytest.approx(95.4, abs=0.3)
    assert methods[NETWORKS]["shape"]["mean"] > 98.5


def test_nine_networks_judge_by_the_least_of_their_errors(shipped, nothing):
    """With nine digits normal, in turn; here from the errors that ship, which are rounded."""
    errors, labels = shipped["errors"].float(), shipped["labels"]
    recorded = stored_uses(nothing)["anomaly"]["nine"][TOGETHER]["shape"]["digits"]
    for digit in range(10):
        least = np.delete(errors.numpy(), digit, axis=0).min(axis=0)
        found = 100 * roc_auc_score(labels == digit, least)
        assert found == pytest.approx(recorded[digit], abs=0.011)


def test_a_map_of_nine_digits_is_never_asked_about_a_digit_it_knows(nothing):
    """Every task has a map of its own: one score for all ten would be 50 % in the mean, whatever it
    is. Here PCA of nine digits among one half of those that ship is asked about the other half."""
    methods = stored_uses(nothing)["anomaly"]["nine"]
    images, labels = shipped_digits()
    order = np.random.default_rng(0).permutation(len(labels))
    flat, labels = images.flatten(1).numpy()[order], labels.numpy()[order]
    for digit in (1, 8):
        pca = PCA(32, svd_solver="full").fit(flat[:5000][labels[:5000] != digit])
        rest = flat[5000:]
        squared = np.square(rest - pca.inverse_transform(pca.transform(rest))).sum(axis=1)
        found = 100 * roc_auc_score(labels[5000:] == digit, squared)
        assert found == pytest.approx(methods["pca-32"]["squared"]["digits"][digit], abs=3)
    for by in methods.values():
        for values in by.values():
            assert values["mean"] == pytest.approx(np.mean(values["digits"]), abs=0.01)


def test_what_is_measured_is_that_of_scikit_learn_and_written(mnist, tmp_path, monkeypatch):
    """On the small MNIST, the training part of which are the first of the test digits, and a tenth
    of the test digits."""
    for name in ONE_CLASS:
        shutil.copytree(WEIGHTS / name, tmp_path / "weights" / name)
    images, labels = (part[:1000] for part in shipped_digits())
    monkeypatch.setattr(Material, "test", (images, labels))
    material = Material(tmp_path / "weights", mnist, None, tmp_path / "cache", full=False)
    figures = evaluate(material)
    kept = figures["trained"]
    flat = images.flatten(1).double().numpy()
    pca = PCA(16, svd_solver="full").fit(flat[:kept][labels[:kept] == 3])
    squared = np.square(flat - pca.inverse_transform(pca.transform(flat))).sum(axis=1)
    expected = 100 * roc_auc_score(labels != 3, squared)
    assert figures["methods"]["pca-16"]["squared"]["digits"][3] == pytest.approx(expected, abs=0.02)
    # The networks are the shipped ones, and so are their errors.
    written, known = (folder / "uses" / ERRORS for folder in (tmp_path / "weights", WEIGHTS))
    tensors = [load(gzip.decompress(path.read_bytes())) for path in (written, known)]
    errors = (each["errors"][:, :1000].float() for each in tensors)
    assert torch.allclose(*errors, rtol=2e-3, atol=1e-6)
    # Those of the digits held out are of the same networks.
    asked, asked_labels = material.held_out
    found = torch.stack([shape_error(asked, load_model(name)(asked)) for name in ONE_CLASS])
    assert torch.allclose(tensors[0]["held_out_errors"].float(), found, rtol=1e-3, atol=1e-6)
    assert (tensors[0]["held_out_labels"] == asked_labels).all()
    nine = PCA(32, svd_solver="full").fit(flat[:kept][labels[:kept] != 3])
    squared = np.square(flat - nine.inverse_transform(nine.transform(flat))).sum(axis=1)
    expected = 100 * roc_auc_score(labels == 3, squared)
    assert figures["nine"]["pca-32"]["squared"]["digits"][3] == pytest.approx(expected, abs=0.02)
    others = (load_model(name) for name in ONE_CLASS if name != "digit-3")
    errors = [shape_error(images, other(images)) for other in others]
    expected = 100 * roc_auc_score(labels == 3, torch.stack(errors).amin(dim=0))
    assert figures["nine"][TOGETHER]["shape"]["digits"][3] == pytest.approx(expected, abs=0.011)
    table = section(figures)
    assert "| one network | " in table and "1,000 test digits" in table
    assert "by a distance of its own: Deep SVDD (Ruff et al. 2018) 94.8 †." in table


def test_every_piece_comes_from_another_digit_and_nothing_else_changes():
    torch.manual_seed(0)
    x = torch.arange(1.0, 17)[:, None, None, None].expand(16, 1, 28, 28)
    mixed = with_pieces(x)
    for before, after in zip(x, mixed, strict=True):
        foreign = (after != before)[0]
        rows, columns = foreign.any(dim=1).sum(), foreign.any(dim=0).sum()
        assert 6 <= rows <= 16 and 6 <= columns <= 16 and foreign.sum() == rows * columns

import numpy as np
import pytest
from scipy.linalg import subspace_angles
from sklearn import decomposition

from aedemo import load_model
from aedemo.data.digits import mnist_split
from aedemo.evaluation.variants.reconstruction import COMPANY, angle, beside_pca, digit_error


@pytest.fixture
def digits(material):
    return mnist_split(material.data)[0][0].flatten(1).double().numpy()


def test_linear_is_measured_beside_pca_of_its_training_digits(material, digits):
    pca = decomposition.PCA(32, svd_solver="full").fit(digits)
    best = ((pca.inverse_transform(pca.transform(digits)) - digits) ** 2).mean()
    model = load_model("linear")
    rebuilt = model(mnist_split(material.data)[0][0]).flatten(1).numpy()
    ratio, references = beside_pca(material, "linear")
    assert references == pytest.approx(
        {"its error": np.mean((rebuilt - digits) ** 2), "PCA-32's": best}, rel=1e-4
    )
    assert ratio == pytest.approx(references["its error"] / best, rel=1e-4)
    degrees, _ = angle(material, "linear")
    spaces = model.decoder[0].weight.double().numpy(), pca.components_.T
    assert degrees == pytest.approx(np.rad2deg(subspace_angles(*spaces).max()), rel=1e-4)


def test_error_stands_beside_pca_of_the_same_size_and_the_mean_image(material):
    _, references = digit_error(material, "linear")
    assert list(references) == ["PCA-32", "mean image"]
    assert 0.01 < references["PCA-32"] < references["mean image"] < 0.08


def test_error_is_that_of_the_reconstructions(material):
    images, _ = material.test
    value, _ = digit_error(material, "linear")
    assert value == pytest.approx((load_model("linear")(images) - images).square().mean().item())


def test_networks_trained_for_comparison_stand_beside_it(material, monkeypatch):
    monkeypatch.setitem(COMPANY, "linear", {"another": lambda material: load_model("dense")})
    images, _ = material.test
    _, references = digit_error(material, "linear")
    assert list(references) == ["PCA-32", "mean image", "another"]
    expected = (load_model("dense")(images) - images).square().mean().item()
    assert references["another"] == pytest.approx(expected)


@pytest.mark.parametrize("name", ["dense", "convolutional"])
def test_company_is_missing_without_the_training_digits(name, nothing):
    value, references = digit_error(nothing, name)
    assert value > 0 and {*COMPANY[name]} < {*references}
    assert {*references.values()} == {None}

"""The constraint, visible: what the page measures at a digit is what PyTorch measures."""

import json
from functools import cache

import numpy as np
import pytest
import torch
from scipy.linalg import subspace_angles

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.pcg32 import Pcg32
from aedemo.evaluation.variants.contraction import jacobian
from aedemo.evaluation.variants.sparsity import SPARSE, active_share
from aedemo.models.variational import gaussian_kl
from aedemo.places import WEIGHTS
from tests.browser.modules import call

COUNT = 20
MEASURE = """async ({ engine, codes, sample, linearised, matrix, ...views }, count) => {
  const { contraction, posterior, sparsity, subspace, field } = views;
  const { network } = engine;
  const { digit } = await sample.testDigits();
  const x = Array.from({ length: count }, (_, index) => digit(index));
  const result = {};
  for (const name of ["dense", "contractive"]) {
    const net = await network(name);
    const whiten = contraction.whitening(await codes.sampleCodes(name));
    const values = x.map((one) => matrix.singularValues(whiten(linearised.jacobian(net, one))));
    result[name] = { values, moved: x.map((one) => contraction.moved(net, whiten, one, x[0])) };
  }
  for (const name of ["vae", "vae-2d"]) {
    const net = await network(name);
    const kl = x.map((one) => [...posterior.posterior(net, one).kl]);
    const collapsed = [...kl[0].keys()].filter((j) => posterior.collapsed(net, j));
    result[name] = { kl, collapsed };
  }
  for (const name of ["sparse-l1", "sparse-kl"]) {
    const net = await network(name);
    const { largest, mean, share } = sparsity.activity(await codes.sampleCodes(name));
    const fires = x.map((one) => sparsity.firing(net.encode(one), largest));
    result[name] = { fires, share, mean: [...mean] };
  }
  const [own, pca] = await Promise.all(["linear", "pca-32"].map(network));
  result.angles = matrix.principalAngles(
    ...[own, pca].map(subspace.components).map(matrix.orthonormal),
  );
  const plane = field.plane(x[1], x[0], 7);
  const denoising = await network("denoising");
  const place = plane.point(0.3, 0.45);
  result.field = { place: [...place], to: plane.coordinates(field.restore(denoising, place)) };
  return result;
}"""
MODULES = {
    "engine": "engine/network.js",
    "linearised": "engine/jacobian.js",
    "codes": "data/codes.js",
    "sample": "data/digits.js",
    "matrix": "maths/matrix.js",
    **{
        view: f"tabs/constraint/{view}.js"
        for view in ("contraction", "posterior", "sparsity", "subspace", "field")
    },
}


@pytest.fixture(scope="module")
def measured(blank):
    """What the page's modules make of the first test digits."""
    return call(blank, MEASURE, COUNT, **MODULES)


@pytest.fixture(scope="module")
def digits():
    return shipped_digits()[0]


def config(name: str) -> dict:
    return json.loads((WEIGHTS / name / "config.json").read_text())


@cache
def autograd(name: str) -> torch.Tensor:
    """The encoder's Jacobian at those digits, (COUNT, d, 784)."""
    return jacobian(load_model(name), shipped_digits()[0][:COUNT])


def singular_values(derivatives: torch.Tensor) -> np.ndarray:
    """Of (N, d, 784), largest first: (N, d)."""
    gram = derivatives.double() @ derivatives.double().mT
    return torch.linalg.eigvalsh(gram).flip(1).sqrt().numpy()


@pytest.mark.parametrize("name", ["dense", "contractive"])
def test_singular_values_and_norm_are_those_of_autograd(name, measured, digits):
    """Of the whitened code. The page knows its covariance from a sample, rounded to bytes."""
    model = load_model(name)
    sample = torch.cat([model.encode(part) for part in digits[::4].split(500)]).double()
    lower = torch.linalg.cholesky(torch.cov(sample.T, correction=0))
    derivatives = torch.linalg.solve_triangular(lower, autograd(name).double(), upper=False)
    values = np.array(measured[name]["values"])
    assert np.allclose(values, singular_values(derivatives), rtol=0.03)
    code = torch.linalg.solve_triangular(
        lower, model.encode(digits[:COUNT]).double().T, upper=False
    )
    moved = (code - code[:, :1]).norm(dim=0).detach().numpy()
    assert np.allclose(measured[name]["moved"], moved, rtol=0.03, atol=1e-3)


def test_the_contractive_code_moves_less_for_its_size_than_the_plain_one(measured):
    """As the page and the lesson say, of the whitened codes, in usual distances."""
    dense, contractive = (
        np.linalg.norm(measured[name]["values"], axis=1).mean() / np.sqrt(2 * size)
        for name, size in (("dense", 32), ("contractive", 64))
    )
    assert contractive < dense


@pytest.mark.parametrize("name", ["vae", "vae-2d"])
def test_kl_of_each_dimension_and_which_have_collapsed(name, measured, digits):
    mean, log_variance = load_model(name).posterior(digits[:COUNT])
    kl = gaussian_kl(mean, log_variance).detach().numpy()
    assert np.abs(np.array(measured[name]["kl"]) - kl).max() < 1e-3
    (figure,) = (each for each in config(name)["figures"] if each["id"] == "dimensions-in-use")
    assert kl.shape[1] - len(measured[name]["collapsed"]) == figure["value"]
    assert kl[:, measured[name]["collapsed"]].max(initial=0) < 0.05


@pytest.mark.parametrize("name", SPARSE)
def test_active_units_and_mean_activations(name, measured, digits):
    model = load_model(name)
    sample = torch.cat([model.encode(part) for part in digits[::4].split(500)])
    active = (model.encode(digits[:COUNT]) > 0.01 * sample.amax(dim=0)).numpy()
    for expected, fires in zip(active, measured[name]["fires"], strict=True):
        assert len(set(np.flatnonzero(expected)) ^ set(fires)) <= 1  # of 1,000
    assert measured[name]["share"] == pytest.approx(active_share(sample), abs=1e-3)
    assert np.abs(np.array(measured[name]["mean"]) - sample.mean(dim=0).numpy()).max() < 1e-3


def test_rho_of_the_page_is_that_of_the_network():
    assert config("sparse-kl")["arguments"]["activation"] == load_model("sparse-kl").activation


def test_principal_angles_are_those_of_scipy(measured):
    spaces = [
        load_model("linear").decoder[0].weight,
        torch.from_numpy(pca_weights()["decoder.0.weight"].astype(np.float32)),
    ]
    angles = np.degrees(subspace_angles(*(space.double().numpy() for space in spaces)))
    assert np.abs(np.array(measured["angles"]) - angles).max() < 1e-3


def pca_weights() -> dict:
    from safetensors.numpy import load_file

    return load_file(WEIGHTS / "pca-32" / "model.safetensors")


def test_the_plane_of_the_field(measured, digits):
    start, way = digits[1].flatten().double(), (digits[0] - digits[1]).flatten().double()
    noise = torch.from_numpy(np.asarray(Pcg32(7).normal(784)))
    noise -= (noise @ way) / (way @ way) * way
    noise *= way.norm() / noise.norm()
    place = start + 0.3 * way + 0.45 * noise
    assert np.abs(np.array(measured["field"]["place"]) - place.numpy()).max() < 1e-5
    seen = place.float().clamp(0, 1).view(1, 1, 28, 28)
    rebuilt = load_model("denoising")(seen).flatten().double()
    for axis, direction in {"x": way, "y": noise}.items():
        expected = ((rebuilt - start) @ direction / (way @ way)).item()
        assert measured["field"]["to"][axis] == pytest.approx(expected, abs=1e-4)

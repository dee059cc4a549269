"""The constraint, visible: what the page measures at a digit is what PyTorch measures."""

import json
import re
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
from tests.browser.actions import scribble, shared
from tests.browser.modules import call
from tests.browser.pictures import pixels

COUNT = 50
VIEWS = {
    "linear": "Angle between the two spaces",
    "denoising": "Towards this digit",
    "sparse-l1": "Mean activation of every unit over the test sample",
    "contractive": "Singular values of the Jacobian here",
    "vae": "What the encoder says of your digit: a cloud, not a point",
}

MEASURE = """async ({ engine, codes, sample, linearised, matrix, ...views }, count) => {
  const { contraction, posterior, sparsity, subspace, field } = views;
  const { network } = engine;
  const { digit } = await sample.testDigits();
  const x = Array.from({ length: count }, (_, index) => digit(index));
  const result = {};
  for (const name of ["dense", "contractive"]) {
    const net = await network(name);
    const scales = contraction.scales(net, await codes.sampleCodes(name));
    const jacobians = x.map((one) => linearised.jacobian(net, one));
    const values = (scale) => jacobians.map((one) => matrix.singularValues(scale(one)));
    result[name] = { ...scales, each: values(scales.each), whitened: values(scales.whitened) };
    result[name].moved = x.map((one) => contraction.moved(net, scales.each, one, x[0]));
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
    """What the page's modules make of the first 50 test digits."""
    return call(blank, MEASURE, COUNT, **MODULES)


@pytest.fixture(scope="module")
def digits():
    return shipped_digits()[0]


def config(name: str) -> dict:
    return json.loads((WEIGHTS / name / "config.json").read_text())


@cache
def autograd(name: str) -> torch.Tensor:
    """The encoder's Jacobian at those digits, (50, d, 784)."""
    return jacobian(load_model(name), shipped_digits()[0][:COUNT])


def singular_values(derivatives: torch.Tensor) -> np.ndarray:
    """Of (N, d, 784), largest first: (N, d)."""
    gram = derivatives.double() @ derivatives.double().mT
    return torch.linalg.eigvalsh(gram).flip(1).sqrt().numpy()


@pytest.mark.parametrize("name", ["dense", "contractive"])
def test_singular_values_and_norm_are_those_of_autograd(name, measured, digits):
    model = load_model(name)
    std = torch.tensor(config(name)["code"]["std"])
    x = digits[:COUNT]
    derivatives = autograd(name) / std[:, None]
    values = np.array(measured[name]["each"])
    assert np.abs(values - singular_values(derivatives)).max() < 1e-3
    norms = derivatives.square().sum((1, 2)).sqrt().numpy()
    assert np.abs(np.sqrt((values**2).sum(axis=1)) - norms).max() < 1e-3
    code = model.encode(x) / std
    moved = (code - code[:1]).norm(dim=1).detach().numpy()
    assert np.abs(np.array(measured[name]["moved"]) - moved).max() < 1e-3


def test_whitened_little_is_left_of_the_contraction(measured, digits):
    norms = {}
    for name in ("dense", "contractive"):
        model = load_model(name)
        sample = torch.cat([model.encode(part) for part in digits[::4].split(500)]).double()
        lower = torch.linalg.cholesky(torch.cov(sample.T, correction=0))
        derivatives = autograd(name).double()
        whitened = torch.linalg.solve_triangular(lower, derivatives, upper=False)
        values = np.array(measured[name]["whitened"])
        # The codes of the sample are rounded to bytes.
        assert np.allclose(values, singular_values(whitened), rtol=0.03)
        strongest = torch.linalg.eigvalsh(torch.corrcoef(sample.T))[-1] / sample.shape[1]
        assert measured[name]["strongest"] == pytest.approx(strongest.item(), abs=1e-3)
        norms[name] = {
            scale: np.sqrt((np.array(measured[name][scale]) ** 2).sum(axis=1)).mean()
            for scale in ("each", "whitened")
        }
    assert measured["contractive"]["strongest"] > 0.9 > 0.5 > measured["dense"]["strongest"]
    ratio = {s: norms["contractive"][s] / norms["dense"][s] for s in ("each", "whitened")}
    assert ratio["each"] < 0.4 and ratio["whitened"] > 0.8, "what the page and the lesson say"


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


def ready(tab, query: str, **options):
    """The tab with a view that is drawn."""
    visitor = tab("constraint", query, **options)
    visitor.page.locator("ae-constraint .view:visible").wait_for()
    return visitor


def test_each_view_opens_by_link_and_by_its_name(tab):
    visitor = ready(tab, "digit=t1")
    page = visitor.page
    element = page.locator("ae-constraint")
    assert element.get_by_label("Autoencoder").input_value() == "sparse-kl"
    for name, heading in VIEWS.items():
        element.get_by_label("Autoencoder").select_option(name)
        element.get_by_role("heading", name=heading).wait_for()
        assert element.get_by_label("Radius", exact=True).is_visible() == (name == "contractive")
        assert element.get_by_role("button", name="New seed").is_visible() == (
            name in ("contractive", "denoising")
        )
    link = shared(page)
    assert "variant=vae&" in link
    page.goto(link.replace("variant=vae&", "variant=linear&"))
    largest = config("linear")["figures"][2]["value"]
    element.get_by_text(f"the largest is {largest:.2f}°").wait_for()
    assert visitor.errors == []


def test_the_view_follows_the_pen_without_the_server(tab):
    visitor = ready(tab, "variant=contractive&digit=t1&radius=3&whitened=true")
    page = visitor.page
    norm = page.locator('ae-constraint [data-of="dense"][data-measure="frobenius"]')
    norm.filter(has_text=".").wait_for()
    before = norm.inner_text()
    count = visitor.settle()
    scribble(page, page.locator("ae-constraint ae-pad canvas"), [(0.1, 0.2), (0.8, 0.2)])
    page.wait_for_function(
        "before => document.querySelector('ae-constraint').shadowRoot"
        ".querySelector('[data-of=dense][data-measure=frobenius]').textContent !== before",
        arg=before,
    )
    page.get_by_label("Whiten the codes").press("Space")
    radius = page.locator("ae-constraint").get_by_label("Radius", exact=True)
    moves = page.locator('ae-constraint [data-of="contractive"][data-measure="code_moves"]')
    radius.fill("0")
    moves.filter(has_text="0.00").wait_for()
    chart = page.locator('ae-constraint [data-chart="singular"]')
    assert "contractive" in chart.get_attribute("aria-label")
    assert len(visitor.requests) == count and visitor.errors == []


def test_keys_walk_through_dimensions_and_the_link_holds_the_place(tab):
    visitor = ready(tab, "variant=vae&digit=t1&dimension=36")
    page = visitor.page
    dimensions = page.get_by_role("slider", name="Dimensions of the code")
    assert "Dimension 37" in dimensions.get_attribute("aria-valuetext")
    dimensions.press("End")
    line = page.locator("ae-constraint .dimension")
    line.filter(has_text="collapsed").wait_for()
    last = line.inner_text().partition(":")[0]
    dimensions.press("ArrowLeft")
    line.filter(has_not_text=f"{last}:").wait_for()
    chosen = line.inner_text()
    again = tab("constraint", shared(page).partition("?")[2]).page
    again.locator("ae-constraint .dimension", has_text=chosen.partition(":")[0]).wait_for()
    assert visitor.errors == []


def test_the_field_by_mouse_and_keys(tab):
    visitor = ready(tab, "variant=denoising&digit=t1&towards=4&seed=5&x=0.5&y=0.2")
    page = visitor.page
    readout = page.locator("ae-constraint .readout")
    readout.filter(has_text="50 % of the way").wait_for()
    field = page.locator("ae-constraint .vectors svg")
    field.press("ArrowRight")
    readout.filter(has_text="55 % of the way").wait_for()
    kept = pixels(page, 'ae-constraint [data-picture="pulled"] canvas')
    box = field.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
    readout.filter(has_text="1 % of the way, noise").wait_for()
    page.mouse.move(1, 1)
    readout.filter(has_text="55 % of the way").wait_for()
    assert (pixels(page, 'ae-constraint [data-picture="pulled"] canvas') == kept).all()
    page.wait_for_function(
        "() => [...document.querySelector('ae-constraint').shadowRoot"
        ".querySelectorAll('.arrows path')].every((path) => path.getAttribute('d'))"
    )
    link = shared(page)
    for setting in ("variant=denoising", "towards=4", "seed=5", "x=0.55", "y=0.2"):
        assert f"&{setting}&" in f"{link}&"
    page.get_by_role("group", name="Towards this digit").get_by_role(
        "button", name="Pick this 2"
    ).click()
    page.get_by_text("This is your digit itself").wait_for()
    assert field.is_hidden() and visitor.errors == []


def test_touch_chooses_a_place_and_a_dimension(tab):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = ready(tab, "variant=denoising&digit=t1", **phone).page
    field = page.locator("ae-constraint .vectors svg")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    field.tap(position={"x": box["width"] / 2, "y": box["height"] / 2})
    middle = re.compile(r"^(49|50|51) % of the way, noise of 0\.0")
    page.locator("ae-constraint .readout", has_text=middle).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("ae-constraint").get_by_label("Autoencoder").select_option("vae")
    plot = page.locator('ae-constraint [data-chart="posterior"] .plot')
    plot.tap(position={"x": plot.bounding_box()["width"] - 4, "y": 40})
    page.locator("ae-constraint .dimension", has_text="collapsed").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_empty_pad_and_a_bad_link_are_answered_with_a_sentence(tab):
    visitor = tab("constraint", "variant=copying&radius=11&digit=t1")
    page = visitor.page
    page.get_by_text("left as usual: variant, radius.").wait_for()
    element = page.locator("ae-constraint")
    summary = element.locator(".summary").first
    summary.filter(has_text="units fire").wait_for()
    element.get_by_role("button", name="Clear").click()
    element.get_by_text("Draw or pick a digit").wait_for()
    assert element.locator(".view:visible").count() == 0
    scribble(page, element.locator("ae-pad canvas"), [(0.5, 0.2), (0.5, 0.8)])
    summary.filter(has_text="units fire").wait_for()
    assert visitor.errors == []

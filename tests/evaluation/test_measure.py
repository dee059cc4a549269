import json

import numpy as np
import pytest
from PIL import Image
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio
from sklearn import decomposition

from aedemo import load_model
from aedemo.data import EXAMPLES
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.measure import measure_digits, measure_superres
from aedemo.hub import WEIGHTS
from aedemo.models import digit_variants

SUPERRES = ["superres-x2", "superres-x3", "superres-x4"]


def shipped_figures(name):
    """The figures of config.json by name: (value, references)."""
    config = json.loads((WEIGHTS / name / "config.json").read_text(encoding="utf-8"))
    return {figure["name"]: (figure["value"], figure["references"]) for figure in config["figures"]}


def squared_error(name):
    images, _ = shipped_digits()
    return (load_model(name)(images) - images).square().mean().item()


@pytest.mark.parametrize("name", digit_variants())
def test_shipped_error_is_that_of_the_shipped_weights(name):
    value, _ = shipped_figures(name)["squared error per pixel"]
    assert value == pytest.approx(squared_error(name), abs=1e-5)


@pytest.mark.parametrize("name", digit_variants())
def test_error_stands_beside_pca_and_the_mean_image(name):
    """As measured on the 60,000 training digits: PCA-2 .05567, PCA-32 .01683, mean .0675."""
    _, references = shipped_figures(name)["squared error per pixel"]
    pca = {"PCA-2": 0.05567} if name == "vae-2d" else {"PCA-32": 0.01683}
    assert references == pytest.approx({**pca, "mean image": 0.0675}, rel=1e-3)


def test_dense_is_as_good_as_it_claims():
    """Squared error of the same network under a one-cycle schedule, ten epochs: .0090."""
    assert squared_error("dense") <= 0.0090


@pytest.mark.parametrize("name", [name for name in digit_variants() if name != "linear"])
def test_shipped_figures_are_measured_again(name):
    """All but those of the linear one, which needs the 60,000 training digits."""
    images, _ = shipped_digits()
    again = measure_digits(name, load_model(name), images[:100])
    shipped = shipped_figures(name)
    assert {x.name: x.value for x in again} == pytest.approx(
        {figure: value for figure, (value, _) in shipped.items()}, rel=1e-3
    )
    assert {x.name: list(x.references) for x in again} == {
        figure: list(references) for figure, (_, references) in shipped.items()
    }


def test_linear_is_measured_against_the_pca_of_its_training_digits():
    images, _ = shipped_digits()
    training, model = images[:600], load_model("linear")
    figures = {x.name: x for x in measure_digits("linear", model, training)}
    flat = training.flatten(1).double().numpy()
    pca = decomposition.PCA(32, svd_solver="full").fit(flat)
    best = ((pca.inverse_transform(pca.transform(flat)) - flat) ** 2).mean()
    own = figures["error on its training digits"]
    assert own.value == pytest.approx((model(training) - training).square().mean().item())
    assert own.references == pytest.approx({"PCA-32 of the same": best})
    assert 0 < figures["largest principal angle to PCA-32, degrees"].value <= 90


@pytest.mark.parametrize("name", SUPERRES)
def test_shipped_gain_over_bicubic_is_measured_again(name):
    value, references = shipped_figures(name)["PSNR on the shipped photographs, dB"]
    [figure] = measure_superres(load_model(name), benchmarks=None)
    assert figure.value == pytest.approx(value, abs=0.01)
    assert figure.references == pytest.approx(references, abs=0.01)
    assert value > references["bicubic"] + 0.5


def test_benchmark_folders_are_measured_where_they_lie(tmp_path):
    """One picture in colour and in grey, bicubic by Pillow; a grey picture is its own luminance."""
    folder = tmp_path / "Set5" / "x2"
    folder.mkdir(parents=True)
    photo = Image.open(EXAMPLES / "chelsea.png").convert("RGB").crop((0, 0, 160, 120))
    expected = []
    for mode in ("L", "RGB"):
        full = photo.convert(mode)
        small = full.resize((80, 60), Image.Resampling.BICUBIC)
        full.save(folder / f"{mode}_HR.png")
        small.save(folder / f"{mode}_LR.png")
        pair = (np.asarray(x) for x in (full, small.resize(full.size, Image.Resampling.BICUBIC)))
        y = [x if mode == "L" else rgb2ycbcr(x)[..., 0].round() for x in pair]
        expected.append(peak_signal_noise_ratio(*(x[2:-2, 2:-2] for x in y), data_range=255))
    _, figure = measure_superres(load_model("superres-x2"), tmp_path)
    assert figure.name == "PSNR on Set5, dB"
    assert figure.references["bicubic"] == pytest.approx(np.mean(expected), abs=0.05)
    assert figure.value > figure.references["bicubic"] + 0.5

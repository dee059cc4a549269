"""The codes that the page gets, and their t-SNE, against the networks they are of."""

import gzip

import pytest
import torch
from safetensors.torch import load
from sklearn.manifold import trustworthiness

from aedemo.commands.codes import codes
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.codes import EVERY, sample_codes, write
from aedemo.hub import CODES, PCA, load_network
from aedemo.models.dense import Dense
from aedemo.models.registry import coding_variants
from aedemo.places import WEIGHTS

NAMES = [*coding_variants(), PCA]


def read(folder) -> dict[str, torch.Tensor]:
    return load(gzip.decompress((folder / CODES).read_bytes()))


@pytest.mark.parametrize("name", NAMES)
def test_shipped_codes_are_those_of_the_shipped_network(name):
    shipped, code = read(WEIGHTS / name), sample_codes(load_network(name, WEIGHTS))
    restored = shipped["low"] + shipped["step"] * shipped["codes"]
    assert restored.shape == code.shape == (2500, code.shape[1])
    assert ((restored - code).abs() <= 0.51 * shipped["step"] + 1e-4).all()
    assert (WEIGHTS / name / CODES).stat().st_size < 2_000_000


@pytest.mark.parametrize("name", NAMES)
def test_neighbours_on_the_maps_are_neighbours_in_the_code(name):
    shipped, code = read(WEIGHTS / name), sample_codes(load_network(name, WEIGHTS))
    for map_of in ("tsne2", "tsne3"):
        places = shipped[map_of].float()
        assert places.norm(dim=1).max() == pytest.approx(1, abs=1e-3)
        assert places.mean(dim=0).abs().max() < 1e-3
        assert trustworthiness(code[::2].numpy(), places[::2].numpy(), n_neighbors=10) > 0.8


def test_the_first_components_of_pca_are_the_strongest():
    """The page's maps of PCA are its first two or three numbers."""
    spread = sample_codes(load_network(PCA, WEIGHTS)).std(dim=0)
    assert spread[0] > spread[1] > spread[2] > spread[3:].max()


def test_the_sample_is_every_fourth_test_digit_in_its_order():
    model, images = load_network("dense", WEIGHTS), shipped_digits()[0]
    assert torch.allclose(
        sample_codes(model)[7], model.encode(images[7 * EVERY][None])[0], atol=1e-5
    )


def test_written_again_the_file_is_the_same_and_a_unit_that_never_fires_stays_silent(tmp_path):
    code = Dense().encode(shipped_digits()[0][:60]).detach()
    code[:, 3] = 0
    write(tmp_path, code)
    first = (tmp_path / CODES).read_bytes()
    write(tmp_path, code)
    assert (tmp_path / CODES).read_bytes() == first
    shipped = read(tmp_path)
    assert (shipped["low"][3] + shipped["step"][3] * shipped["codes"][:, 3] == 0).all()


def test_missing_weights_and_unknown_names_get_a_sentence(tmp_path, capsys):
    assert codes(["dense", "--weights", str(tmp_path)]) == 1
    assert "The weights of dense are missing" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        codes(["superres-x2"])
    assert "superres-x2: not one of linear" in capsys.readouterr().err

import json
import pickle
import re
import subprocess
import sys

import pytest

from aedemo import load_model, variants
from aedemo.hub import FILES
from aedemo.places import WEIGHTS
from tests.conftest import ROOT
from tests.hub.loading import fingerprint
from tests.hub.standin import CUT, Stored


def snapshots(machine, repository):
    """The cached snapshots of a repository: hash → {file: content}."""
    folder = machine.home / "hub" / f"models--{repository.replace('/', '--')}" / "snapshots"
    return {
        snapshot.name: {path.name: path.read_bytes() for path in snapshot.iterdir()}
        for snapshot in folder.glob("*")
    }


def test_second_machine_gets_every_network_bit_for_bit(full_hub, machine, nowhere):
    """At a pinned revision. What it has got it asks for no more, and has without a Hub."""
    pinned = [
        (f"me/aedemo-{name}", full_hub.repositories[f"models/me/aedemo-{name}"].at("main")[0])
        for name in variants()
    ]
    for id, _ in pinned[1:]:
        stored = full_hub.repositories[f"models/{id}"]
        stored.commit({**stored.at("main")[1], "config.json": b"of a later network"})
    wanted = [*pinned, (pinned[0][0], None)]
    expected = [fingerprint(load_model(name)) for name in (*variants(), variants()[0])]
    assert machine.load(*wanted) == expected
    for name, (id, revision) in zip(variants(), pinned, strict=True):
        files = {file: (WEIGHTS / name / file).read_bytes() for file in FILES}
        assert snapshots(machine, id) == {revision: files}

    full_hub.requests.clear()
    assert machine.load(*wanted) == expected
    assert not full_hub.requests

    machine.endpoint = nowhere
    *cached, branch, revision = machine.load(*wanted, ("me/aedemo-vae", None), ("me/x", "0" * 40))
    assert cached == expected
    for id, sentence in (("me/aedemo-vae", branch), ("me/x", revision)):
        assert sentence == (
            f"{id} cannot be loaded: it is no folder here, it is not in the cache, "
            "and the Hub cannot be reached; check the network."
        )


NOT_HERE = "cannot be loaded: it is no folder here, it is not in the cache, and"
AWAY = "the Hub has a fault of its own (500); try again later"
BROKEN = "the connection to the Hub was cut; try again"
FAULTS = {
    "GET /api/models/me/aedemo-linear 401": "the Hub does not accept this token; make one at "
    "https://huggingface.co/settings/tokens, then run: hf auth login",
    "GET /api/models/me/aedemo-dense 403": "this token has no right to do that there",
    "GET /api/models/me/aedemo-denoising 404": "there is no such repository on the Hub, "
    "or it is not shown to you (hf auth login)",
    "GET /api/models/me/aedemo-vae 500": AWAY,
    "GET /me/aedemo-vae-2d/resolve/.*safetensors 500": AWAY,
    "GET /me/aedemo-contractive/resolve/.*safetensors cut": BROKEN,
    "GET /me/aedemo-superres-x2/resolve/.*json cut": BROKEN,
}


def test_failing_download_is_answered_with_a_sentence(full_hub, machine):
    """And leaves nothing that would be taken for a network once the Hub plays along."""
    names = [re.search(r"aedemo-([\w-]+)", fault)[1] for fault in FAULTS]
    for fault in FAULTS:
        request, _, what = fault.rpartition(" ")
        full_hub.faults[f"{request}(?![-2])"] = CUT if what == CUT else int(what)
    wanted = [(f"me/aedemo-{name}", None) for name in names]
    for (id, _), sentence, reason in zip(
        wanted, machine.load(*wanted), FAULTS.values(), strict=True
    ):
        assert (
            sentence
            == f"{id} cannot be loaded: it is no folder here, it is not in the cache, and {reason}."
        )
        whole = full_hub.repositories[f"models/{id}"].at("main")[1]
        for files in snapshots(machine, id).values():
            assert files == {file: whole[file] for file in files} and len(files) < len(FILES)
    full_hub.faults.clear()
    assert machine.load(*wanted) == [fingerprint(load_model(name)) for name in names]


class Pickled:
    """Runs something where it is unpickled."""

    def __reduce__(self):
        return exit, ("a pickle was read",)


def test_repository_without_a_network_is_answered_with_a_sentence(hub, machine):
    """Also to somebody who is not logged in."""
    machine.token = None
    hub.faults["GET /api/models/me/private"] = 401
    config, weights = ((WEIGHTS / "dense" / file).read_bytes() for file in FILES)
    alien = json.dumps({"variant": "alexnet", "arguments": {}}).encode()
    evil = pickle.dumps(Pickled())
    spoilt = {
        "cut": {"config.json": config, "model.safetensors": weights[:-1000]},
        "empty": {"config.json": config, "model.safetensors": b""},
        "pickled": {"config.json": config, "model.safetensors": evil},
        "alien": {"config.json": alien, "model.safetensors": weights},
        "listed": {"config.json": b"[]", "model.safetensors": weights},
        "no-config": {"model.safetensors": weights, "README.md": b""},
        "no-weights": {"config.json": config, "pytorch_model.bin": evil},
    }
    for name, files in spoilt.items():
        hub.repositories[f"models/me/{name}"] = Stored(private=False)
        hub.repositories[f"models/me/{name}"].commit(files)
    names = [f"me/{name}" for name in spoilt]
    *damaged, no_config, no_weights, no_revision, no_name, private = machine.load(
        *[(name, None) for name in names],
        ("me/cut", "v9"),
        ("me/aedemo/vae", None),
        ("me/private", None),
    )
    cache = machine.home / "hub"
    for name, sentence in zip(spoilt, damaged, strict=False):
        assert sentence == (
            f"The weights of me/{name} are damaged or not a network of this aedemo. "
            f"To fetch them anew, delete {cache / f'models--me--{name}'} and load them again."
        )
    for name, sentence in (("no-config", no_config), ("no-weights", no_weights)):
        assert sentence == (
            f"me/{name} is not a network of aedemo: it lacks config.json or model.safetensors."
        )
    assert no_revision == (f"me/cut {NOT_HERE} the repository has no such revision.")
    assert no_name == "There is no folder me/aedemo/vae."
    assert "there is no such repository on the Hub" in private
    asked = [request for request in hub.requests if "/resolve/" in request]
    assert {request.rpartition("/")[2] for request in asked} == set(FILES)


def test_folder_has_no_revisions():
    with pytest.raises(ValueError, match="Only repositories on the Hub have revisions"):
        load_model("vae", revision="main")


@pytest.mark.parametrize(
    ("module", "absent"),
    [("aedemo", {"torch", "huggingface_hub"}), ("aedemo.commands.push", {"torch"})],
)
def test_import_brings_nothing_heavy_along(module, absent):
    code = f"import sys, {module}; print(*sys.modules)"
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not absent & set(process.stdout.split())

import re
import shutil
from hashlib import sha256

import pytest

from aedemo import variants
from aedemo.commands.push import push
from aedemo.hub import CODES
from aedemo.places import WEIGHTS
from aedemo.push.repository import PICTURE, model_repository
from tests.conftest import ROOT
from tests.hub.conftest import Machine
from tests.hub.standin import CUT, TOKEN

SITE = {
    ".github",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "aedemo",
    "app.py",
    "docs",
    "requirements.txt",
    "weights",
}
WRITES = re.compile("PUT|repos/create|preupload|commit|items")


@pytest.fixture
def weights(tmp_path):
    """A weights folder of one's own with two small networks."""
    for name in ("linear", "dense"):
        shutil.copytree(WEIGHTS / name, tmp_path / "weights" / name)
    return tmp_path / "weights"


def files(hub, repository):
    """What its last commit holds but for what the Hub puts there itself."""
    stored = dict(hub.repositories[repository].at("main")[1])
    del stored[".gitattributes"]
    return stored


def writes(hub):
    return [request for request in hub.requests if WRITES.search(request)]


def test_every_network_and_the_site_arrive_in_one_commit_each(publication):
    hub, process = publication
    assert process.returncode == 0, process.stderr
    models = [f"models/me/aedemo-{name}" for name in variants()]
    assert set(hub.repositories) == {*models, "spaces/me/aedemo"}
    for id, stored in hub.repositories.items():
        (_, _), (commit, _) = stored.commits
        assert f"{id.partition('/')[2]}\n" in process.stdout and commit in process.stdout
        assert not stored.private
    assert hub.collections == {"me/aedemo": [f"me/aedemo-{name}" for name in variants()]}
    assert hub.repositories["spaces/me/aedemo"].sdk == "gradio"


@pytest.mark.parametrize("name", variants())
def test_network_is_published_as_it_is_stored(name, publication):
    """Only its card names the repository where the stored one names the folder; the codes of the
    sample are the page's."""
    stored = files(publication[0], f"models/me/aedemo-{name}")
    assert set(stored) == {path.name for path in (WEIGHTS / name).iterdir()} - {CODES}
    card = stored.pop("README.md").decode()
    assert f'load_model("me/aedemo-{name}")' in card
    original = card.replace(f'"me/aedemo-{name}"', f'"{name}"')
    assert original == (WEIGHTS / name / "README.md").read_text(encoding="utf-8")
    for path, content in stored.items():
        assert content == (WEIGHTS / name / path).read_bytes()


def test_site_is_published_without_tests_caches_and_hidden_files(publication):
    stored = files(publication[0], "spaces/me/aedemo")
    assert {path.split("/")[0] for path in stored} == SITE
    hidden = [
        path for path in stored if "__pycache__" in path or path.startswith(".") or "/." in path
    ]
    assert hidden == [PICTURE] and f"]({PICTURE})" in stored["README.md"].decode()
    for path, content in stored.items():
        assert content == (ROOT / path).read_bytes()


def test_second_push_sends_nothing(full_hub, machine):
    process = machine.push("--to", "me", "--space", "me/aedemo")
    assert process.returncode == 0, process.stderr
    assert process.stdout.count("nothing has changed") == len(variants()) + 1
    assert not writes(full_hub)


def test_changed_card_is_all_that_the_second_commit_sends(full_hub, machine, weights):
    with (weights / "dense" / "README.md").open("a") as card:
        card.write("\nAnd one more thing.\n")
    process = machine.push("--to", "me", "dense", "linear", "--weights", weights)
    assert process.returncode == 0, process.stderr
    assert "sends 1 of 4 files" in process.stdout
    assert not [request for request in full_hub.requests if request.startswith("PUT")]
    _, (_, before), (_, after) = full_hub.repositories["models/me/aedemo-dense"].commits
    assert {path for path in after if after[path] != before[path]} == {"README.md"}
    assert after["README.md"].endswith(b"\nAnd one more thing.\n")
    assert len(full_hub.repositories["models/me/aedemo-linear"].commits) == 2


def test_what_is_gone_here_is_deleted_in_the_folders_of_the_site(full_hub, machine):
    space = full_hub.repositories["spaces/me/aedemo"]
    before = space.at("main")[1]
    space.commit({**before, "aedemo/ui/tabs/old.py": b"", "notes.txt": b"mine"})
    process = machine.push("--space", "me/aedemo")
    assert "aedemo/ui/tabs/old.py, deleted" in process.stdout
    assert space.at("main")[1] == {**before, "notes.txt": b"mine"}


def test_dry_run_names_files_and_sizes_and_writes_nothing(hub, machine, weights):
    process = machine.push("--to", "me", "dense", "--dry-run", "--weights", weights)
    assert process.returncode == 0, process.stderr
    size = (weights / "dense" / "model.safetensors").stat().st_size
    assert "1/1 me/aedemo-dense\n  would send 4 of 4 files" in process.stdout
    assert f"    model.safetensors, {size:,} bytes\n" in process.stdout
    assert {request.split()[0] for request in hub.requests} == {"GET"} and not hub.repositories


def test_private_repository_is_private_from_the_start(full_hub, machine, weights):
    """And a public one is not taken for one."""
    options = ["dense", "--private", "--weights", weights]
    assert machine.push("--to", "them", *options).returncode == 0
    assert full_hub.repositories["models/them/aedemo-dense"].private
    process = machine.push("--to", "me", *options)
    assert process.returncode == 1
    assert process.stderr == (
        "train.py: me/aedemo-dense is there already and public: "
        "make it private in its settings first.\n"
    )


NOT_PUSHED = "train.py: me/aedemo-dense was not pushed: "
FAILURES = {
    "POST /api/repos/create 402": "the plan of this account does not include it, "
    "see https://huggingface.co/pricing (a Gradio Space on the free hardware needs a paid plan)",
    "POST /api/repos/create 403": "this token has no right to do that there",
    "POST /api/repos/create 500": "the Hub has a fault of its own (500); try again later",
    "POST /api/repos/create 409": "the Hub refused it (409: as the test wants it)",
    "POST .*/commit/main 404": "there is no such repository on the Hub, "
    "or it is not shown to you (hf auth login)",
    "PUT /large/ 500": "the Hub has a fault of its own (500); try again later",
    "PUT /large/ cut": "the connection to the Hub was cut; try again",
    "POST .*/commit/main cut": "the connection to the Hub was cut; try again",
}


@pytest.mark.parametrize("failure", FAILURES)
def test_failure_is_answered_with_a_sentence(failure, hub, machine, weights):
    """And nothing half-written stays there."""
    request, _, what = failure.rpartition(" ")
    hub.faults[request] = CUT if what == CUT else int(what)
    process = machine.push("--to", "me", "dense", "--weights", weights)
    assert process.returncode == 1
    assert process.stderr == f"{NOT_PUSHED}{FAILURES[failure]}.\n"
    assert TOKEN not in process.stdout
    stored = hub.repositories.get("models/me/aedemo-dense")
    assert stored is None or set(stored.at("main")[1]) == {".gitattributes"}


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        (
            None,
            "train.py: The Hub takes nothing without a token: make one at "
            "https://huggingface.co/settings/tokens, then run: hf auth login.\n",
        ),
        (
            "hf_ofNobody",
            f"{NOT_PUSHED}the Hub does not accept this token; make one at "
            "https://huggingface.co/settings/tokens, then run: hf auth login.\n",
        ),
    ],
)
def test_missing_or_wrong_token_is_answered_with_a_sentence(token, sentence, hub, tmp_path):
    process = Machine(tmp_path, hub.url, token).push("--to", "me", "dense")
    assert (process.returncode, process.stderr) == (1, sentence)
    assert not hub.repositories


def test_hub_out_of_reach_is_answered_with_a_sentence(nowhere, tmp_path):
    process = Machine(tmp_path, nowhere).push("--to", "me", "dense")
    assert process.returncode == 1
    assert process.stderr == f"{NOT_PUSHED}the Hub cannot be reached; check the network.\n"


def test_network_that_wants_a_login_first_is_answered_with_a_sentence(hub, machine):
    hub.faults[""] = b"<html>Welcome to our wireless network</html>"
    process = machine.push("--to", "me", "dense")
    assert process.returncode == 1
    assert process.stderr == f"{NOT_PUSHED}what answers there is not a Hub; check the network.\n"


def test_what_was_finished_before_an_error_stays_finished(hub, machine, weights):
    content = (weights / "dense" / "model.safetensors").read_bytes()
    hub.faults[f"PUT /large/{sha256(content).hexdigest()}"] = CUT
    command = ["--to", "me", "linear", "dense", "--weights", weights]
    assert machine.push(*command).returncode == 1
    assert len(files(hub, "models/me/aedemo-linear")) == 4
    hub.faults.clear()
    hub.requests.clear()
    assert machine.push(*command).returncode == 0
    assert not [request for request in writes(hub) if "aedemo-linear" in request]
    assert len(files(hub, "models/me/aedemo-dense")) == 4
    assert hub.collections == {"me/aedemo": ["me/aedemo-linear", "me/aedemo-dense"]}


@pytest.mark.parametrize("faults", [{}, {"PUT /large/": CUT}], ids=["sent", "cut"])
def test_token_is_written_nowhere(faults, hub, machine):
    hub.faults.update(faults)
    process = machine.push("--to", "me", "dense")
    assert process.returncode == len(faults)
    printed = [process.stdout, process.stderr]
    written = [path.read_text("latin-1") for path in machine.home.rglob("*") if path.is_file()]
    assert not [text for text in printed + written if TOKEN in text]
    assert any(printed)


def test_leftovers_of_training_stay_here(weights):
    for leftover in ("checkpoint.pt", "checkpoint.partial", ".DS_Store"):
        (weights / "dense" / leftover).touch()
    files = {*model_repository("dense", "me", weights).files}
    assert files == {"README.md", "config.json", "loss.png", "model.safetensors"}


def test_missing_weights_are_answered_with_a_sentence(weights, monkeypatch, capsys):
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    (weights / "dense" / "README.md").unlink()
    assert push(["--to", "me", "linear", "dense", "--weights", str(weights)]) == 1
    printed = capsys.readouterr()
    missing = weights / "dense" / "README.md"
    assert not printed.out and f"there is no {missing}. Train them" in printed.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "say where to: --to NAMESPACE, --space NAMESPACE/NAME, or both"),
        (["--space", "aedemo"], "--space takes NAMESPACE/NAME"),
        (["--space", "me/aedemo", "dense"], "networks go --to NAMESPACE"),
        (["--to", "me", "--weights", "nowhere"], "there is no folder nowhere"),
        (["--to", "me", "alexnet"], "there is no variant called 'alexnet'; choose from linear"),
    ],
)
def test_command_that_makes_no_sense_is_answered_with_what_does(words, complaint, capsys):
    with pytest.raises(SystemExit):
        push(words)
    assert complaint in capsys.readouterr().err

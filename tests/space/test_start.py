"""The site where it may do little: as in a Space, and on a computer that is not one's own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import playwright
import pytest

from aedemo.places import WEIGHTS
from aedemo.push.repository import space_repository
from tests.conftest import ROOT

LOOPBACK = ["sh", "-c", 'ip link set lo up && exec "$0" "$@"']
# The first words of commands that run without a network and without rights, strictest first:
# which of them may be used depends on who runs the tests and where.
NO_NETWORK = [
    ["unshare", "--net", *LOOPBACK],
    ["unshare", "--map-root-user", "--net", *LOOPBACK],
    [],
]
NO_RIGHTS = [
    ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
    ["setpriv", "--bounding-set=-all"],
    [],
]
NODE = Path(playwright.__file__).parent / "driver" / "node"  # one that every test machine has


def strictest(choice, before=()):
    """The first of them that works here."""

    def works(words):
        probe = [*before, *words, sys.executable, "-c", "import PIL"]
        try:
            return subprocess.run(probe, capture_output=True).returncode == 0
        except FileNotFoundError:
            return False

    return next(filter(works, choice))


@pytest.fixture(scope="module")
def place():
    """(the words for no network, those for no rights)"""
    no_network = strictest(NO_NETWORK)
    return no_network, strictest(NO_RIGHTS, no_network)


@pytest.fixture
def folder():
    """One that any user may look into, as not all folders of pytest are."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def tree(folder):
    """The site as it is published, to be read only."""
    tree = folder / "site"
    for path, content in space_repository("me/aedemo", ROOT, WEIGHTS).files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(content)
    for path in [tree, *tree.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return tree


@pytest.mark.parametrize("rendered", ["in-the-page", "on-the-server"])
def test_site_answers_ends_and_leaves_nothing_behind(rendered, place, tree, folder):
    no_network, no_rights = place
    scratch = folder / "scratch"
    scratch.mkdir()
    scratch.chmod(0o777)
    before = {*tree.rglob("*")}
    visit = subprocess.run(
        [*no_network, sys.executable, "-m", "tests.space.visitor", str(tree), *no_rights],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "nowhere"),
            "TMPDIR": str(scratch),
            "PYTHONDONTWRITEBYTECODE": "1",
            "GRADIO_SSR_MODE": str(rendered == "on-the-server"),
            "GRADIO_NODE_PATH": str(NODE),
        },
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert visit.returncode == 0, visit.stderr
    result = json.loads(visit.stdout)
    assert result["sizes"] == [[28, 28], [28, 28]]
    assert ("SSR" in visit.stderr) == (rendered == "on-the-server")
    assert not [word for word in ("Traceback", "Error", "arning") if word in visit.stderr]
    assert result["status"] == 0 and result["alone"]
    assert not [*scratch.iterdir()]
    assert {*tree.rglob("*")} == before and not (folder / "nowhere").exists()

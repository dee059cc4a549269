"""The package as `pip install .` has it: with its weights, without the checkout."""

import os
import subprocess
import sys
import zipfile

import pytest

from aedemo import variants
from tests.conftest import ROOT

LIMIT = 27e6  # bytes, of the wheel

LOADS = """
import sys
from pathlib import Path
import aedemo
assert Path(aedemo.__file__).is_relative_to(sys.argv[1]), aedemo.__file__
for name in aedemo.variants():
    aedemo.load_model(name)
    print(name)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--quiet", "--wheel-dir", folder, ROOT], check=True, timeout=300)
    [path] = folder.glob("aedemo-*.whl")
    return path


def test_a_wheel_holds_the_package_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert "aedemo" in tops and all(top.startswith("aedemo") for top in tops)
    strays = (
        "test",
        "__pycache__",
        "loss.png",
        "checkpoint.pt",
        ".partial",
        ".pyi",
        "node_modules",
    )
    assert not [name for name in names if any(stray in name for stray in strays)]
    shipped = {"aedemo/facts/tabs.json", "aedemo/web/main.js", "aedemo/lessons/zh/draw.md"}
    shipped |= {f"aedemo/web/vendor/qr/{name}" for name in ("index.js", "LICENSE")}
    assert shipped <= {*names}
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    assert wheel.stat().st_size < LIMIT


def test_every_network_loads_away_from_the_checkout(wheel, tmp_path):
    installed = tmp_path / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(installed), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-c", LOADS, str(installed)]
    loaded = subprocess.run(
        command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=300
    )
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == variants()

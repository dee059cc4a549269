"""The kernels that are shipped are those of the source that lies beside them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

import pytest

from aedemo.places import WEB

ENGINE = WEB / "engine"

pytestmark = pytest.mark.parametrize("name", ["kernels", "enlarging"])


def sums(name: str) -> dict[str, str]:
    """What the build has noted: file → hash."""
    lines = (ENGINE / name / f"{name}.sha256").read_text(encoding="ascii").splitlines()
    return {file: digest for digest, file in (line.split() for line in lines)}


def test_kernels_are_built_of_the_source_beside_them(name):
    assert sums(name) == {
        file: hashlib.sha256((ENGINE / name / file).read_bytes()).hexdigest()
        for file in (f"{name}.c", f"{name}.wasm")
    }, f"build.sh has not been run since {name}.c was changed"


def test_the_build_gives_the_same_bytes(name, tmp_path):
    if shutil.which("clang-19") is None:
        return  # where there is no compiler, the hash above holds
    for file in (f"{name}.c", "build.sh"):
        shutil.copy(ENGINE / name / file, tmp_path)
    subprocess.run(["sh", "build.sh"], cwd=tmp_path, check=True)
    built, shipped = (folder / f"{name}.wasm" for folder in (tmp_path, ENGINE / name))
    assert built.read_bytes() == shipped.read_bytes()

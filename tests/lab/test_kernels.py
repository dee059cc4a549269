"""The kernels that are shipped are those of the source that lies beside them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

from aedemo.places import WEB

FOLDER = WEB / "engine" / "kernels"


def sums() -> dict[str, str]:
    """What the build has noted: name → hash."""
    lines = (FOLDER / "kernels.sha256").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def test_kernels_are_built_of_the_source_beside_them():
    noted = sums()
    assert noted == {
        name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        for name in ("kernels.c", "kernels.wasm")
    }, "build.sh has not been run since kernels.c was changed"


def test_the_build_gives_the_same_bytes(tmp_path):
    if shutil.which("clang-19") is None:
        return  # where there is no compiler, the hash above holds
    for name in ("kernels.c", "build.sh"):
        shutil.copy(FOLDER / name, tmp_path)
    subprocess.run(["sh", "build.sh"], cwd=tmp_path, check=True)
    assert (tmp_path / "kernels.wasm").read_bytes() == (FOLDER / "kernels.wasm").read_bytes()

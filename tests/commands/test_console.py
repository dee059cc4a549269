"""What commands say arrives in every code page, and a failure is a sentence without a traceback."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
from functools import partial

import pytest

from aedemo import files
from aedemo.commands.train import train
from aedemo.console import answered
from aedemo.failures import Failure
from aedemo.files import as_json
from aedemo.places import WEIGHTS
from aedemo.static import export
from tests.conftest import ROOT

# ``train.py``, which draws nothing.
UNDRAWN = """
from runpy import run_path
from aedemo.evaluation import report
report.draw = lambda *_: None
run_path("train.py", run_name="__main__")
"""


def command(*words, code_page="utf-8", program=("train.py",), **options):
    """``python train.py`` where the console has this code page; what came of it, in bytes."""
    return subprocess.run(
        [sys.executable, *program, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": code_page, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        timeout=300,
        **options,
    )


def test_figures_arrive_in_every_code_page(tmp_path):
    """A table with a letter that the code page lacks. Pictures, which say nothing, are left out."""
    shutil.copytree(WEIGHTS, tmp_path / "数据")
    folders = ("--weights", tmp_path / "数据", "--data", tmp_path, "--cache", tmp_path / "cache")
    run = command("evaluate", "linear", *folders, code_page="ascii", program=("-c", UNDRAWN))
    assert run.returncode == 0, run.stderr
    assert rb"\xf7" in run.stdout


def test_figures_as_json_are_json_in_every_code_page():
    figures = {"metric": "÷", "数据": 1}
    assert as_json(figures).isascii() and json.loads(as_json(figures)) == figures


def test_help_progress_and_complaints_arrive_in_every_code_page(tmp_path, mnist):
    """Also about folders whose names it cannot spell."""
    code_page = "ascii"
    assert command("--help", code_page=code_page).stdout.startswith(b"usage: ")
    folder = tmp_path / "数据"
    words = ("dense", "--epochs", 1, "--data", mnist, "--output", folder)
    trained = command(*words, code_page=code_page)
    assert trained.returncode == 0 and b"dense 1/1" in trained.stdout, trained.stderr
    complaint = command("static", folder, code_page=code_page)
    assert complaint.returncode == 1 and complaint.stderr.startswith(b"train.py: ")
    assert rb"\u6570\u636e is not an empty folder" in complaint.stderr


def test_output_without_room_is_said_before_anything_is_trained(tmp_path, mnist):
    """No file may be larger than a hundred thousand bytes, as on a disk that is full."""
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100_000, 100_000))
    run = command("dense", "--data", mnist, "--output", tmp_path / "out", preexec_fn=limit)
    assert run.returncode == 1
    assert run.stderr.decode() == (
        f"train.py: {tmp_path / 'out' / 'dense' / '.trial'} cannot be written (File too large): "
        "make room.\n"
    )
    assert not run.stdout and not (tmp_path / "out").exists()


def test_site_without_room_leaves_nothing(tmp_path):
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100_000, 100_000))
    run = command("static", tmp_path / "out", preexec_fn=limit)
    assert run.returncode == 1 and b"cannot be written (File too large): make room." in run.stderr
    assert b"Traceback" not in run.stderr and not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["with a space", "Übung", "数据"])
def test_site_is_written_into_a_folder_of_any_name(name, tmp_path):
    assert export(tmp_path / name) and (tmp_path / name / "index.html").is_file()


@pytest.mark.parametrize("file", ["config.json", "codes.safetensors.gz"])
def test_site_is_not_made_of_damaged_files(file, tmp_path):
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    path = tmp_path / "weights" / "dense" / file
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(Failure, match=f"{file} is damaged .*Restore it"):
        export(tmp_path / "out", tmp_path / "weights")
    assert not (tmp_path / "out").exists()


def test_old_file_stays_where_the_new_one_has_no_room(tmp_path, monkeypatch):
    path = tmp_path / "config.json"
    files.write(path, "old")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(Failure, match=r"config\.json cannot be written \(No space .*make room"):
        files.write(path, "new")
    assert path.read_text() == "old" and [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Failure("Why. Way out."), "Why. Way out."),
        (PermissionError(errno.EACCES, "Permission denied", "here"), "here: Permission denied."),
        (ModuleNotFoundError(name="tqdm.auto"), "tqdm is not installed: pip install -r "),
    ],
)
def test_failure_is_a_sentence(error, sentence, capsys):
    def command():
        raise error

    assert answered(command)() == 1
    assert capsys.readouterr().err.startswith(f"train.py: {sentence}")


def test_fault_of_ours_keeps_its_traceback():
    def command():
        raise TypeError("ours")

    with pytest.raises(TypeError, match="ours"):
        answered(command)()


@pytest.mark.parametrize(
    "words", [["--epochs", "0"], ["--epochs", "x"], ["--seed", "-1"], ["--seed", str(2**32)]]
)
def test_numbers_that_cannot_be_are_answered_with_those_that_can(words, capsys):
    with pytest.raises(SystemExit):
        train(["dense", *words])
    assert f"argument {words[0]}: has to be a whole number from" in capsys.readouterr().err

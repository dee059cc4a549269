import os
from pathlib import Path

import pytest

from aedemo.ui import folder
from aedemo.ui.errors import BadInput


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def put(place, name, size=10, age=0):
    """A file of a visitor, so many seconds old, in a folder of its own."""
    path = place / name / "picture.png"
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(size))
    at = path.stat().st_mtime + 1000 - age
    os.utime(path, (at, at))
    return path


def left(place):
    return {path.parent.name for path in place.rglob("*.png")}


def test_written_file_is_whole_and_has_an_address_of_its_own(place):
    first, second = folder.write("a.png", b"12"), folder.write("a.png", b"12")
    assert first != second and first.name == second.name == "a.png"
    assert first.read_bytes() == second.read_bytes() == b"12"
    assert folder.holds(first) and not folder.holds(place.parent)


def test_oldest_files_go_when_there_are_too_many_bytes(place, monkeypatch):
    monkeypatch.setattr(folder, "MOST_BYTES", 35)
    for age, name in enumerate(["new", "newer", "old", "oldest"]):
        put(place, name, age=age)
    folder.make_room(5)
    assert left(place) == {"new", "newer", "old"}
    folder.make_room(16)
    assert left(place) == {"new"}
    assert [path.name for path in place.iterdir()] == ["new"]


def test_oldest_files_go_when_there_are_too_many(place, monkeypatch):
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    for age, name in enumerate(["new", "old", "oldest"]):
        put(place, name, age=age)
    folder.make_room(1)
    assert left(place) == {"new", "old"}


def test_files_of_the_site_itself_stay(place, monkeypatch):
    monkeypatch.setattr(folder, "MOST_BYTES", 0)
    put(place, "example", age=2000)
    folder.begin()
    put(place, "visitor")
    folder.make_room(0)
    assert left(place) == {"example"}


def test_full_disk_is_said_and_leaves_nothing(place, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BadInput) as caught:
        folder.write("a.png", b"12")
    assert caught.value.key == "bad_full"
    assert not [*place.iterdir()]
    assert "No space left on device" in capsys.readouterr().out

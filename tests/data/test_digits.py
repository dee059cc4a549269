import gzip
import re
import shutil
import struct

import numpy as np
import pytest
import torch

from aedemo.data.digits import Digits, mnist_split, read_idx
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.failures import Failure

COUNTS = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_idx_file_is_read(tmp_path):
    array = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(b"\0\0\x08\x03" + struct.pack(">3I", 2, 3, 4) + array.tobytes()))
    assert np.array_equal(read_idx(path), array)


def test_shipped_digits_are_the_test_sample_of_mnist():
    images, labels = shipped_digits()
    assert images.shape == (10_000, 1, 28, 28)
    assert images.min() == 0 and images.max() == 1
    assert labels.bincount().tolist() == COUNTS
    assert labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]


def test_last_twelfth_of_the_training_part_is_held_out(mnist):
    """The stand-in MNIST has the first 512 shipped digits as its training part."""
    images, labels = shipped_digits()
    parts = mnist_split(mnist)
    assert [len(part) for part, _ in parts] == [470, 42]
    assert torch.equal(torch.cat([part for part, _ in parts]), images[:512])
    assert torch.equal(torch.cat([part for _, part in parts]), labels[:512])


SPOILT = {
    "empty": (lambda content: b"", "it is cut"),
    "cut": (lambda content: content[:-100], "it should hold"),
    "longer": (lambda content: content + b"1", "it should hold"),
    "zipped and cut": (lambda content: gzip.compress(content)[:-100], "it is cut"),
    "something else": (lambda content: b"<!DOCTYPE html>" + content, "no IDX file"),
    "of fewer": (
        lambda content: content[:4] + (200).to_bytes(4, "big") + content[8:16] + content[16:][:200],
        "",
    ),
}


@pytest.mark.parametrize("file", ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"])
@pytest.mark.parametrize("spoil", SPOILT)
def test_damaged_file_is_named(file, spoil, mnist, tmp_path):
    shutil.copytree(mnist, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "MNIST" / "raw" / file
    change, reason = SPOILT[spoil]
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Failure) as caught:
        mnist_split(tmp_path)
    assert str(path) in str(caught.value) and reason in str(caught.value)
    assert "fetch" in str(caught.value)


def test_labels_are_those_of_ten_digits(mnist, tmp_path):
    shutil.copytree(mnist, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "MNIST" / "raw" / "train-labels-idx1-ubyte"
    path.write_bytes(path.read_bytes()[:-1] + b"\x0a")
    with pytest.raises(Failure, match=f"{re.escape(str(path))} has a label above 9"):
        mnist_split(tmp_path)


def test_download_that_fails_says_where_the_digits_could_come_from(tmp_path, monkeypatch):
    monkeypatch.setattr("torchvision.datasets.MNIST.mirrors", ["http://127.0.0.1:9/"])
    with pytest.raises(Failure, match=f"not in {re.escape(str(tmp_path))}.*--data DIR"):
        mnist_split(tmp_path)


def epoch(data, seed, rank=0, world=1):
    generator = torch.Generator().manual_seed(seed)
    return [batch.flatten().tolist() for (batch,) in data.epoch(generator, rank, world)]


def test_epoch_visits_every_image_once_in_an_order_of_its_own():
    data = Digits(torch.arange(103.0), batch_size=10)
    batches = epoch(data, seed=1)
    assert len(batches) == len(data) == 11
    assert [len(batch) for batch in batches] == [10] * 10 + [3]
    assert sorted(sum(batches, [])) == list(range(103))
    assert batches == epoch(data, seed=1) != epoch(data, seed=2)


def test_two_processes_share_every_batch():
    data = Digits(torch.arange(103.0), batch_size=10)
    shares = zip(epoch(data, 1, 0, 2), epoch(data, 1, 1, 2), strict=True)
    assert [sorted(a + b) for a, b in shares] == [sorted(batch) for batch in epoch(data, 1)]

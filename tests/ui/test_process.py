import signal

import pytest

from aedemo.ui.process import sigterm_waits


@pytest.fixture
def heard():
    """Filled as SIGTERM arrives."""
    heard = []
    before = signal.signal(signal.SIGTERM, lambda *_: heard.append("at first"))
    yield heard
    signal.signal(signal.SIGTERM, before)


def test_sigterm_counts_after_the_block(heard):
    with sigterm_waits():
        signal.raise_signal(signal.SIGTERM)
        assert not heard
    assert heard == ["at first"]


def test_no_sigterm_no_end(heard):
    with sigterm_waits():
        pass
    assert not heard
    signal.raise_signal(signal.SIGTERM)
    assert heard == ["at first"]


def test_handler_set_in_the_block_is_the_one_that_hears(heard):
    with sigterm_waits():
        signal.raise_signal(signal.SIGTERM)
        signal.signal(signal.SIGTERM, lambda *_: heard.append("as Gradio wants it"))
    assert heard == ["as Gradio wants it"]

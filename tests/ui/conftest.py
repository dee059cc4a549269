import pytest

from aedemo.ui.site import build


@pytest.fixture
def page(tmp_path, monkeypatch):
    """The site, running in this process; Gradio keeps files in ``tmp_path``."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    page = build()
    page.launch(prevent_thread_lock=True, quiet=True)
    yield page
    page.close(verbose=False)

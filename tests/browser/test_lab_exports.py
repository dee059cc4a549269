"""What of the lab can be taken along, and opened again."""

import json


def test_description_saved_is_opened_again_and_a_wrong_file_is_named(tab, tmp_path):
    page = tab("lab", "code=2").page
    lab = page.locator("ae-lab")
    lab.locator(".script summary").click()
    saved = {}
    for ending in ("py", "ipynb", "json"):
        with page.expect_download() as download:
            lab.locator(f'[data-ending="{ending}"]').click()
        file = download.value
        assert file.suggested_filename == f"autoencoder-code-2.{ending}"
        saved[ending] = file.path().read_text(encoding="utf-8")
    assert saved["py"] == lab.evaluate("lab => lab.script()")
    assert json.loads(saved["ipynb"])["nbformat"] == 4
    assert json.loads(saved["json"])["code"] == 2

    def open_file(text: str):
        file = tmp_path / "mine.json"
        file.write_text(text, encoding="utf-8")
        lab.locator('.script input[type="file"]').set_input_files(file)

    unread = lab.locator(".script .unread")
    for text in ("{", "null", "[]", json.dumps({"code": 5000})):
        open_file(text)
        unread.filter(has_text="mine.json: ").wait_for()
        assert lab.evaluate("lab => lab.description.code") == 2
    open_file(json.dumps({**json.loads(saved["json"]), "code": 5}))
    page.wait_for_function("document.querySelector('ae-lab').description.code === 5")
    assert unread.is_hidden()

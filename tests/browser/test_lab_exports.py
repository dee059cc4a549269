"""What of the lab can be taken along, and opened again."""

import json

from playwright.sync_api import expect


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


def test_the_card_of_a_run_says_all_of_it_and_needs_nothing_else(tab, tmp_path):
    visitor = tab("lab", "digits=200&batch=50&epochs=2&hidden=16&code=5", lang="zh")
    page = visitor.page
    lab = page.locator("ae-lab")
    expect(lab.locator(".start")).to_be_enabled()
    told = lab.evaluate("lab => lab.train(8)")
    lab.locator(".script summary").click()
    with page.expect_download() as download:
        lab.locator(".card").click()
    assert download.value.suggested_filename.endswith(".html")
    saved = tmp_path / "card.html"
    download.value.save_as(saved)
    card = page.context.new_page()
    asked = []
    card.on("request", lambda request: asked.append(request.url))
    card.goto(saved.as_uri())
    values = card.locator("td").all_inner_texts()
    assert f"{told[-1]['held_out']:.6g}" in values
    for said in ("16", "5", "200", "8"):
        assert said in values
    assert card.locator("svg path:not(.rule)").count() >= 2
    assert card.locator("img").evaluate_all("all => all.every(image => image.naturalWidth > 100)")
    assert all(url.startswith(("file:", "data:")) for url in asked)
    again = card.locator("a").get_attribute("href")
    assert "code=5" in again and "tab=lab" in again
    assert visitor.errors == []


def test_the_script_is_copied(tab):
    page = tab("lab", "code=2").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab = page.locator("ae-lab")
    lab.locator(".script summary").click()
    copy = lab.locator(".copy")
    before = copy.inner_text()
    copy.click()
    page.wait_for_function(
        "before => document.querySelector('ae-lab').one('.copy').textContent !== before", arg=before
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == lab.evaluate("lab => lab.script()")

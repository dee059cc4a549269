import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from aedemo.places import PACKAGE, WEIGHTS
from aedemo.ui import assets


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=assets.routes("/base", assets.read())))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("web/start.js", PACKAGE / "web" / "start.js"),
        ("web/site.css", PACKAGE / "web" / "site.css"),
        ("facts/tabs.json", PACKAGE / "facts" / "tabs.json"),
        ("facts/texts/superres.json", PACKAGE / "facts" / "texts" / "superres.json"),
        ("data/gallery.json", PACKAGE / "data" / "gallery.json"),
        ("data/t10k-images-idx3-ubyte.gz", PACKAGE / "data" / "t10k-images-idx3-ubyte.gz"),
        ("data/photos/chelsea.png", PACKAGE / "data" / "photos" / "chelsea.png"),
        ("weights/vae/config.json", WEIGHTS / "vae" / "config.json"),
        ("weights/vae/model.safetensors", WEIGHTS / "vae" / "model.safetensors"),
    ],
)
def test_files_of_the_page_are_served_to_be_kept(address, path, client):
    response = client.get(f"/base/{address}")
    assert response.status_code == 200
    assert response.content == path.read_bytes()
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_other_pages_find_the_same_files_at_an_address_that_stays(client):
    response = client.get(f"{assets.PREFIX}/current/web/main.js")
    assert response.content == client.get("/base/web/main.js").content != b""
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_what_the_browser_has_is_not_sent_again(client):
    address = f"{assets.PREFIX}/current/weights/dense/model.safetensors"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("web/main.js", "text/javascript"),
        ("web/site.css", "text/css"),
        ("web/engine/kernels/kernels.wasm", "application/wasm"),
        ("facts/tabs.json", "application/json"),
        ("data/photos/chelsea.png", "image/png"),
        ("data/t10k-images-idx3-ubyte.gz", "application/octet-stream"),
        ("weights/vae/model.safetensors", "application/octet-stream"),
    ],
)
def test_browser_is_told_what_it_gets(name, kind, client, monkeypatch):
    """Whatever the operating system has been told by others."""
    monkeypatch.setattr("mimetypes.guess_type", lambda *_, **__: ("text/plain", "gzip"))
    response = client.get(f"/base/{name}")
    assert response.headers["Content-Type"].partition(";")[0] == kind
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_told_which_there_are(method, client):
    response = client.request(method, "/base/web/main.js")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_head_is_answered_as_get_is_without_the_content(client):
    got, head = (client.request(method, "/base/web/main.js") for method in ("GET", "HEAD"))
    assert head.content == b""
    same = ("Content-Length", "Content-Type", "ETag", "Cache-Control")
    assert [head.headers[name] for name in same] == [got.headers[name] for name in same]


@pytest.mark.parametrize(
    "address",
    [
        "data/digits.py",
        "data/README.md",
        "facts/__init__.py",
        "facts/README.md",
        "weights/vae/README.md",
        "web/",
        "web/nothing.js",
        "weights/nothing/config.json",
        "",
        "ui/site.py",
    ],
)
def test_nothing_else_is_served(address, client):
    response = client.get(f"/base/{address}")
    assert response.status_code == 404
    assert "immutable" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "address",
    [
        "web/../../app.py",
        "web/%2e%2e/data/gallery.json",
        "web/..%2fdata%2fgallery.json",
        "web/%2e%2e%2f%2e%2e%2fweights%2fvae%2fconfig.json",
        "web/%252e%252e/data/gallery.json",
        "web//etc/passwd.json",
        f"web/{PACKAGE}/data/gallery.json",
    ],
)
def test_no_path_leads_out_of_its_folder(address, client):
    """Nor back in: what is served has one address."""
    assert client.get(f"/base/{address}").status_code == 404


def test_address_changes_with_what_is_served(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "FOLDERS", {"web": tmp_path})
    (tmp_path / "a.js").write_text("1")
    first = assets.address(assets.read())
    (tmp_path / "notes.md").write_text("not served")
    assert assets.address(assets.read()) == first
    (tmp_path / "a.js").write_text("2")
    second = assets.address(assets.read())
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert len({first, second, assets.address(assets.read())}) == 3

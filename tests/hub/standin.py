"""A stand-in for the Hugging Face Hub: the few routes that the real client calls, in memory.

A fault is a status to answer with, a page to answer with, or ``CUT``: the connection is closed in
the middle of what is being sent or received.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from huggingface_hub.utils.sha import git_hash

TOKEN = "hf_thisIsTheOnlyTokenThatTheStandInKnows"
CUT = "cut"
LARGE = (".safetensors", ".png", ".gz")  # what the Hub keeps outside git


@dataclass
class Stored:
    """A repository: its commits, oldest first, as (hash, {path: content})."""

    private: bool
    sdk: str | None = None
    commits: list[tuple[str, dict[str, bytes]]] = field(default_factory=list)

    def commit(self, files: dict[str, bytes]) -> str:
        parent = self.commits[-1][0] if self.commits else ""
        hashes = [f"{path} {git_hash(content)}" for path, content in sorted(files.items())]
        commit = sha1("\n".join([parent, *hashes]).encode()).hexdigest()
        self.commits.append((commit, files))
        return commit

    def at(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """The commit that a revision means, if there is one."""
        if revision == "main":
            return self.commits[-1]
        return next((commit for commit in self.commits if commit[0] == revision), None)


class Hub(ThreadingHTTPServer):
    """``faults``: what befalls requests whose "METHOD path" a pattern is found in."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.repositories: dict[str, Stored] = {}
        self.large: dict[str, bytes] = {}
        self.collections: dict[str, list[str]] = {}
        self.faults: dict[str, int | bytes | str] = {}
        self.requests: list[str] = []

    def fault(self, request: str) -> int | bytes | str | None:
        found = (what for pattern, what in self.faults.items() if re.search(pattern, request))
        return next(found, None)

    def handle_error(self, request, client_address):
        """A client that hangs up is no news."""


class Answer(BaseHTTPRequestHandler):
    """One request. A repository is known as "models/NAMESPACE/NAME" or "spaces/NAMESPACE/NAME"."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a body that follows its header at once
    server: Hub

    def log_message(self, *arguments):
        """Nothing is logged but what the tests look at: ``Hub.requests``."""

    def do(self):
        path = unquote(urlsplit(self.path).path)
        request = f"{self.command} {path}"
        self.server.requests.append(request)
        fault = self.server.fault(request)
        size = int(self.headers.get("Content-Length", 0))
        if fault == CUT and self.command != "GET":
            self.rfile.read(size // 2)
            self.close_connection = True
            return
        self.body = self.rfile.read(size)
        self.cut = fault == CUT
        if isinstance(fault, int):
            self.refuse(fault, "as the test wants it")
        elif isinstance(fault, bytes):
            self.answer(fault)
        elif not self.permitted():
            self.refuse(401, "Invalid credentials in Authorization header")
        else:
            self.route(path)

    do_GET = do_HEAD = do_POST = do_PUT = do

    def permitted(self) -> bool:
        """Anyone may read, only the one token may write; the large store has signed addresses."""
        token = self.headers.get("Authorization")
        reads = self.command in ("GET", "HEAD") or self.path.startswith("/large/")
        return token == f"Bearer {TOKEN}" or (reads and token is None)

    def route(self, path: str) -> None:
        for command, pattern, act in ROUTES:
            found = re.fullmatch(pattern, path)
            if found and self.command in command.split():
                return act(self, **found.groupdict())
        self.refuse(404, f"the stand-in does not know {self.command} {path}")

    def json(self):
        return json.loads(self.body)

    def answer(self, content: bytes | dict | list, status: int = 200, **headers: str) -> None:
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
            headers["Content-Type"] = "application/json"
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content[: len(content) // 2] if self.cut else content)
        self.close_connection = self.cut

    def refuse(self, status: int, why: str, code: str = "") -> None:
        self.cut = False
        headers = {"X_Error_Message": why} | ({"X_Error_Code": code} if code else {})
        self.answer({"error": why}, status, **headers)

    # What is there

    def stored(self, kind: str, id: str) -> Stored | None:
        """The repository; without one, the request is refused."""
        found = self.server.repositories.get(f"{kind}/{id}")
        if found is None:
            self.refuse(404, "Repository not found", "RepoNotFound")
        return found

    def revision(self, kind: str, id: str, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """(hash, files); without such a commit, the request is refused."""
        stored = self.stored(kind, id)
        found = stored and stored.at(revision)
        if stored and not found:
            self.refuse(404, f"Invalid rev id: {revision}", "RevisionNotFound")
        return found

    def info(self, kind: str, id: str, revision: str | None) -> None:
        if found := self.revision(kind, id, revision or "main"):
            files = [
                {"rfilename": path, "size": len(content), "blobId": git_hash(content)}
                | ({"lfs": large(content)} if path.endswith(LARGE) else {})
                for path, content in found[1].items()
            ]
            private = self.server.repositories[f"{kind}/{id}"].private
            self.answer({"id": id, "sha": found[0], "private": private, "siblings": files})

    def tree(self, kind: str, id: str, revision: str) -> None:
        if found := self.revision(kind, id, revision):
            self.answer(
                [
                    {"type": "file", "path": path, "size": len(content), "oid": git_hash(content)}
                    | ({"lfs": large(content)} if path.endswith(LARGE) else {})
                    for path, content in found[1].items()
                ]
            )

    def resolve(self, id: str, revision: str, path: str) -> None:
        if found := self.revision("models", id, revision):
            commit, files = found
            if path not in files:
                return self.refuse(404, "Entry not found", "EntryNotFound")
            self.answer(files[path], ETag=f'"{etag(path, files[path])}"', X_Repo_Commit=commit)

    # What comes in

    def create(self) -> None:
        asked = self.json()
        kind, id = f"{asked['type']}s", f"{asked['organization']}/{asked['name']}"
        private = asked.get("visibility") == "private"
        stored = Stored(private, asked.get("sdk"))
        stored.commit({".gitattributes": b"*.safetensors filter=lfs\n"})
        self.server.repositories[f"{kind}/{id}"] = stored
        self.answer({"url": f"{self.server.url}/{id}"})

    def validate(self) -> None:
        self.answer({"errors": [], "warnings": []})

    def preupload(self, kind: str, id: str) -> None:
        if stored := self.stored(kind, id):
            files = stored.at("main")[1]
            answers = []
            for file in self.json()["files"]:
                path = file["path"]
                mode = "lfs" if path.endswith(LARGE) else "regular"
                answer = {"path": path, "uploadMode": mode, "shouldIgnore": False}
                if path in files:
                    answer["oid"] = etag(path, files[path])
                answers.append(answer)
            self.answer({"files": answers})

    def batch(self, id: str) -> None:
        """Where to send what the large store lacks."""
        objects = []
        for asked in self.json()["objects"]:
            upload = {"upload": {"href": f"{self.server.url}/large/{asked['oid']}"}}
            known = asked["oid"] in self.server.large
            objects.append(asked if known else asked | {"actions": upload})
        self.answer({"transfer": "basic", "objects": objects})

    def store(self, oid: str) -> None:
        if sha256(self.body).hexdigest() != oid:
            return self.refuse(400, "This is not what was announced.")
        self.server.large[oid] = self.body
        self.answer(b"")

    def commit(self, kind: str, id: str) -> None:
        if stored := self.stored(kind, id):
            files = dict(stored.at("main")[1])
            for line in self.body.splitlines():
                key, value = (json.loads(line)[part] for part in ("key", "value"))
                match key:
                    case "file":
                        files[value["path"]] = b64decode(value["content"])
                    case "lfsFile":
                        files[value["path"]] = self.server.large[value["oid"]]
                    case "deletedFile":
                        del files[value["path"]]
            commit = stored.commit(files)
            self.answer(
                {"commitUrl": f"{self.server.url}/{id}/commit/{commit}", "commitOid": commit}
            )

    # Collections

    def collection(self, slug: str, status: int = 200) -> None:
        items = [
            {"_id": str(position), "id": id, "type": "model", "position": position}
            for position, id in enumerate(self.server.collections[slug])
        ]
        self.answer(
            {
                "slug": slug,
                "title": slug.split("/")[1],
                "owner": {},
                "items": items,
                "lastUpdated": "2026-01-01T00:00:00.000Z",
                "position": 0,
                "private": False,
                "theme": "blue",
                "upvotes": 0,
            },
            status,
        )

    def new_collection(self) -> None:
        slug = f"{self.json()['namespace']}/{self.json()['title']}"
        known = slug in self.server.collections
        self.server.collections.setdefault(slug, [])
        self.collection(slug, 409 if known else 200)

    def add_item(self, slug: str) -> None:
        self.server.collections[slug].append(self.json()["item"]["id"])
        self.collection(slug)


def etag(path: str, content: bytes) -> str:
    """What the Hub names a file's content by."""
    return large(content)["sha256"] if path.endswith(LARGE) else git_hash(content)


def large(content: bytes) -> dict:
    digest = sha256(content).hexdigest()
    return {"oid": digest, "sha256": digest, "size": len(content), "pointerSize": 134}


REPOSITORY = r"/api/(?P<kind>models|spaces)/(?P<id>[^/]+/[^/]+)"
ID = r"(?P<id>[^/]+/[^/]+)"
SLUG = r"/api/collections/(?P<slug>[^/]+/[^/]+)"
ROUTES = [
    ("GET", REPOSITORY + r"(/revision/(?P<revision>.+))?", Answer.info),
    ("GET", REPOSITORY + r"/tree/(?P<revision>.+)", Answer.tree),
    ("GET HEAD", rf"/{ID}/resolve/(?P<revision>[^/]+)/(?P<path>.+)", Answer.resolve),
    ("POST", "/api/repos/create", Answer.create),
    ("POST", "/api/validate-yaml", Answer.validate),
    ("POST", REPOSITORY + "/preupload/main", Answer.preupload),
    ("POST", rf"/(spaces/)?{ID}\.git/info/lfs/objects/batch", Answer.batch),
    ("PUT", r"/large/(?P<oid>\w+)", Answer.store),
    ("POST", REPOSITORY + "/commit/main", Answer.commit),
    ("POST", "/api/collections", Answer.new_collection),
    ("GET", SLUG, Answer.collection),
    ("POST", SLUG + "/items", Answer.add_item),
]

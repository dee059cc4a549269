"""Malformed calls of the five endpoints, the same for the same seed, and how the site answers them.

python -m tests.ui.malformed ADDRESS 5000
"""

from __future__ import annotations

import base64
import json
import random
import re
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

from aedemo import facts
from aedemo.places import PHOTOS

API = "gradio_api"
PICTURE = (PHOTOS / "rocket.png").read_bytes()
META = {"_type": "gradio.FileData"}
# What a call of each endpoint looks like; "picture" stands for one that was uploaded.
USUAL = {
    "reconstruct": ["picture", "dense"],
    "denoise": ["picture", "masking", 0.4, 3],
    "interpolate": ["picture", "picture", "vae", 3, "straight"],
    "sample": [2, 1.0, 7],
    "super_resolve": ["picture", 2],
}
NAMES = {
    "reconstruct": ["image", "variant"],
    "denoise": ["image", "kind", "level", "seed"],
    "interpolate": ["first", "second", "variant", "steps", "path"],
    "sample": ["count", "temperature", "seed"],
    "super_resolve": ["image", "factor"],
}


def data_url(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


PATHS = [
    *(
        "",
        ".",
        "..",
        "/",
        "/etc/passwd",
        "~",
        "no/such.png",
        "\0",
        "a\0b.png",
        "\ud800",
        "x" * 5000,
    ),
    *(
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        None,
        7,
        [],
        {},
    ),
]
URLS = [
    *("", "data:", "data:image/png", "data:image/png;base64", "data:image/png;base64,!!!"),
    *(
        "data:image/png;base64,aGVsbG8=",
        "DATA:,x",
        "data:,\ud800",
        data_url(b""),
        data_url(b"GIF89a"),
    ),
    *(data_url(PICTURE[:200]), data_url(PICTURE[: len(PICTURE) // 2]), data_url(b"<svg/>")),
    *("http://127.0.0.1:9/x.png", "file:///etc/passwd", "\0", None, 7, [], {}),
]
SCALARS = [
    *(None, True, False, 0, 1, -1, 2.5, 1e400, -1e400, float("nan"), 2**53, 10**400, -(10**30)),
    *("", " ", "dense", "vae", "masking", "0.5", "NaN", "\0", "\ud800", "Ω" * 50, "x" * 100_000),
    *([], [1], {}, {"a": 1}, [[[[]]]], {"value": 1}, "__proto__", "../../etc/passwd"),
]
DEEP = b"[" * 50_000 + b"]" * 50_000


@dataclass(frozen=True)
class Call:
    """A request: to which path below the API, with which body."""

    path: str
    body: bytes
    kind: str = "application/json"


class Maker:
    """Calls by chance, with ``uploaded`` as the picture of those that have a good one."""

    def __init__(self, seed: int, uploaded: dict):
        self._random = random.Random(seed)
        self._uploaded = uploaded

    def call(self) -> Call:
        """One of every kind of malformed call, or one whose arguments are."""
        name = self._random.choice(list(USUAL))
        kind = self._random.choice(
            [self._values, self._values, self._shape, self._body, self._path]
        )
        return kind(name)

    def _picture(self) -> object:
        choose = self._random.choice
        odd = [choose(SCALARS), {"path": choose(PATHS)}, {"url": choose(URLS)}]
        odd += [{"path": choose(PATHS), "url": choose(URLS), "meta": META}]
        odd += [{"path": choose(PATHS), "meta": META}, {"url": choose(URLS), "meta": META}]
        odd += [
            {**self._uploaded, "path": choose(PATHS)},
            {**self._uploaded, "meta": choose(SCALARS)},
        ]
        odd += [{"path": self._uploaded["folder"], "meta": META}, [self._uploaded]]
        return choose(odd)

    def _usual(self, name: str) -> list:
        return [self._uploaded if value == "picture" else value for value in USUAL[name]]

    def _values(self, name: str) -> Call:
        """Arguments of other types, ranges and places, one or several."""
        values = self._usual(name)
        for at in self._random.sample(range(len(values)), self._random.randint(1, len(values))):
            picture = USUAL[name][at] == "picture"
            values[at] = self._picture() if picture else self._random.choice(SCALARS)
        if self._random.random() < 0.1:
            named = dict(zip(NAMES[name], values, strict=True))
            if self._random.random() < 0.5:
                named.pop(self._random.choice(NAMES[name]))
            return Call(f"call/v2/{name}", encoded(named))
        return Call(f"call/{name}", encoded({"data": values}))

    def _shape(self, name: str) -> Call:
        """Too few arguments, too many, and fields that mean something to Gradio."""
        values = self._usual(name)
        fields = ["session_hash", "event_id", "fn_index", "trigger_id", "simple_format", "batched"]
        shapes = [
            {"data": values[: self._random.randrange(len(values))]},
            {"data": values + [self._random.choice(SCALARS)] * self._random.randint(1, 9)},
            {"data": self._random.choice(SCALARS)},
            {"data": [values]},
            {"data": []},
            {},
            {"data": values[:-1], self._random.choice(fields): self._random.choice(SCALARS)},
            {"data": values[:-1], "event_data": self._random.choice(SCALARS)},
        ]
        return Call(f"call/{name}", encoded(self._random.choice(shapes)))

    def _body(self, name: str) -> Call:
        """What is no JSON object, or does not say that it is one."""
        good = encoded({"data": self._usual(name)})
        bodies = [b"", b"null", b"7", b"[]", b'"data"', b"{", good[:-1], b"\xff\xfe", DEEP]
        bodies += [b'{"data": ' + DEEP + b"}", b'{"data": "' + b"x" * 10**6 + b'"}', b"a=1&b=2"]
        kinds = ["application/json", "text/plain", "", "application/x-www-form-urlencoded"]
        return Call(f"call/{name}", self._random.choice(bodies), self._random.choice(kinds))

    def _path(self, name: str) -> Call:
        """Places where nothing answers, and the page's own way in."""
        choose = self._random.choice
        values = self._usual(name)
        places = [
            f"call/{name}s",
            f"call/{name}/",
            f"run/{name}",
            f"api/{name}",
            "call/",
            "call/v2/",
        ]
        if choose([True, False]):
            return Call(choose(places), encoded({"data": values[:-1]}))
        function, session = (
            choose([choose(SCALARS), choose(range(40))]),
            choose([choose(SCALARS), "visitor"]),
        )
        if session == "visitor":
            session += str(self._random.random())
        join = {
            "data": choose([values[:-1], values]),
            "fn_index": function,
            "session_hash": session,
        }
        return Call("queue/join", encoded(join))


def encoded(value: object) -> bytes:
    return json.dumps(value).encode()


def known_sentences() -> re.Pattern:
    """What any of our sentences looks like."""
    said = {key: text["en"] for key, text in facts.texts().items()}
    texts = [text for key, text in said.items() if key.startswith(("bad_", "failed_"))]
    parts = [re.sub(r"\\{\w+\\}", ".*", re.escape(text)) for text in texts]
    return re.compile("|".join(parts), re.DOTALL)


def answer(site: httpx.Client, call: Call) -> str:
    """What a call is answered with: "complete", or the sentence."""
    headers = {"Content-Type": call.kind}
    response = site.post(f"{API}/{call.path}", content=call.body, headers=headers)
    if response.status_code != 200:
        detail = response.json()["detail"] if "json" in response.headers["content-type"] else None
        return f"{detail}" if detail else f"{response.status_code}: {response.text[:200]}"
    event = response.json()["event_id"]
    if call.path == "queue/join":
        session = {"session_hash": json.loads(call.body)["session_hash"]}
        lines = site.get(f"{API}/queue/data", params=session).text.splitlines()
        told = [json.loads(line.removeprefix("data: ")) for line in lines if line]
        done = next(each for each in told if each["msg"] == "process_completed")
        return "complete" if done["success"] else str(done["output"]["error"])
    stream = site.get(f"{API}/{call.path.rstrip('/')}/{event}").text
    kind, _, data = stream.rpartition("event: ")[2].partition("\ndata: ")
    return kind if kind == "complete" else str(json.loads(data)["error"])


def uploaded(site: httpx.Client) -> dict:
    """A picture that the site was sent, and the folder it lies in."""
    [path] = site.post(f"{API}/upload", files={"files": ("rocket.png", PICTURE)}).json()
    return {"path": path, "folder": path.rpartition("/")[0], "meta": META}


def try_all(address: str, count: int, seed: int) -> Counter:
    """How often what was answered: "complete", "sentence", or anything else as it was."""
    sentence = known_sentences()
    with httpx.Client(base_url=address, timeout=120) as site:
        maker = Maker(seed, uploaded(site))
        calls = [maker.call() for _ in range(count)]

        def judged(call: Call) -> str:
            told = answer(site, call)
            if told == "complete":
                return told
            return "sentence" if sentence.fullmatch(told) else f"{call.path}: {told}"

        with ThreadPoolExecutor(8) as pool:
            return Counter(pool.map(judged, calls))


if __name__ == "__main__":
    for told, times in try_all(sys.argv[1], int(sys.argv[2]), seed=15).most_common():
        print(f"{times:6} {told}")

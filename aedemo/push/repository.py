"""One repository on the Hub: what it should hold, what differs, and the commit that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.hf_api import ModelInfo, RepoSibling, SpaceInfo
from huggingface_hub.utils.sha import git_hash

from aedemo.hub import CODES, WeightsError
from aedemo.stored import FILES

PICTURE = ".github/site.png"  # of the README
SITE = (
    "app.py",
    "requirements.txt",
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs",
    PICTURE,
    "aedemo",
    "weights",
)
LEFT_OUT = {".pt", ".partial", ".pyi"}  # checkpoints, half-written files, what Gradio generates
PATIENCE = 10  # seconds for an answer to the first question


@dataclass(frozen=True)
class Repository:
    """``id``: NAMESPACE/NAME. ``kind``: model or space. ``files``: path → content."""

    id: str
    kind: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Changes:
    """``private``: of the repository, None as long as there is none."""

    private: bool | None
    sent: dict[str, bytes]
    deleted: list[str]


def model_repository(name: str, namespace: str, weights: Path) -> Repository:
    """One trained variant, without the codes of the sample, which are the page's. Its card loads it
    from this repository instead of from a folder."""
    folder = weights / name
    for file in (*FILES, "README.md"):
        if not (folder / file).is_file():
            raise WeightsError(
                f"The weights of {name} are missing: there is no {folder / file}. "
                f"Train them with: python train.py {name}"
            )
    repository = f"{namespace}/aedemo-{name}"
    files = {path.name: path.read_bytes() for path in visible(folder) if path.name != CODES}
    here, there = (f'load_model("{each}")'.encode() for each in (name, repository))
    files["README.md"] = files["README.md"].replace(here, there)
    return Repository(repository, "model", files)


def space_repository(repository: str, root: Path, weights: Path) -> Repository:
    """The site: what ``python app.py`` needs, and nothing else."""
    sources = {name: root / name for name in SITE} | {"weights": weights}
    files = {}
    for name, source in sources.items():
        for path in visible(source):
            files[Path(name, path.relative_to(source)).as_posix()] = path.read_bytes()
    return Repository(repository, "space", files)


def visible(source: Path) -> Iterator[Path]:
    """The file itself, or all files below a folder but hidden ones, caches and leftovers."""
    for path in sorted([source, *source.rglob("*")]):
        parts = path.relative_to(source).parts
        hidden = any(part.startswith((".", "__pycache__")) for part in parts)
        if path.is_file() and not hidden and path.suffix not in LEFT_OUT:
            yield path


def changes(api: HfApi, repository: Repository) -> Changes:
    """What a commit has to send, and to delete in the folders that the repository consists of."""
    try:
        answer = api.repo_info(
            repository.id, repo_type=repository.kind, files_metadata=True, timeout=PATIENCE
        )
    except HfHubHTTPError as error:
        if error.response.status_code != 404:
            raise
        return Changes(None, repository.files, [])
    info = cast("ModelInfo | SpaceInfo", answer)
    there = {file.rfilename: file for file in info.siblings or []}
    folders = {path.split("/")[0] for path in repository.files if "/" in path}
    return Changes(
        info.private,
        {
            path: content
            for path, content in repository.files.items()
            if path not in there or not same(content, there[path])
        },
        [path for path in there if path not in repository.files and path.split("/")[0] in folders],
    )


def same(content: bytes, stored: RepoSibling) -> bool:
    """Whether the Hub holds this very content, told by its hash."""
    if stored.lfs:
        return stored.lfs.sha256 == sha256(content).hexdigest()
    return stored.blob_id == git_hash(content)


def commit(api: HfApi, repository: Repository, found: Changes, private: bool) -> str:
    """Makes the repository unless there is one, sends all changes in one commit, gives its hash."""
    if found.private is None:
        sdk = "gradio" if repository.kind == "space" else None
        api.create_repo(
            repository.id, repo_type=repository.kind, private=private or None, space_sdk=sdk
        )
    operations: list[CommitOperationAdd | CommitOperationDelete] = [
        CommitOperationDelete(path) for path in found.deleted
    ]
    operations += [CommitOperationAdd(path, content) for path, content in found.sent.items()]
    return api.create_commit(
        repository.id, operations, commit_message="Published by aedemo", repo_type=repository.kind
    ).oid

"""The command ``python train.py push``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from httpx2 import HTTPError
from huggingface_hub import HfApi, constants, get_token, logging

from aedemo.console import answered
from aedemo.failures import LOG_IN, Failure, explain
from aedemo.models.registry import variants
from aedemo.places import ROOT, WEIGHTS
from aedemo.push.repository import (
    Repository,
    changes,
    commit,
    model_repository,
    space_repository,
)

TITLE = "aedemo"
DESCRIPTION = "Autoencoders and super-resolution networks to look into, each with its measurements"


class Refusal(Failure):
    """The Hub, or what lies on it, does not allow it; the message says why."""


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="train.py push",
        description="Publish the stored networks and the site on the Hugging Face Hub. Only what "
        "differs from the Hub is sent, in one commit a repository.",
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"which variants, all unless named: {', '.join(variants())}",
    )
    parser.add_argument(
        "--to", metavar="NAMESPACE", help="where each network becomes NAMESPACE/aedemo-NAME"
    )
    parser.add_argument("--space", metavar="NAMESPACE/NAME", help="where the site becomes a Space")
    parser.add_argument(
        "--weights", type=Path, default=WEIGHTS, help="folder of the networks and their cards"
    )
    parser.add_argument("--private", action="store_true", help="new repositories are private")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be sent, and send nothing"
    )
    options = parser.parse_args(words)
    if not options.to and not options.space:
        parser.error("say where to: --to NAMESPACE, --space NAMESPACE/NAME, or both")
    if options.names and not options.to:
        parser.error("networks go --to NAMESPACE")
    if options.space and "/" not in options.space:
        parser.error("--space takes NAMESPACE/NAME")
    if not options.weights.is_dir():
        parser.error(f"there is no folder {options.weights}")
    for name in options.names:
        if name not in variants():
            parser.error(
                f"there is no variant called {name!r}; choose from {', '.join(variants())}"
            )
    return options


@answered
def push(words: list[str]) -> int:
    """Publishes and says what was sent; the exit code.

    What was finished when something goes wrong stays, and the same command goes on after it.
    """
    options = arguments(words)
    logging.set_verbosity_error()  # the library repeats addresses that are signed
    constants.HF_HUB_DISABLE_XET = True  # it is for large files, and takes minutes to give up
    try:
        if get_token() is None:
            raise Refusal(f"The Hub takes nothing without a token: {LOG_IN}.")
        publish(HfApi(), options)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on after what was sent.", file=sys.stderr)
        return 130
    return 0


def publish(api: HfApi, options: argparse.Namespace) -> None:
    """All repositories one after the other, then the collection of the models."""
    models, sites = [], []
    if options.to:
        names = options.names or variants()
        models = [model_repository(name, options.to, options.weights) for name in names]
    if options.space:
        sites = [space_repository(options.space, ROOT, options.weights)]
    for position, repository in enumerate([*models, *sites], start=1):
        print(f"{position}/{len(models) + len(sites)} {repository.id}", flush=True)
        with refusing(repository.id):
            update(api, repository, options)
    if models and not options.dry_run:
        with refusing("The collection"):
            collect(api, options.to, [model.id for model in models], options.private)


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Turns whatever stands between here and the Hub into a ``Refusal``."""
    try:
        yield
    except Failure:
        raise  # it is a sentence already
    except (HTTPError, OSError, RuntimeError, ValueError) as error:
        raise Refusal(f"{what} was not pushed: {explain(error)}.") from error


def update(api: HfApi, repository: Repository, options: argparse.Namespace) -> None:
    """Brings one repository up to date and prints what is sent."""
    found = changes(api, repository)
    if options.private and found.private is False:
        raise Refusal(
            f"{repository.id} is there already and public: make it private in its settings first."
        )
    if not found.sent and not found.deleted:
        print("  nothing has changed", flush=True)
        return
    verb = "would send" if options.dry_run else "sends"
    size = sum(len(content) for content in found.sent.values())
    print(f"  {verb} {len(found.sent)} of {len(repository.files)} files, {size:,} bytes")
    for path, content in found.sent.items():
        print(f"    {path}, {len(content):,} bytes")
    for path in found.deleted:
        print(f"    {path}, deleted")
    sys.stdout.flush()
    if not options.dry_run:
        print(f"  commit {commit(api, repository, found, options.private)}", flush=True)


def collect(api: HfApi, namespace: str, models: list[str], private: bool) -> None:
    """Adds to the collection the models that it lacks."""
    collection = api.create_collection(
        TITLE, namespace=namespace, description=DESCRIPTION, private=private, exists_ok=True
    )
    there = {item.item_id for item in collection.items}
    for model in models:
        if model not in there:
            api.add_collection_item(collection.slug, model, "model", exists_ok=True)
    print(f"Collected in {collection.url}")

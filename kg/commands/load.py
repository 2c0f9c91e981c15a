"""`kg load`: the current release, put into a store elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.consoles import note, say
from kg.engine.remote import Keys
from kg.errors import KgError
from kg.load import SWITCH, USING, Loading, Store
from kg.release import NoRelease, Release, current
from kg.settings import masked, releases_folder


def load(
    to: Annotated[str, typer.Option("--to", help="the address at which the store answers queries")],
    using: Annotated[str, typer.Option("--using", help=", ".join(USING))] = "auto",
    switch: Annotated[
        str, typer.Option("--switch", help=f"{', '.join(SWITCH)}: how a store that holds another release is taken on")
    ] = "auto",
    update: Annotated[str | None, typer.Option("--update", help="where it takes updates, if not where usual")] = None,
    graph_store: Annotated[
        str | None, typer.Option("--graph-store", help="where it takes graphs, if not where usual")
    ] = None,
    releases: Path = releases_folder(),  # noqa: B008 - typer reads the default once
) -> None:
    """Put the current release into a SPARQL 1.1 store; again, it goes on. Who may write: KG_LOAD_USER, _PASSWORD."""
    for name, said, known in (("--using", using, USING), ("--switch", switch, SWITCH)):
        if said not in known:
            raise KgError(f"{name} is {said!r}; right would be one of {', '.join(known)}")
    for one in filter(None, (to, update, graph_store)):
        _address(one)
    release = current(releases)
    store = Store.open(to, Keys.of_environment("LOAD"), using, update, graph_store)
    try:
        say(Loading(store, release, lambda name: _former(releases, name), note, switch).run())
    finally:
        store.close()


def _address(text: str) -> None:
    if masked(text) != text:
        raise KgError(
            f"{masked(text)} holds a user or a password, which anybody may read there; right would be an address "
            "without, and KG_LOAD_USER and KG_LOAD_PASSWORD in the environment"
        )
    if not text.startswith(("http://", "https://")):
        raise KgError(f"{text!r} is no address of a store; right would be one such as https://example.org/sparql")


def _former(releases: Path, name: str) -> Release | None:
    """The release of that name, if it lies in the folder still and is sound."""
    for folder in sorted(releases.glob(f"*-{name}")):
        try:
            found = Release.read(folder)
            found.manifest.verify()
        except (NoRelease, KgError):
            continue
        return found
    return None

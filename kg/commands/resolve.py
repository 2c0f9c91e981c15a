"""`kg resolve`: any name of anything, to the one thing it stands for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.consoles import say
from kg.errors import KgError
from kg.lexicon import Lexicon, Named, Resolution
from kg.release import current
from kg.settings import releases_folder


def resolve(
    text: Annotated[str, typer.Argument(help="an identifier, a link, a name, HGVS, an IRI; in any spelling")],
    form: Annotated[str, typer.Option("--format", help="text or json")] = "text",
    releases: Path = releases_folder(),  # noqa: B008 - typer reads the default once
) -> None:
    """Say what TEXT stands for in the current release, and how it was read; status 1 where it is no one thing."""
    if form not in ("text", "json"):
        raise KgError(f"there is no format {form!r}; right would be: text or json")
    found = Lexicon.of_release(current(releases)).resolve(text)
    say(*[json.dumps(found.told(), ensure_ascii=False, indent=2)] if form == "json" else _lines(found))
    if found.thing is None:
        raise typer.Exit(1)


def _lines(found: Resolution) -> list[str]:
    if found.thing:
        lines = [f"{found.thing.curie}  {found.thing.label}", f"  {found.thing.kind or 'a term of others'}"]
        lines += [f"  {found.thing.iri}"]
    else:
        lines = [f"{found.asked[:200]!r} {'may be any of these' if found.ambiguous else 'is nothing in this release'}"]
    lines += [f"  {told}" for told in found.rewrites]
    also = "also called so, or near it" if found.thing else "it may be"
    lines += [f"  {also}: {_line(one)}" for one in found.candidates]
    return [*lines, *(f"  like it: {_line(one)}" for one in found.suggestions)]


def _line(one: Named) -> str:
    why = f" [{one.why}]" if one.why else ""
    return f"{one.curie}  {one.label}{f' ({one.kind})' if one.kind else ''}{why}"

"""`kg ask`, `kg why`, `kg serve`: the release, asked; `kg schema`: what it is made from. Each imports its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.consoles import note, out, say
from kg.engine import BadQuery
from kg.engine import questions as asking
from kg.errors import KgError
from kg.files import placing
from kg.lexicon import Lexicon
from kg.lexicon.slips import undeclared
from kg.release import current
from kg.settings import releases_folder

Releases = Annotated[Path, typer.Option("--releases", help="the folder of releases", envvar="KG_RELEASES")]


def ask(
    question: Annotated[str, typer.Argument(help="a question's name, a .rq file, or - for standard input")] = "",
    form: Annotated[str, typer.Option("--format", help="table, csv, json or turtle")] = "table",
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Ask the current release a question in SPARQL; without a question, list those that are ready."""
    if not question:
        out.print(asking.listing())
        return
    found = asking.find(question)
    if found.federates_with:
        raise KgError(f"{found.name} needs {', '.join(found.federates_with)}; ask it there or open federation")
    release = current(releases)
    engine = release.engine()
    try:
        asking.show(engine, found.text, form, out)
    except BadQuery as error:
        # What the parser says of a prefix that it does not know, nobody can read.
        raise KgError(undeclared(found.text) or str(error)) from error
    note(*Lexicon.slips(Lexicon.lend(engine, release.folder), found.text))


def why(
    subject: Annotated[str, typer.Argument(help="an IRI or a short name such as case:pmid-0000001/toy-woman")],
    target: Annotated[
        str, typer.Argument(help="a class or the id of criteria, or a property when a third argument follows")
    ],
    value: Annotated[str | None, typer.Argument(help="what the property leads to; a value in quotes: '\"7\"'")] = None,
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Say why SUBJECT is of a CLASS, or why SUBJECT PROPERTY OBJECT holds: the facts and the axiom.

    With the id of diagnostic criteria, say what they make of SUBJECT: what decides, and what is missing.
    """
    from kg.analysis.why import is_criteria, judged
    from kg.commands.build import given_inputs
    from kg.find.why import explain, spelled

    inputs = given_inputs(None, None)
    inputs.verify("hp")
    if value is None and is_criteria(target):
        say(*judged(current(releases), subject, target, inputs.hpo))
    else:
        say(*explain(current(releases), spelled(subject, target, value), inputs.hpo))


def schema(
    write: Annotated[Path | None, typer.Option("--write", help="write it to this file")] = None,
    database: Annotated[bool, typer.Option("--database", help="that of a database release")] = False,
) -> None:
    """Print the JSON Schema of an evidence file, or of a database release."""
    from kg.sources.release_schema import release_schema
    from kg.sources.schema import json_schema

    text = release_schema() if database else json_schema()
    if write:
        with placing(write):
            write.write_text(text, encoding="utf-8")
    else:
        out.print(text, markup=False, soft_wrap=True, highlight=False, end="")


def serve(
    host: Annotated[str | None, typer.Option(help="the address to listen on [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="the port to listen on [default: 8000]")] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, help="processes that answer; 0: the server itself, which can stop no query"),
    ] = None,
    engine: Annotated[str | None, typer.Option(help="put this SPARQL endpoint behind the API, or several")] = None,
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Serve the current release: /sparql, /graphql, /health and a page. All settings: api/README.md."""
    # The graph never imports the web; only this command, when it is asked to serve, starts it.
    from api.serve import chosen, run  # noqa: TID251

    run(releases, chosen(host, port, engine, workers))

"""The command line: `kg check`, `kg build`, `kg ask`, `kg why`, `kg serve`, and what `kg/commands` adds."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kg import ask as asking
from kg.build import FaultyEvidence, build, read_sources
from kg.commands import cohorts, databases, export, papers, resolve
from kg.commands.sources import sources
from kg.errors import KgError
from kg.explain import explain, spelled
from kg.inputs import Inputs
from kg.release import NoRelease, Release, current
from kg.settings import cohorts_folder, databases_folder, releases_folder, sources_folder
from kg.sources.databases.release_schema import release_schema
from kg.sources.evidence import days_to_come
from kg.sources.schema import json_schema

app = typer.Typer(
    help="The CSF1R knowledge graph: build it, ask it, serve it. Research data, no medical advice.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
paper = typer.Typer(help="Papers: start or complete evidence files.", no_args_is_help=True)
exports = typer.Typer(help="The current release in the forms of others.", no_args_is_help=True)
app.add_typer(paper, name="paper")
app.add_typer(exports, name="export")
paper.command("new")(papers.paper_new)
app.command("cite")(papers.cite_command)
exports.command("tables")(export.tables)
exports.command("phenopackets")(export.phenopackets)
exports.command("crate")(export.crate)
exports.command("nanopubs")(export.nanopubs)
imports = typer.Typer(help="What others hold of people and of variants.", no_args_is_help=True)
app.add_typer(imports, name="import")
imports.command("phenopackets")(cohorts.import_phenopackets)
imports.command("clinvar")(databases.import_clinvar)
imports.command("gnomad")(databases.import_gnomad)
app.command("remove")(cohorts.remove)
app.command("resolve")(resolve.resolve)
app.add_typer(sources, name="sources")
out = Console()
err = Console(stderr=True, highlight=False)

Releases = Annotated[Path, typer.Option("--releases", help="the folder of releases", envvar="KG_RELEASES")]
Evidence = Annotated[Path | None, typer.Option("--evidence", help="another folder of evidence files")]
Reference = Annotated[Path | None, typer.Option("--reference", help="another folder of reference data")]


def main() -> None:
    """Run a command; an error meant for a person is printed without a trace, and ends with status 1."""
    try:
        app()
    except KgError as error:
        err.print(f"kg: {error}", markup=False, soft_wrap=True)
        sys.exit(1)


def _inputs(evidence: Path | None, reference: Path | None, all_diseases: bool = False) -> Inputs:
    shipped = Inputs.pinned(sources_folder(), all_diseases)
    for folder in (evidence, reference):
        if folder is not None and not folder.is_dir():
            raise NoRelease(f"{folder} is not a folder")
    chosen = shipped.over(evidence or shipped.evidence, reference or shipped.reference)
    return replace(chosen, cohorts=cohorts_folder(), databases=databases_folder())


@app.command()
def check(evidence: Evidence = None, reference: Reference = None) -> None:
    """List every fault of every evidence file: place, what is wrong, what would be right."""
    try:
        sources = read_sources(_inputs(evidence, reference), lambda _: None)
    except FaultyEvidence as faulty:
        for fault in faulty.report:
            err.print(str(fault), markup=False, soft_wrap=True)
        err.print(f"{len(faulty.report.fatal)} errors, {len(faulty.report.warnings)} warnings")
        raise typer.Exit(1) from faulty
    to_come = days_to_come(sources.records, datetime.now().astimezone().date())
    for fault in (*sources.report, *to_come):
        out.print(str(fault), markup=False, soft_wrap=True, highlight=False)
    out.print(f"{len(sources.records)} files without errors, {len(sources.report.warnings)} warnings (kept as doubts)")


@app.command("build")
def build_command(
    evidence: Evidence = None,
    reference: Reference = None,
    releases: Releases = releases_folder(),  # noqa: B008 - typer reads the default once
    all_diseases: Annotated[bool, typer.Option(help="load HPO's annotations of every disease")] = False,
    force: Annotated[bool, typer.Option(help="build even when nothing changed")] = False,
) -> None:
    """Build a release; any fault stops it and leaves the former release as it is."""
    release = build(_inputs(evidence, reference, all_diseases), releases, lambda step: err.print(f"  {step}"), force)
    _summary(release)


def _summary(release: Release) -> None:
    about = release.manifest
    table = Table(title=f"{about['title']}, release of {about['issued']}", show_header=False)
    for what, number in about["account"].items():
        table.add_row(what, f"{number:,}")
    table.add_row("triples", f"{about['triples']:,}")
    table.add_row("of these inferred", f"{about['reasoning']['inferred']:,}")
    table.add_section()
    for part in about["share"]:
        sign = "about " if part["approximate"] else ""
        table.add_row(part["what"], f"{part['held']} of {sign}{part['of']} ({part['held'] / part['of']:.0%})")
    out.print(table)
    for left in about["left_out"]:
        out.print(f"left out: {left['paper']}, {left['case']}: {left['reason']}", markup=False)
    out.print(f"{len(about['warnings'])} warnings travel with the facts as doubts; {release.folder}")


@app.command()
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
    asking.show(current(releases).engine(), found.text, form, out)


@app.command()
def why(
    subject: Annotated[str, typer.Argument(help="an IRI or a short name such as case:pmid-0000001/toy-woman")],
    target: Annotated[str, typer.Argument(help="a class, or a property when a third argument follows")],
    value: Annotated[str | None, typer.Argument(help="what the property leads to")] = None,
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Say why SUBJECT is of a CLASS, or why SUBJECT PROPERTY OBJECT holds: the facts and the axiom."""
    wanted = spelled(subject, target, value)
    inputs = _inputs(None, None)
    inputs.verify("hp")
    for told in explain(current(releases), wanted, inputs.hpo):
        out.print(told, markup=False, soft_wrap=True, highlight=False)


@app.command()
def schema(
    write: Annotated[Path | None, typer.Option("--write", help="write it to this file")] = None,
    database: Annotated[bool, typer.Option("--database", help="that of a database release")] = False,
) -> None:
    """Print the JSON Schema of an evidence file, or of a database release."""
    text = release_schema() if database else json_schema()
    if write:
        write.write_text(text, encoding="utf-8")
    else:
        out.print(text, markup=False, soft_wrap=True, highlight=False, end="")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="the address to listen on [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="the port to listen on [default: 8000]")] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, help="processes that answer; 0: the server itself, which can stop no query"),
    ] = None,
    engine: Annotated[str | None, typer.Option(help="put this SPARQL endpoint behind the API instead")] = None,
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Serve the current release: /sparql, /graphql, /health and a page. All settings: api/README.md."""
    # The graph never imports the web; only this command, when it is asked to serve, starts it.
    from api.serve import chosen, run  # noqa: TID251

    settings = chosen(host, port, engine, workers)
    try:
        release = current(releases)
    except NoRelease:
        if not settings.engine:
            raise
        release = None
    run(release, settings)

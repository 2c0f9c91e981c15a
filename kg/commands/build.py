"""`kg check` and `kg build`: the evidence to a release, or every fault that stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer
from rich.table import Table

from kg.build.account import proposed
from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.build.sources import FaultyEvidence, read_sources
from kg.commands.against import quotes_stand
from kg.commands.consoles import err, note, out, say
from kg.commands.spreading import On, ProcessesOption, spread_of
from kg.errors import FaultyInput
from kg.release import NoRelease, Release
from kg.settings import PACKAGE, cohorts_folder, databases_folder, releases_folder, sources_folder
from kg.sources.evidence import days_to_come

Releases = Annotated[Path, typer.Option("--releases", help="the folder of releases", envvar="KG_RELEASES")]
Evidence = Annotated[Path | None, typer.Option("--evidence", help="another folder of evidence files")]
Reference = Annotated[Path | None, typer.Option("--reference", help="another folder of reference data")]


def given_inputs(evidence: Path | None, reference: Path | None, all_diseases: bool = False) -> Inputs:
    """What is read: all that ships or was imported, or other folders in the place of some."""
    for folder in (evidence, reference):
        if folder is not None and not folder.is_dir():
            raise NoRelease(f"{folder} is not a folder")
    chosen = Inputs.pinned(sources_folder(), all_diseases).over(evidence, reference)
    return replace(chosen, cohorts=cohorts_folder(), databases=databases_folder())


def check(
    file: Annotated[Path | None, typer.Argument(help="the evidence file whose quotes are held against TEXT")] = None,
    evidence: Evidence = None,
    reference: Reference = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against", metavar="TEXT", help="a paper's text: whether all quotes stand in it; again for more"
        ),
    ] = None,
) -> None:
    """List every fault of every evidence file: place, what is wrong, what would be right.

    With --against, list the quotes that do not stand in the text of their paper any more, or stand elsewhere in it; a
    supplement is named likewise (--against TEXT --against TABLE.csv).
    """
    if against:
        if not quotes_stand(against, file, evidence or PACKAGE / "evidence"):
            raise typer.Exit(1)
        return
    if file is not None:
        raise FaultyInput(f"{file} is checked with all others: `kg check`, or with --against TEXT for its quotes")
    try:
        sources = read_sources(given_inputs(evidence, reference), lambda _: None)
    except FaultyEvidence as faulty:
        note(*map(str, faulty.report))
        err.print(f"{len(faulty.report.fatal)} errors, {len(faulty.report.warnings)} warnings")
        raise typer.Exit(1) from faulty
    to_come = days_to_come(sources.records, datetime.now().astimezone().date())
    say(*map(str, (*sources.report, *to_come)))
    say(*(_waiting(one, evidence or PACKAGE / "evidence") for one in proposed(sources.pending)))
    out.print(f"{len(sources.records)} files without errors, {len(sources.report.warnings)} warnings (kept as doubts)")


def _waiting(one: Mapping[str, Any], folder: Path) -> str:
    """What waits in a file for somebody to decide."""
    counts = ", ".join(f"{number} {kind}" for kind, number in one.items() if kind != "file")
    path = quote(str(folder / one["file"]))
    return f"{one['file']}: {counts} proposed, which nobody has accepted (kg paper review {path})"


def build_command(
    evidence: Evidence = None,
    reference: Reference = None,
    releases: Releases = releases_folder(),  # noqa: B008 - typer reads the default once
    all_diseases: Annotated[bool, typer.Option(help="load HPO's annotations of every disease")] = False,
    force: Annotated[bool, typer.Option(help="build even when nothing changed")] = False,
    processes: ProcessesOption = None,
    on: On = None,
) -> None:
    """Build a release; any fault stops it and leaves the former release as it is."""
    spread = spread_of(processes, on)
    inputs = given_inputs(evidence, reference, all_diseases)
    release = build(inputs, releases, lambda step: err.print(f"  {step}"), force, spread)
    _summary(release, inputs.evidence)


def _summary(release: Release, evidence: Path) -> None:
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
    say(*(f"left out: {_waiting(one, evidence)}" for one in about.get("proposed", ())))
    out.print(f"{len(about['warnings'])} warnings travel with the facts as doubts; {release.folder}")

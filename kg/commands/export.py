"""`kg export ...`: the current release in the forms of others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.build.inputs import Inputs
from kg.commands.consoles import err, say
from kg.export.crate import export_crate
from kg.export.files import FORMATS
from kg.export.nanopub_file import write_nanopubs
from kg.export.nanopubs import nanopubs as made
from kg.export.packets import FORMS, export_packets
from kg.export.tables import export_tables
from kg.lexicon import Lexicon
from kg.release import current
from kg.settings import releases_folder


def tables(
    folder: Annotated[Path, typer.Argument(help="a new folder, an empty one, or one of a former export")],
    form: Annotated[str, typer.Option("--format", help=" or ".join(FORMATS))] = "csv",
    releases: Path = releases_folder(),  # noqa: B008 - typer reads the default once
    quote_formulas: Annotated[
        bool, typer.Option("--quote-formulas", help="an apostrophe before texts that a spreadsheet would run")
    ] = False,
) -> None:
    """Write the current release as tidy tables with a data dictionary (Frictionless Data Package)."""
    for one in export_tables(current(releases), folder, form, quote_formulas=quote_formulas):
        say(f"{one.rows:>8,}  {one.path}")


def crate(
    target: Annotated[Path, typer.Argument(help="a new folder, one of a former crate, or an archive: NAME.zip")],
    releases: Path = releases_folder(),  # noqa: B008
) -> None:
    """Write the whole release as one download that describes itself: dataset, tables, ontology, queries (RO-Crate)."""
    beside = Inputs.shipped().beside()
    for name, files, size in export_crate(current(releases), target, beside, lambda step: err.print(f"  {step}")):
        say(f"{files:>8,} files {size:>16,} bytes  {name}")


def nanopubs(
    file: Annotated[Path, typer.Argument(help="the file to write, in TriG; packed where its name ends in .gz")],
    paper: Annotated[
        list[str] | None, typer.Option("--paper", help="only what this paper says: PMID, DOI, key")
    ] = None,
    releases: Path = releases_folder(),  # noqa: B008
) -> None:
    """Write each finding and genotype of a person as a nanopublication: what is said, by whom, how it was read."""
    release = current(releases)
    engine = Lexicon.lend(release.engine(), release.folder)
    for kind, number in sorted(write_nanopubs(file, made(engine, release.manifest, paper or ())).items()):
        say(f"{number:>8,}  {kind}")


def phenopackets(
    folder: Annotated[Path, typer.Argument(help="a new folder, an empty one, or one of a former export")],
    cohort: Annotated[str | None, typer.Option("--cohort", help="only the cases of this imported cohort")] = None,
    paper: Annotated[
        str | None, typer.Option("--paper", help="only the cases of this paper: its key, or PMID:...")
    ] = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMS))] = "folder",
    plain_zygosity: Annotated[
        bool,
        typer.Option(help="allelicState only if hetero-, homo- or hemizygous: GPSEA 0.10 stops at any other"),
    ] = False,
    releases: Path = releases_folder(),  # noqa: B008
) -> None:
    """Write the persons of the current release as GA4GH phenopackets (schema 2.0), one a person; default: all cases."""
    done = export_packets(current(releases), folder, form, cohort, paper, plain_zygosity=plain_zygosity)
    say(*done.lines())

"""`kg import clinvar` and `kg import gnomad`: what databases say of our variants, in graphs of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.build.imported import our_variants
from kg.build.inputs import Inputs
from kg.build.sources import read_sources
from kg.commands.imported import step, tell
from kg.imports import database_work as databases
from kg.imports.database_work import DatabaseImport
from kg.settings import cohorts_folder, databases_folder, sources_folder

File = Annotated[Path, typer.Argument(help="the file, plain or gzip")]
Genes = Annotated[str, typer.Option("--genes", help="symbols joined by commas [default: those of the reference data]")]
Release = Annotated[str | None, typer.Option("--release", help="which release the file is of, where it does not say")]
Every = Annotated[bool, typer.Option("--all", help="keep variants, too, that no paper here names")]
Strict = Annotated[bool, typer.Option("--strict", help="import nothing where one row is faulty")]
Evidence = Annotated[Path | None, typer.Option("--evidence", help="another folder of evidence files")]
Reference = Annotated[Path | None, typer.Option("--reference", help="another folder of reference data")]
Databases = Annotated[Path, typer.Option("--databases", help="the folder of databases", envvar="KG_DATABASES")]


def import_clinvar(
    file: File,
    genes: Genes = "",
    release: Release = None,
    every: Every = False,
    strict: Strict = False,
    evidence: Evidence = None,
    reference: Reference = None,
    folder: Databases = databases_folder(),  # noqa: B008 - typer reads the default once
) -> None:
    """Import ClinVar's variant_summary.txt or VCV XML: what it says of our variants; then build.

    A faulty row is left out and told. An import takes the place of the one before.
    """
    asked = _asked(file, genes, evidence, reference, release=release, every=every, strict=strict)
    tell(databases.import_clinvar(asked, folder), folder)


def import_gnomad(
    file: File,
    genes: Genes = "",
    release: Release = None,
    every: Every = False,
    strict: Strict = False,
    evidence: Evidence = None,
    reference: Reference = None,
    folder: Databases = databases_folder(),  # noqa: B008
) -> None:
    """Import allele frequencies, as the gnomAD browser exports them, of our variants; then build."""
    asked = _asked(file, genes, evidence, reference, release=release, every=every, strict=strict)
    tell(databases.import_gnomad(asked, folder), folder)


def _asked(file: Path, genes: str, evidence: Path | None, reference: Path | None, **more: Any) -> DatabaseImport:
    # Sources and cohorts are those of `kg build`, so that both see the same variants.
    inputs = replace(Inputs.pinned(sources_folder()).over(evidence, reference), cohorts=cohorts_folder())
    sources = read_sources(inputs, lambda _: None)
    return DatabaseImport(
        source=file,
        reference=sources.reference,
        ours=our_variants(inputs, sources.records, sources.releases, step),
        genes=tuple(filter(None, (one.strip() for one in genes.split(",")))),
        tell=step,
        **more,
    )

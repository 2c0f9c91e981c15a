"""`kg import phenopackets` and `kg remove`: other people's cohorts in, and out again."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from kg.build.inputs import Inputs
from kg.build.sources import read_sources
from kg.commands.consoles import say
from kg.commands.imported import step, tell
from kg.commands.spreading import On, ProcessesOption, spread_of
from kg.imports.cohorts import import_cohort, remove_cohort
from kg.imports.databases import NAMES, remove_database
from kg.settings import cohorts_folder, databases_folder, sources_folder
from kg.sources.hpo import read_hpo
from kg.sources.phenopackets import KnownGenes
from kg.triples.computed import names_of

Cohorts = Annotated[Path, typer.Option("--cohorts", help="the folder of cohorts", envvar="KG_COHORTS")]


def import_phenopackets(
    source: Annotated[str, typer.Argument(help="a folder, a file (.json, .jsonl), a ZIP archive, or - for a pipe")],
    name: Annotated[str, typer.Option("--name", help="what the cohort is called: a-z, 0-9 and hyphens")],
    licence: Annotated[str, typer.Option("--licence", help="under which it was given: an address, or in words")],
    strict: Annotated[bool, typer.Option("--strict", help="refuse a packet with a fault, and import nothing")] = False,
    hpo: Annotated[Path | None, typer.Option("--hpo", help="another hp.obo, hp.json or hp.owl")] = None,
    reference: Annotated[Path | None, typer.Option("--reference", help="another folder of reference data")] = None,
    processes: ProcessesOption = None,
    on: On = None,
    cohorts: Cohorts = cohorts_folder(),  # noqa: B008 - typer reads the default once
) -> None:
    """Import GA4GH phenopackets (schema 2) as the cohort NAME, in the place of one of that name; then build.

    A fault in one entry leaves that entry out, one that concerns the whole packet the packet; each is told.
    """
    gc.set_threshold(50_000, 20, 20)  # what is read here stays till the end, and is seldom looked through for rubbish
    inputs = Inputs.pinned(sources_folder())
    sources = read_sources(inputs.over(None, reference), lambda _: None)
    terms = read_hpo(hpo) if hpo else sources.hpo
    genes = KnownGenes.of(sources.reference.genes, names_of(sources.records))
    spread = spread_of(processes, on, copied=True)
    report = import_cohort(source, name, licence, cohorts, terms, strict, step, genes, spread)
    tell(report, cohorts)


def remove(
    name: Annotated[str, typer.Argument(help="the cohort's name, or clinvar, or gnomad")],
    cohorts: Cohorts = cohorts_folder(),  # noqa: B008
) -> None:
    """Take an imported cohort out, or what was imported from clinvar or gnomad; the next build is without it."""
    if name in NAMES:
        remove_database(name, databases_folder(), step)
    else:
        remove_cohort(name, cohorts, step)
    what = name if name in NAMES else f"the cohort {name}"
    say(f"{what} is gone; `kg build` makes a release without it")

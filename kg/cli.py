"""The command line: the names of the commands, which lie in `kg/commands` and are imported when they are called."""

from __future__ import annotations

import signal
import sys

from rich.console import Console

from kg.commands.lazily import group, made
from kg.errors import KgError, in_words

app = group(
    "The CSF1R knowledge graph: build it, ask it, serve it. Research data, no medical advice.",
    "cite=papers:cite_command remove=cohorts:remove resolve=resolve:resolve check=build:check build=build:build_command"
    " term=terms:term load=load:load ask=ask:ask why=ask:why schema=ask:schema serve=ask:serve report=told:report"
    " coverage=coverage:coverage curate=curate:curate",
)
paper = group(
    "Papers: their evidence files started, read, decided on, completed, and held beside each other.",
    "new=papers:paper_new read=reading:paper_read review=review:paper_review table=tables:paper_table"
    " compare=compared:paper_compare",
)
exports = group(
    "The current release in the forms of others.",
    "tables=export:tables phenopackets=export:phenopackets crate=export:crate nanopubs=export:nanopubs",
)
imports = group(
    "What others hold of people and of variants.",
    "phenopackets=cohorts:import_phenopackets clinvar=databases:import_clinvar gnomad=databases:import_gnomad",
)
sources = group(
    "The ontologies a build reads: which release, and newer ones in their place.",
    "list=sources:listing update=sources:update compare=sources:compare reset=sources:reset_command",
    alone="sources:table",
)
analyses = made(
    "Which findings go with which genotype, and how sure is that: frequencies, tests, curves.",
    "analyse:commands",
    alone="analyse:listing",
)
for name, commands in {
    "analyse": analyses,
    "paper": paper,
    "export": exports,
    "import": imports,
    "sources": sources,
}.items():
    app.add_typer(commands, name=name)


def main() -> None:
    """Run a command; an error meant for a person is printed without a trace, and ends with status 1."""
    # So that whoever ends a command ends what it runs, and what it has begun is taken back.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        app()
    except (KgError, OSError) as error:
        told = in_words(error) if isinstance(error, OSError) and error.errno else error
        Console(stderr=True, highlight=False).print(f"kg: {told}", markup=False, soft_wrap=True)
        sys.exit(1)

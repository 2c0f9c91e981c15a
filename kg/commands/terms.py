"""`kg term`: a term of HPO by words, for whoever writes an evidence file by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.build.inputs import Inputs
from kg.commands.consoles import say
from kg.reading.findings.names.matched import matched_texts
from kg.reading.findings.term_search import MOST, FoundKey, FoundTerm, TermSearch
from kg.settings import sources_folder
from kg.sources.hpo import read_hpo
from kg.sources.reference import read_reference


def term(
    words: Annotated[list[str], typer.Argument(help="words of a name in any order, or an id")],
    most: Annotated[int, typer.Option("--most", min=1, help="how many terms are shown")] = MOST,
) -> None:
    """Find terms of HPO by WORDS: what they are called, and how often our evidence has them; status 1 where none is.

    Asked is the HPO that a build reads, so no release is needed. Keys of our imaging vocabulary stand below.
    """
    inputs = Inputs.pinned(sources_folder())
    inputs.verify("hp")
    vocabulary = read_reference(inputs.reference).vocabulary_document
    lookup, asked = TermSearch(read_hpo(inputs.hpo), vocabulary, matched_texts(inputs.evidence)), " ".join(words)
    found, keys = lookup.terms(asked, most), lookup.keys(asked)
    say(*(line for one in found for line in _lines(one)), *map(_key, keys))
    if not found:
        say(lookup.obsolete(asked) or f"no term is called {asked[:200]!r}; fewer words, or others, may find one")
        raise typer.Exit(1)


def _lines(found: FoundTerm) -> list[str]:
    name = "" if found.matched == found.label else f"  [{found.matched}]"
    used = f"  (our evidence: {found.used}, papers: {found.papers})" if found.used else ""
    lines = [f"{found.id}  {found.label}{name}{used}"]
    return [*lines, f"  {found.rewrite}"] if found.rewrite else lines


def _key(found: FoundKey) -> str:
    return f"{found.table}: {found.key}  {found.label}" + (f"  {found.hpo}" if found.hpo else "")

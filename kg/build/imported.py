"""The graphs of what was imported, with what follows for people of cohorts from what only a build knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from kg.build.dataset import Dataset
from kg.build.inputs import Inputs
from kg.build.snapshot import Snapshot
from kg.build.sources import Sources
from kg.errors import FaultyInput
from kg.imports.cohorts import cohorts
from kg.imports.further import further
from kg.imports.join import Ours
from kg.imports.shelf import Imported, variant_lines
from kg.infer.facts import resource
from kg.infer.follow import Knowledge
from kg.lock import held
from kg.model import Record
from kg.model.database import DatabaseRelease
from kg.names import graph, term
from kg.report import Tell
from kg.triples.computed import same_protein, told_names
from kg.triples.effect import worked_out_triples
from kg.triples.known import known_variants, named_in
from kg.triples.terms import Triple, iri
from kg.triples.variant import variant_iri

SAME: Final = term("possiblySameVariantAs")
OTHERS: Final = ", joined to other variants than there are now; import it again"


def put_imports(
    dataset: Dataset,
    snapshot: Snapshot,
    sources: Sources,
    known: Iterable[Triple],
    knowledge: Knowledge,
    tell: Tell,
) -> None:
    """Add cohorts, what follows for them from what only a build knows, and databases.

    Raises `FaultyInput` where a cohort is called as a paper: their people would have the same IRIs.
    """
    papers = {record.paper.key for record in sources.records}
    if same := [cohort.name for cohort in snapshot.cohorts if cohort.name in papers]:
        what = f"{' and '.join(same)}: a cohort is called as a paper is, so that people of both would be one"
        raise FaultyInput(f"{what}; right would be to import it by another --name, and `kg remove {same[0]}`")
    there = []
    for cohort in snapshot.cohorts:
        tell(f"cohorts: {cohort.name}")
        there.append(dataset.put_kept(cohort))
    if there:
        effects = dataset.put(graph("computed"), _effects_in(there, sources))
        followed = further(there, dataset.number(), (*known, *effects), knowledge)
        dataset.put(graph("inferred"), chain(followed, _other_way(effects)))
    ours = _joinable(there, sources.records, sources.releases) if snapshot.databases else Ours()
    for database in snapshot.databases:
        tell(f"databases: {database.name}" + ("" if database.knew(ours) else OTHERS))
        dataset.put_kept(database)
    dataset.lines.settle()


def our_variants(
    inputs: Inputs, records: Iterable[Record], shipped: Iterable[DatabaseRelease] = (), tell: Tell = lambda _: None
) -> Ours:
    """The variants that databases are joined to: those of papers, of imported cohorts, and of releases that ship."""
    with held("kg import", reads=(inputs.cohorts,), tell=tell):
        return _joinable(cohorts(inputs.cohorts), records, shipped)


def _effects_in(there: Iterable[Imported], sources: Sources) -> Iterator[Triple]:
    """What the gene model gives for the variants that only cohorts name, and which variants of anybody they may be."""
    genes, words = sources.reference.genes, sources.reference.vocabulary
    others = told_names(sources.records, (name for one in sources.releases for name in one.names))
    own = {variant_iri(name) for name in others}
    variants = known_variants(told_names(sources.records, {*others, *named_in(variant_lines(there), genes)}), genes)
    for one in variants:
        if one.iri not in own:
            yield from worked_out_triples(one, words)
    for link in same_protein(variants):
        if link[0] not in own or resource(link[2]) not in own:
            yield link


def _other_way(effects: Iterable[Triple]) -> Iterator[Triple]:
    """Each link between two variants the other way round: people are followed one by one, and not all carry both."""
    for one, link, other in effects:
        if link == SAME and (variant := resource(other)):
            yield variant, link, iri(one)


def _joinable(there: Iterable[Imported], records: Iterable[Record], shipped: Iterable[DatabaseRelease]) -> Ours:
    ours = Ours.of(records, variant_lines(there))
    for name in (name for release in shipped for name in release.names):
        ours.add(variant_iri(name))
    return ours

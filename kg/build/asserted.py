"""The graphs of what is asserted: the ontology, HPO and its annotations, mappings, papers, databases that ship."""

from __future__ import annotations

from itertools import chain

from kg.build.dataset import Dataset
from kg.build.inputs import Inputs
from kg.build.sources import Sources
from kg.names import graph
from kg.report import Tell
from kg.sources.hpoa import read_hpoa
from kg.triples.computed import computed_triples, told_names
from kg.triples.effect import existing
from kg.triples.hpo import annotation_triples, hpo_triples, renewed
from kg.triples.known import known_variants
from kg.triples.mappings import mapping_triples
from kg.triples.record import record_triples
from kg.triples.reference import reference_triples
from kg.triples.releases import database_triples, release_graph
from kg.triples.terms import Triple
from kg.triples.turtle import statements


def put_asserted(dataset: Dataset, inputs: Inputs, sources: Sources, tell: Tell) -> list[Triple]:
    """Write every asserted graph; return the triples about things of ours, which inference works on."""
    hpo, reference, records, shipped = sources.hpo, sources.reference, sources.records, sources.releases
    tell("triples: ontology, HPO and its disease annotations")
    dataset.put_lines(graph("ontology"), renewed(statements(inputs.ontology_files()), hpo))
    dataset.put(graph("hpo"), hpo_triples(hpo))
    annotations = read_hpoa(inputs.hpoa, None if inputs.all_diseases else reference.diseases.keys())
    dataset.put(graph("hpoa"), chain.from_iterable(map(annotation_triples, annotations)))
    for path in inputs.mapping_files():
        dataset.put(graph("mappings"), mapping_triples(path))
    tell(f"triples: {len(records)} papers")
    facts = dataset.put(graph("reference"), reference_triples(reference))
    words, names = reference.vocabulary, told_names(records, (name for one in shipped for name in one.names))
    variants = known_variants(names, reference.genes)
    facts += dataset.put(graph("shared"), existing(names, variants))
    for record in records:
        facts += dataset.put(graph("paper", record.paper.key), record_triples(record, reference, sources.report))
    held = {record.paper.pmid: record.paper.key for record in records if record.paper.pmid}
    for release in shipped:
        tell(f"triples: {release.database} {release.release}")
        facts += dataset.put(release_graph(release), database_triples(release, held))
    facts += dataset.put(graph("computed"), computed_triples(records, variants, words))
    return sorted(set(facts))

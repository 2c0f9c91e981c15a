"""Reference data as a graph: diseases and their names, the imaging vocabulary, criteria, scales, differentials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.model.vocabulary import Code, Vocabulary
from kg.model.words import LOOKS, Status
from kg.names import RDFS, SCHEMES, SKOS, digest, expand, mint, slug, term
from kg.sources.reference import ReferenceData
from kg.triples.accessions import accession_triples
from kg.triples.criteria import NUMBERS, bound_triples, item_iri, rule_triples
from kg.triples.gene import external, gene_triples
from kg.triples.observation import modality, region, sequence
from kg.triples.terms import LABEL, Triple, boolean, called, decimal, integer, iri, is_a, text, texts, uri

Tree = Mapping[str, Any]
# Found by, never shown (SKOS, section 5.1).
_PHRASE = SKOS + "hiddenLabel"
# What an item is called by, best first.
_TITLES = ("text", "measure", "item", "name", "says", "hgvs_p", "change", "role", "check", "id")


def reference_triples(reference: ReferenceData) -> Iterator[Triple]:
    """All of it."""
    for gene in reference.genes.values():
        yield from gene_triples(gene)
    yield from accession_triples(reference.gene_document)
    yield from disease_triples(reference.gene_document)
    yield from vocabulary_triples(reference.vocabulary)
    yield from criteria_triples(reference.criteria)
    for name, row, sources in (
        *loose_statistics(reference.criteria),
        *protein_blocks(reference.gene_document),
        *finding_blocks(reference.vocabulary_document),
    ):
        yield from block_triples(name, row, sources)


def vocabulary_triples(words: Vocabulary) -> Iterator[Triple]:
    """Modalities, sequences and regions, with the terms of others that were read for them."""
    for key, concept in words.modalities.items():
        yield from _concept(modality(key), "Modality", concept.label, concept.codes, concept.note)
        if concept.scan:
            yield from is_a(modality(key), "ScanModality")
    for key, concept in words.sequences_by_key.items():
        yield from _concept(sequence(key), "Sequence", concept.label, concept.codes, concept.note)
    for key, place in words.regions_by_key.items():
        yield from _concept(region(words, key), "Region", place.label, place.codes, place.note)
        for larger in place.within:
            yield region(words, key), term("within"), iri(region(words, larger))
    for table in words.tables.values():
        for word in table:
            yield expand(word.id), LABEL, text(word.label)
            for phrase in word.use_for:
                if phrase != word.label and not phrase.startswith("c."):  # `c.N+1` is a pattern
                    yield expand(word.id), _PHRASE, text(phrase)
    yield from _phrases(words)


def _phrases(words: Vocabulary) -> Iterator[Triple]:
    """What papers write for one modality, sequence or region; a phrase for several is no name of any."""
    for table, name in (
        (words.modality_phrases, modality),
        (words.sequence_phrases, sequence),
        (words.region_phrases, lambda key: region(words, key)),
    ):
        for phrase, keys in table.items():
            if len(keys) == 1:
                yield name(keys[0]), _PHRASE, text(phrase)


def _concept(subject: str, kind: str, label: str, codes: tuple[Code, ...], note: str | None) -> Iterator[Triple]:
    yield from called(subject, label, kind)
    yield from texts(subject, term("note"), note)
    for code in codes:
        written = code.id if ":" in code.id else f"{code.scheme}:{code.id}"
        yield subject, SKOS + "notation", text(written)


def disease_triples(gene_document: Tree) -> Iterator[Triple]:
    """The diseases of the gene, each under its best identifier (MONDO, else the first that has a namespace)."""
    gene = gene_document["gene"]["symbol"]
    for disease in gene_document.get("diseases", ()):
        identifiers = [(row["scheme"], str(row["id"])) for row in disease.get("identifiers", ())]
        own = [pair for pair in identifiers if pair[0] == "MONDO"] or identifiers
        subject = expand(own[0][1])
        yield from called(subject, disease["name"], "Disease")
        yield subject, term("ofGene"), iri(mint("gene", gene))
        yield from texts(subject, term("inheritance"), disease.get("inheritance"))
        for scheme, identifier in identifiers:
            # "MONDO (obsolete)", "UMLS (series)", a phenotypic series: near it, not the disease itself.
            if expand_or_none(identifier) != subject and "(" not in scheme and "series" not in scheme:
                yield from external(subject, scheme, identifier)
        names = dict.fromkeys([*_names(disease["name"]), *disease.get("synonyms", ())])
        yield from texts(subject, SKOS + "altLabel", *names)
        yield from texts(subject, term("note"), disease.get("notes"))


def _names(name: str) -> Iterator[str]:
    """The names inside a name with brackets: what stands before them, and what in them begins with a capital.

    >>> [*_names("diffuse disease 1 (DD1; Toy disease)")], [*_names("toy disorder (umbrella)")], [*_names("plain")]
    (['diffuse disease 1', 'DD1', 'Toy disease'], ['toy disorder'], [])
    """
    own, bracket, rest = name.partition(" (")
    if bracket:
        yield own
        yield from (one for one in rest.removesuffix(")").split("; ") if one[:1].isupper())


def expand_or_none(identifier: str) -> str | None:
    """The IRI of a CURIE, or None where its namespace is not known."""
    prefix = identifier.partition(":")[0]
    return expand(identifier) if ":" in identifier and (prefix in SCHEMES or prefix == "MONDO") else None


def criteria_triples(document: Tree) -> Iterator[Triple]:
    """Diagnostic criteria, severity scales, differential diagnoses and recommendations, with what was read."""
    sources = document.get("sources", {})
    for kind, rows in (
        ("DiagnosticCriteria", document.get("diagnostic_criteria", ())),
        ("SeverityScale", document.get("severity_scales", ())),
        ("DifferentialDiagnosis", document.get("differential_diagnosis", ())),
        ("ImagingRecommendation", document.get("imaging_recommendations", ())),
    ):
        for row in rows:
            name = row.get("name") or row.get("disease") or row.get("by")
            subject = mint("reference", slug(kind), row.get("id") or slug(name))
            yield from called(subject, name, kind)
            yield from _sources(subject, row.get("source", ()), sources)
            if kind == "DiagnosticCriteria":
                yield from rule_triples(subject, row)
            for key, value in row.items():
                if key not in ("id", "name", "disease", "by", "source"):
                    yield from _items(subject, key, value, sources)


def _sources(subject: str, keys: Any, sources: Tree) -> Iterator[Triple]:
    for key in [keys] if isinstance(keys, str) else keys:
        source = sources.get(key, {})
        addresses = source.get("url", ())
        for address in [addresses] if isinstance(addresses, str) else addresses:
            yield subject, term("readAt"), uri(address)
        pmid = source.get("paper", {}).get("pmid")
        if pmid:
            yield subject, term("reportedIn"), iri(mint("paper", f"pmid-{pmid}"))
        if "text_read" in source:
            yield subject, term("readingStated"), text(str(source["text_read"]))


def _items(subject: str, key: str, value: Any, sources: Tree) -> Iterator[Triple]:
    """Every entry below a criterion, scale or differential, as items that keep their key and their words."""
    if isinstance(value, list):
        for entry in value:
            yield from _items(subject, key, entry, sources)
        return
    node = item_iri(subject, key, value)
    yield subject, term("hasItem"), iri(node)
    yield from is_a(node, "CriterionItem")
    yield node, term("role"), text(key.replace("_", " "))
    if not isinstance(value, dict):
        yield node, LABEL, text(str(value))
        return
    best = next((value[name] for name in _TITLES if name in value), key)
    yield node, LABEL, text(str(best).replace("_", " "))
    yield from bound_triples(node, value)
    for name, fact in value.items():
        if name in NUMBERS or name in ("severity", "class", "rule", "read"):
            continue
        if name == "hpo" and isinstance(fact, str):
            absent = value.get("status") == Status.ABSENT
            yield node, term("aboutAbsenceOf" if absent else "aboutTerm"), iri(expand(fact))
        elif name in LOOKS and (look := LOOKS[name].said(str(fact))):
            yield node, term("lookStated"), iri(look.iri)
        elif name == "source":
            yield from _sources(node, fact, sources)
        elif name in ("numerator", "denominator", "n") and isinstance(fact, int):
            yield node, term(name), integer(fact)
        elif name in ("percent", "mean", "sd") and isinstance(fact, int | float):
            yield node, term(name), decimal(fact)
        elif name == "second_hand":
            yield node, term("secondHand"), boolean(bool(fact))
        elif isinstance(fact, dict | list):
            yield from _items(node, name, fact, sources)
        else:
            yield node, RDFS + "comment", text(f"{name.replace('_', ' ')}: {fact}")


def loose_statistics(document: Tree) -> Iterator[tuple[str, Tree, Tree]]:
    """The figures of criteria.yaml that hang on no list above, as (name, row, sources) for `block_triples`."""
    sources = document.get("sources", {})
    for key in ("criteria_performance_elsewhere", "imaging_cohort_statistics", "epidemiology_seen_on_the_way"):
        for row in document.get(key, ()):
            yield key, row, sources
    for key, row in document.items():
        if isinstance(row, dict) and "statistics" in row and key != "sources":
            yield key, row, sources


def protein_blocks(document: Tree) -> Iterator[tuple[str, Tree, Tree]]:
    """What gene.yaml holds beside the gene model: sites, mutagenesis, other databases' variants, coordinates."""
    sources = document.get("sources", {})
    for key in ("uniprot_disease_variants", "uniprot_other_variants"):
        if key in document:
            yield key, document[key], sources
    for part, keys in (
        ("gene", ("coordinates", "exon_counts_as_stated", "other_refseq_accessions")),
        ("protein", ("isoforms", "sites", "ligands", "mutagenesis", "domains_other_sources")),
    ):
        for key in keys:
            if key in document.get(part, {}):
                yield f"{part} {key}", {key: document[part][key]}, sources


def finding_blocks(document: Tree) -> Iterator[tuple[str, Tree, Tree]]:
    """Which source shows which finding of the imaging vocabulary, in the vocabulary's words."""
    sources = document.get("sources", {})
    for finding in document.get("findings", ()):
        if finding.get("seen_in"):
            yield finding["label"], {"seen in": finding["seen_in"]}, sources


def block_triples(name: str, row: Tree, sources: Tree) -> Iterator[Triple]:
    """A block of figures read beside the criteria."""
    subject = mint("reference", "figures", f"{slug(name)}-{digest(repr(row))}")
    yield from called(subject, str(row.get("group") or row.get("text") or name.replace("_", " ")), "ReferenceFigures")
    yield from _sources(subject, row.get("source", ()), sources)
    for key, value in row.items():
        if key != "source":
            yield from _items(subject, key, value, sources)

"""Single assertions as nanopublications: what one paper says of one finding or genotype of one person.

Four graphs each (https://nanopub.net/guidelines/working_draft/): the assertion is what the paper's own graph says, the
provenance is how it was read and from which paper, the publication info says which release, when, by whom and under
which licence. The name is a trusty URI. Inferred and computed statements go into none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.engine import Engine, RowTerm
from kg.export.trusty import HERE, Statement, artifact_code
from kg.export.works import iris
from kg.lexicon.spelling import PROLOGUE, references
from kg.names import BASE, DCTERMS, PROV, RDF, RDFS, SCHEMES, SKOS, XSD, graph, term
from kg.release.words import LICENCE

NP: Final = "http://www.nanopub.org/nschema#"
NPX: Final = "http://purl.org/nanopub/x/"
"""What a nanopublication is about, as its indexes ask: https://github.com/peta-pico/ontologies (nanopubx.ttl)."""
_OWN: Final = f"{BASE}np/{HERE}"
_HEAD, _ASSERTION, _PROVENANCE, _INFO = (f"{_OWN}#{name}" for name in ("Head", "assertion", "provenance", "pubinfo"))
_KINDS: Final = {
    term("hasFinding"): "present findings",
    term("hasExcludedFinding"): "excluded findings",
    term("hasGenotype"): "genotypes",
}
_SOURCES: Final = {
    term(name) for name in ("reportedIn", "readIn", "readingDepth", "readAt", "via", "evidenceType", "reference")
}
"""What says where a statement comes from, and so belongs to the provenance."""
_DOUBT: Final = term("hasDoubt")
_OF_CASE: Final = {term("locus"), DCTERMS + "creator"}
_STATED: Final = 'FILTER(REGEX(STR(?g), "/graph/(paper/|cohort/|shared$)"))'
_SHARED: Final = graph("shared")
_EXISTING: Final = (RDF + "type", RDFS + "label", term("ofGene"))
_BATCH: Final = 500
Facts = Mapping[tuple[str, str], list[tuple[str, RowTerm]]]
"""What a graph says of a thing: by graph and thing, the properties and values."""


@dataclass(frozen=True, slots=True)
class Nanopub:
    """A nanopublication: its IRI, what it is about in a word, and all that it says."""

    iri: str
    kind: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Item:
    """A thing of a person, and the graph that says so."""

    graph: str
    case: str
    link: str
    thing: str


def nanopubs(engine: Engine, about: Mapping[str, Any], papers: Iterable[str] = ()) -> Iterator[Nanopub]:
    """One for each present or excluded finding and each genotype of a person, in a fixed order.

    `about` is the manifest of the release. `papers` names those whose assertions are wanted; all where none is named.
    Raises `UnknownName` for a name that no paper has.
    """
    licences = _licences(engine)
    items = _items(engine, papers)
    for some in (items[start : start + _BATCH] for start in range(0, len(items), _BATCH)):
        stated = _facts(engine, {name for item in some for name in (item.case, item.thing)})
        variants = {value.value for item in some for value in _values(stated, item, "ofVariant")}
        sources = {value.value for item in some for value in _values(stated, item, "reportedIn")}
        stated |= _facts(engine, variants)
        stated |= _facts(engine, {value.value for told in stated.values() for link, value in told if link == _DOUBT})
        named = _facts(engine, sources)
        for item in some:
            yield _made(item, stated, named, licences.get(item.graph, RowTerm(LICENCE, "iri")), about)


def _items(engine: Engine, papers: Iterable[str]) -> list[_Item]:
    wanted = list(papers)
    only = f"VALUES ?paper {{ {references(iris(engine, wanted))} }} ?x kg:reportedIn ?paper ." if wanted else ""
    rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?g ?case ?link ?x WHERE {{
        VALUES ?link {{ {references(sorted(_KINDS))} }} GRAPH ?g {{ ?case ?link ?x . {only} }} {_STATED} }}""")
    return sorted(_Item(*(row[name].value for name in ("g", "case", "link", "x"))) for row in rows)


def _facts(engine: Engine, things: Iterable[str]) -> dict[tuple[str, str], list[tuple[str, RowTerm]]]:
    found: dict[tuple[str, str], list[tuple[str, RowTerm]]] = {}
    if wanted := sorted(things):
        query = f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?s {{ {references(wanted)} }} GRAPH ?g {{ ?s ?p ?o }} {_STATED} }}"
        for row in engine.rows(PROLOGUE + query):
            found.setdefault((row["g"].value, row["s"].value), []).append((row["p"].value, row["o"]))
    return found


def _licences(engine: Engine) -> dict[str, RowTerm]:
    rows = engine.rows(
        f"{PROLOGUE} SELECT ?g ?licence WHERE {{ GRAPH ?g {{ ?g dcterms:license ?licence }} {_STATED} }}"
    )
    return {row["g"].value: row["licence"] for row in rows}


def _values(facts: Facts, item: _Item, name: str) -> list[RowTerm]:
    return [value for link, value in facts.get((item.graph, item.thing), ()) if link == term(name)]


def _made(item: _Item, stated: Facts, named: Facts, licence: RowTerm, about: Mapping[str, Any]) -> Nanopub:
    whole = (
        *_head(),
        *_assertion(item, stated),
        *_provenance(item, stated, named),
        *_info(item, stated, licence, about),
    )
    code = artifact_code(whole)
    return Nanopub(
        f"{BASE}np/{code}", _KINDS[item.link], tuple(sorted({_filled(one, code) for one in whole}, key=_place))
    )


def _head() -> Iterator[Statement]:
    yield Statement(_HEAD, _OWN, RDF + "type", RowTerm(NP + "Nanopublication", "iri"))
    for name, part in (("Assertion", _ASSERTION), ("Provenance", _PROVENANCE), ("PublicationInfo", _INFO)):
        yield Statement(_HEAD, _OWN, NP + "has" + name, RowTerm(part, "iri"))


def _assertion(item: _Item, stated: Facts) -> Iterator[Statement]:
    """What the paper says: the person has it, what it is and, of a genotype, what the variant is; and what is doubted.

    That there is such a variant stands in the graph of what several say; of that, its type, label and gene are taken.
    """
    yield Statement(_ASSERTION, item.case, item.link, RowTerm(item.thing, "iri"))
    for link, value in stated.get((item.graph, item.case), ()):
        if link in (RDF + "type", RDFS + "label"):
            yield Statement(_ASSERTION, item.case, link, value)
    for variant in _values(stated, item, "ofVariant"):
        told = stated.get((item.graph, variant.value), ())
        shared = stated.get((_SHARED, variant.value), ())
        for link, value in (*told, *(one for one in shared if one[0] in _EXISTING)):
            yield Statement(_ASSERTION, variant.value, link, value)
    for thing, link, value in _told(item, stated):
        if link not in _SOURCES:
            yield Statement(_ASSERTION, thing, link, value)


def _told(item: _Item, stated: Facts) -> Iterator[tuple[str, str, RowTerm]]:
    """What the graph says of the thing, and of each doubt about it or its variant."""
    things = (item.thing, *(value.value for value in _values(stated, item, "ofVariant")))
    doubts = (value.value for one in things for link, value in stated.get((item.graph, one), ()) if link == _DOUBT)
    for one in dict.fromkeys((item.thing, *doubts)):
        yield from ((one, link, value) for link, value in stated.get((item.graph, one), ()))


def _provenance(item: _Item, stated: Facts, named: Facts) -> Iterator[Statement]:
    papers = _values(stated, item, "reportedIn")
    for paper in papers:
        told = _of_paper(item, paper.value, named)
        known = [value.value for link, value in told if link == SKOS + "exactMatch"]
        yield Statement(
            _PROVENANCE, _ASSERTION, PROV + "wasDerivedFrom", RowTerm(_elsewhere(known) or paper.value, "iri")
        )
        yield Statement(_PROVENANCE, _ASSERTION, PROV + "hadPrimarySource", paper)
        yield from (Statement(_PROVENANCE, paper.value, link, value) for link, value in told if link == RDFS + "label")
    if not papers:
        yield Statement(_PROVENANCE, _ASSERTION, PROV + "wasDerivedFrom", RowTerm(item.graph, "iri"))
    for thing, link, value in _told(item, stated):
        if link in _SOURCES:
            yield Statement(_PROVENANCE, thing, link, value)
    for link, value in stated.get((item.graph, item.case), ()):
        if link in _OF_CASE:
            yield Statement(_PROVENANCE, item.case, link, value)


def _of_paper(item: _Item, paper: str, named: Facts) -> list[tuple[str, RowTerm]]:
    """What the graph of a finding tells of its paper; what it shares with others stands in theirs."""
    homes = dict.fromkeys((item.graph, _SHARED, graph("paper", paper.rpartition("/")[2])))
    own = list(named.get((item.graph, paper), ()))
    known = {link for link, _ in own}
    return own + [one for home in homes for one in named.get((home, paper), ()) if one[0] not in known]


def _elsewhere(known: list[str]) -> str | None:
    """The paper's own address at PubMed, else by its DOI, else at PubMed Central."""
    spaces = (SCHEMES[name] for name in ("PMID", "DOI", "PMCID"))
    return next((one for space in spaces for one in sorted(known) if one.startswith(space)), None)


def _info(item: _Item, stated: Facts, licence: RowTerm, about: Mapping[str, Any]) -> Iterator[Statement]:
    kinds = [v.value for link, v in stated.get((item.graph, item.thing), ()) if link == RDF + "type"]
    release = f"{BASE}release/{about['inputs_digest'][:12]}"
    # Midnight with its offset, not Z: some readers rewrite Z, and the name would no longer fit.
    made = RowTerm(f"{about['issued']}T00:00:00+00:00", "literal", XSD + "dateTime")
    yield Statement(_INFO, _OWN, DCTERMS + "created", made)
    yield Statement(_INFO, _OWN, DCTERMS + "creator", RowTerm(BASE, "iri"))
    yield Statement(_INFO, BASE, RDFS + "label", RowTerm(about["title"], "literal", XSD + "string"))
    yield Statement(_INFO, _OWN, DCTERMS + ("license" if licence.kind == "iri" else "rights"), licence)
    yield Statement(_INFO, _OWN, PROV + "wasDerivedFrom", RowTerm(release, "iri"))
    for kind in kinds:
        if kind.startswith(BASE):
            yield Statement(_INFO, _OWN, NPX + "hasNanopubType", RowTerm(kind, "iri"))


def _filled(one: Statement, code: str) -> Statement:
    graph, subject, value = (text.replace(HERE, code) for text in (one.graph, one.subject, one.object.value))
    return Statement(graph, subject, one.predicate, RowTerm(value, "iri") if one.object.kind == "iri" else one.object)


def _place(one: Statement) -> tuple[int, str, str, str, str, str]:
    """The head first, then assertion, provenance and publication info."""
    number = [_HEAD, _ASSERTION, _PROVENANCE, _INFO].index(f"{_OWN}#{one.graph.rpartition('#')[2]}")
    value = one.object
    return number, one.subject, one.predicate, value.value, value.datatype or "", value.language or ""

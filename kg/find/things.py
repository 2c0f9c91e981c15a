"""Any thing of the graph with all that is said of it: each statement with its graph, its paper and how it was read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Answer, Engine, Question, Row, RowTerm
from kg.find.facts import Ref
from kg.find.listing import BadPage
from kg.find.said import Said, said
from kg.find.truth import read_value
from kg.lexicon.spelling import PROLOGUE, reference, references
from kg.model.words import Depth
from kg.names import KG, RDF, contract, graph, mint

_PAPERS: Final = graph("paper", "")
_TYPE: Final = RDF + "type"
NAMED: Final = 200
"""Values of one property that are called by their labels; any more, of which no page has room, by their short names."""
MOST: Final = 10_000
"""What leads to a thing is counted and put in order up to here."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement about a thing. `other` is the value, or for an incoming statement the subject.

    `kinds` are those of the graphs it stands in (asserted, computed, inferred, vocabulary); `depth` is how far was read
    what it rests on; `label` is empty for a literal.
    """

    property: Ref
    other: RowTerm
    label: str
    graphs: tuple[str, ...]
    kinds: tuple[str, ...]
    papers: tuple[Ref, ...]
    depth: Depth | None


@dataclass(frozen=True, slots=True)
class Thing:
    """All statements with the thing as subject, and a page of the `links` that lead to it.

    `many`: there are more links than that, which were not counted on; `further`: some stand behind this page.
    """

    iri: str
    label: str
    types: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    incoming: tuple[Fact, ...]
    links: int
    offset: int
    many: bool = False
    further: bool = False

    def values(self, name: str) -> tuple[Fact, ...]:
        """The facts with one property, given by its IRI."""
        return tuple(fact for fact in self.facts if fact.property.iri == name)


@dataclass(frozen=True, slots=True)
class Word:
    """A class, property or value that the ontology defines."""

    iri: str
    label: str
    kind: str
    definition: str


def thing(engine: Engine, iri: str, limit: int = 100, offset: int = 0, most: int = MOST) -> Thing | None:
    """What is said of a thing and what leads to it; None where nothing is. Raises `NotAName` and `BadPage`.

    Where more than `most` links lead to it, they are neither counted on nor put in order, and come as the store has
    them, each once: half a million would take seconds.
    """
    if limit < 0 or offset < 0:
        raise BadPage("a page has a limit and an offset of 0 or more")
    node = reference(iri)
    outgoing = engine.rows(f"SELECT ?p ?x ?g WHERE {{ GRAPH ?g {{ {node} ?p ?x }} }}")
    links = f"SELECT DISTINCT ?p ?x WHERE {{ GRAPH ?g {{ ?x ?p {node} }} FILTER(isIRI(?x)) }}"
    bound = max(most, offset + limit)
    counted = engine.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ {links} LIMIT {bound + 1} }} }}")
    number = int(counted[0]["n"].value)
    if not outgoing and not number:
        return None
    many = number > most
    shown = f"{links} {'' if many else 'ORDER BY ?p ?x'} LIMIT {int(limit)} OFFSET {int(offset)}"
    incoming = engine.rows(f"SELECT ?p ?x ?g WHERE {{ {{ {shown} }} GRAPH ?g {{ ?x ?p {node} }} }}")
    known = _known(engine, [*outgoing, *incoming], iri)
    facts = _facts(outgoing, known, known[iri].depth)
    return Thing(
        iri=iri,
        label=known[iri].label,
        types=tuple(Ref(fact.other.value, fact.label) for fact in facts if fact.property.iri == _TYPE),
        facts=facts,
        incoming=_facts(incoming, known, None),
        links=min(number, most),
        offset=offset,
        many=many,
        further=offset + limit < number,
    )


def _known(engine: Engine, rows: Sequence[Row], iri: str) -> dict[str, Said]:
    """Labels, reading depths and kinds of what the rows name, in one query."""
    named, values = [iri], Counter[str]()
    for row in rows:
        named += [row["p"].value, row["g"].value]
        if row["g"].value.startswith(_PAPERS):
            named.append(_paper(row["g"].value))
        values[row["p"].value] += 1
        if row["x"].kind == "iri" and values[row["p"].value] <= NAMED:
            named.append(row["x"].value)
    return said(engine, named, "rdfs:label kg:readingDepth kg:statementKind")


def _paper(name: str) -> str:
    return mint("paper", name.removeprefix(_PAPERS))


def _facts(rows: Iterable[Row], known: dict[str, Said], own: Depth | None) -> tuple[Fact, ...]:
    """One fact for each statement, however many graphs hold it; sorted, what is inferred after what is said."""
    found: dict[tuple[str, RowTerm], set[str]] = defaultdict(set)
    for row in rows:
        name = row["p"].value
        found[name, read_value(name, row["x"])].add(row["g"].value)
    facts = [_fact(name, other, sorted(graphs), known, own) for (name, other), graphs in found.items()]
    return tuple(sorted(facts, key=lambda one: (one.property.iri, "inferred" in one.kinds, one.label, one.other.value)))


def _fact(name: str, other: RowTerm, graphs: Sequence[str], known: dict[str, Said], own: Depth | None) -> Fact:
    kinds = tuple(dict.fromkeys(known[one].text("kg:statementKind") or "" for one in graphs))
    papers = [known[_paper(one)] for one in graphs if one.startswith(_PAPERS)]
    deepest = next((paper.depth for paper in papers if paper.depth), None)
    value = known.get(other.value, Said(other.value)) if other.kind == "iri" else None
    linked = value.depth if value else None
    return Fact(
        property=Ref(name, known[name].label),
        other=other,
        label=value.label if value else "",
        graphs=tuple(graphs),
        kinds=tuple(kind for kind in kinds if kind),
        papers=tuple(Ref(paper.iri, paper.label) for paper in papers),
        depth=(linked or own or deepest) if papers else None,
    )


def statements_query(iri: str) -> str:
    """A query for all that is said of a thing, and by which graph. Raises `NotAName`."""
    return f"SELECT ?graph ?property ?value {{ GRAPH ?graph {{ {reference(iri)} ?property ?value }} }}"


def description(engine: Engine, iri: str, accept: Sequence[str]) -> Answer:
    """Every statement with the thing as subject or object, as RDF; never cut."""
    node = reference(iri)
    query = f"""CONSTRUCT {{ {node} ?p ?o . ?s ?q {node} }} WHERE {{
        {{ {node} ?p ?o }} UNION {{ ?s ?q {node} FILTER(isIRI(?s)) }} }}"""
    return engine.answer(Question(query, accept))


def content(engine: Engine, name: str, accept: Sequence[str]) -> Answer:
    """All statements of a named graph, as RDF."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {reference(name)} {{ ?s ?p ?o }} }}"
    return engine.answer(Question(query, accept))


def words(engine: Engine) -> tuple[Word, ...]:
    """What the ontology defines, by kind and name."""
    rows = engine.rows(f"""{PROLOGUE}
        SELECT ?x ?label ?type ?definition WHERE {{ GRAPH <{graph("ontology")}> {{
          ?x rdfs:label ?label ; skos:definition ?definition ; a ?type }}
          FILTER(STRSTARTS(STR(?x), "{KG}"))
        }} ORDER BY ?x DESC(?type)""")
    found: dict[str, Word] = {}
    for row in rows:
        kind = contract(row["type"].value).partition(":")[2]
        iri = row["x"].value
        if iri not in found or kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"):
            found[iri] = Word(iri, row["label"].value, kind, row["definition"].value)
    return tuple(found.values())


def is_known(engine: Engine, iri: str) -> bool:
    """Whether anything is said of an IRI, or with it. Raises `NotAName`."""
    node = reference(iri)
    places = f"{{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} UNION {{ ?s {node} ?o }}"
    return bool(engine.rows(f"SELECT (1 AS ?known) WHERE {{ {places} }} LIMIT 1"))


def children(engine: Engine, iri: str) -> tuple[Ref, ...]:
    """The classes right below a class, by label."""
    rows = engine.rows(
        f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ ?x rdfs:subClassOf {reference(iri)} FILTER(isIRI(?x)) }}"
    )
    found = labels_of(engine, [row["x"].value for row in rows])
    return tuple(sorted((Ref(one, label) for one, label in found.items()), key=lambda ref: (ref.label, ref.iri)))


def labels_of(engine: Engine, iris: Iterable[str]) -> dict[str, str]:
    """The label of each IRI, the first of several by its spelling, or its short name."""
    wanted = list(dict.fromkeys(iris))
    labels = {iri: contract(iri) for iri in wanted}
    rows = engine.rows(
        f"""{PROLOGUE} SELECT ?x (MIN(STR(?name)) AS ?label) WHERE {{
            VALUES ?x {{ {references(wanted)} }} ?x rdfs:label ?name }} GROUP BY ?x"""
    )
    return labels | {row["x"].value: row["label"].value for row in rows}

"""All names of a graph and what its things are to each other: read once, since a release never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find.folds import FOLDS
from kg.find.genes import MAKES
from kg.find.hgvs import looks
from kg.find.pattern import among
from kg.find.spelling import PROLOGUE, reference
from kg.find.things import labels_of
from kg.names import BASE, IAO, KG, OIO, RDFS, SKOS

SAME: Final = SKOS + "exactMatch"
NEAR: Final = tuple(SKOS + name for name in ("closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))
REPLACED: Final = IAO + "0100001"
CONSIDER: Final = OIO + "consider"
OF_GENE: Final = KG + "ofGene"
_LINKS: Final = (SAME, *NEAR, REPLACED, CONSIDER, OF_GENE, MAKES)

_NAMED: Final = (
    "rdfs:label, dcterms:title, kg:fullName, kg:hgvs, kg:hgvsCoding, kg:hgvsProtein, kg:caseLabel",
    "oio:hasExactSynonym, skos:altLabel, skos:hiddenLabel, kg:alsoLabelled",
    "oio:hasRelatedSynonym, oio:hasBroadSynonym, oio:hasNarrowSynonym",
)
"""Properties that hold names, the most telling first."""
_KINDS: Final = (
    *("Paper", "Case", "Variant", "Gene", "Transcript", "Disease", "Modality", "Sequence", "Region"),
    *("ProteinDomain", "Exon", "Intron", "Family", "Zygosity", "Significance", "EvidenceType", "StudyDesign"),
)
"""What is found by its name. Other things (an observation, a doubt) have labels too, but no one calls them so."""
_WORDS: Final = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")


_CALLED: Final = (
    "VALUES ?t { " + " ".join([*(f"kg:{one}" for one in _KINDS), *(f"owl:{one}" for one in _WORDS)]) + " } ?x a ?t ."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a thing; the lower the rank, the more it is the thing's own."""

    iri: str
    name: str
    rank: int


class Book:
    """The names of a graph. Every question about one thing is answered from here, without the engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.types: dict[str, set[str]] = defaultdict(set)
        for row in engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x ?t {{ {_CALLED} FILTER(isIRI(?x)) }}"):
            self.types[row["x"].value].add(row["t"].value.rpartition("#")[2])
        self.old = {row["x"].value for row in engine.rows(PROLOGUE + "SELECT ?x { ?x owl:deprecated true }")}
        self.out: dict[str, dict[str, list[str]]] = {one: defaultdict(list) for one in _LINKS}
        self.into: dict[str, dict[str, list[str]]] = {one: defaultdict(list) for one in _LINKS}
        for subject, name, target in sorted(read(engine, f"{among('?p', _LINKS)} ?x ?p ?o")):
            self.out[name][subject].append(target)
            self.into[name][target].append(subject)
        self.labels: dict[str, str] = {}
        self.folded = _folded(self._entries(), {iri for iri, types in self.types.items() if "Variant" in types})

    def kind(self, iri: str) -> str:
        """What sort of thing it is, in a word of our ontology; empty for a term that is only pointed at."""
        types = self.types.get(iri) or {
            row["t"].value.rpartition("#")[2]
            for row in self.engine.rows(f"SELECT DISTINCT ?t {{ {reference(iri)} a ?t }}")
            if row["t"].value.startswith(KG)
        }
        best = next((one for one in (*_KINDS, *_WORDS) if one in types), None)
        return best or next(iter(sorted(types)), "")

    def label(self, iri: str) -> str:
        """Its label, or its short name."""
        return self.labels.get(iri) or labels_of(self.engine, [iri])[iri]

    def _entries(self) -> Iterator[Entry]:
        for rank, names in enumerate(_NAMED):
            for iri, by, name in sorted(read(self.engine, f"{_CALLED} ?x ?p ?o FILTER(?p IN ({names}))")):
                if by == RDFS + "label":
                    self.labels.setdefault(iri, name)
                property_too = 2 if any(one.endswith("Property") for one in self.types[iri]) else 0
                yield Entry(iri, name, rank + property_too)
                if iri in self.old and name.startswith("obsolete "):
                    yield Entry(iri, name.removeprefix("obsolete "), 2)
        for iri in self.types:
            if iri.startswith(BASE) and "/" not in _local(iri):
                yield Entry(iri, _local(iri), 1)
        yield from self._mapped()

    def _mapped(self) -> Iterator[Entry]:
        """What is described elsewhere but mapped here: a finding of our vocabulary, a term of others."""
        links = among("?link", (SAME, *NEAR))
        either = f"{{ SELECT DISTINCT ?x {{ {{ {links} ?x ?link ?other }} UNION {{ {links} ?other ?link ?x }} }} }}"
        for iri, _, name in sorted(read(self.engine, f"{either} VALUES ?p {{ rdfs:label }} ?x ?p ?o")):
            if iri not in self.types:
                self.labels.setdefault(iri, name)
                yield Entry(iri, name, 3)


def _folded(entries: Iterable[Entry], variants: Collection[str]) -> tuple[dict[str, list[Entry]], ...]:
    """The entries by their name, from strict to lenient; folding is for words, so a change stands as it is written."""
    books: tuple[dict[str, list[Entry]], ...] = tuple(defaultdict(list) for _ in FOLDS)
    for entry in entries:
        whole = entry.iri in variants and looks(entry.name)
        for book, (fold, _) in zip(books, FOLDS[:1] if whole else FOLDS, strict=not whole):
            book[fold(entry.name)].append(entry)
    return books


def _local(iri: str) -> str:
    return iri.removeprefix(KG) if iri.startswith(KG) else iri.removeprefix(BASE).partition("/")[2]


def read(engine: Engine, pattern: str) -> Iterator[tuple[str, str, str]]:
    """The values of a pattern with `?x`, `?p` and `?o`, each once, of things that have an IRI."""
    rows = engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x ?p ?o {{ {pattern} FILTER(isIRI(?x)) }}")
    return ((row["x"].value, row["p"].value, row["o"].value) for row in rows)

"""What an index is made from: each thing with the statements that name it, from sorted lines or from any engine."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Final, TypeAlias

from kg.engine import Engine
from kg.lexicon.kinds import NAMED, WORDS
from kg.lexicon.layout import LAYOUT, MAKES
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import BASE, BIBO, DCTERMS, IAO, KG, OIO, OWL, RDF, RDFS, SKOS
from kg.release.dataset import InPieces, texts
from kg.release.runs import KEPT
from kg.triples.texts import by_subject

Statements: TypeAlias = Mapping[str, list[str]]
"""The values of a thing by property."""

TYPE: Final = RDF + "type"
LABEL: Final = RDFS + "label"
OLD: Final = OWL + "deprecated"
DEFINED: Final = RDFS + "isDefinedBy"
NAMES: Final = (
    (LABEL, DCTERMS + "title", *(KG + one for one in ("fullName", "hgvs", "hgvsCoding", "hgvsProtein", "caseLabel"))),
    (OIO + "hasExactSynonym", SKOS + "altLabel", SKOS + "hiddenLabel", KG + "alsoLabelled"),
    (OIO + "hasRelatedSynonym", OIO + "hasBroadSynonym", OIO + "hasNarrowSynonym"),
)
"""Properties that hold names, the most telling first."""
NUMBERS: Final = (SKOS + "notation", BIBO + "pmid", BIBO + "doi", KG + "pmcid")
SAME: Final = SKOS + "exactMatch"
NEAR: Final = tuple(SKOS + name for name in ("closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))
REPLACED: Final = IAO + "0100001"
CONSIDER: Final = OIO + "consider"
OF_GENE: Final = KG + "ofGene"
LINKS: Final = (SAME, *NEAR, REPLACED, CONSIDER, OF_GENE, MAKES)
SAID: Final = KG + "statedAs"
OF_VARIANT: Final = KG + "ofVariant"
AUTHOR: Final = KG + "firstAuthor"
CONSEQUENCE: Final = KG + "consequence"
_PLAIN: Final = (*(one for names in NAMES for one in names), *NUMBERS, *LINKS, OLD, SAID, OF_VARIANT, AUTHOR)
_READ: Final = dict.fromkeys((*_PLAIN, DEFINED, CONSEQUENCE, *LAYOUT))
_OURS: Final = f"<{BASE}"
_WANTED: Final = frozenset((*_READ, TYPE))
_USED: Final = frozenset(
    {TYPE, OF_GENE, OF_VARIANT, CONSEQUENCE}
    | {KG + one for one in ("reportedIn", "excludes", "region", "modality", "sequence", "zygosity", "inExon")}
)
"""Statements that use what they lead to; a predicate is used by all of its own."""
_USED_SPELT: Final = frozenset(f"<{one}>" for one in _USED)
_TYPES: Final = (
    *(KG + one for one in (*NAMED, "PhenotypeObservation", "ImagingObservation", "CohortStatistic")),
    *(OWL + one for one in WORDS),
)
_WHOLE: Final = (KG + "Variant", KG + "ProteinDomain")
"""Things of which every type is read: those are kinds of changes and of domains."""
PAGE: Final = 100_000
"""Rows of one answer: some 30 MB."""


@dataclass(frozen=True, slots=True)
class UseCounts:
    """What is known when all was read: how often each thing is used (properties as `<iri>`), and which IRIs of others
    the statements speak of; none where nobody looked.
    """

    uses: Counter[str] = field(default_factory=Counter)
    spoken: set[str] = field(default_factory=set)


def from_lines(lines: Iterable[str] | InPieces, tally: UseCounts) -> Iterator[tuple[str, Statements]]:
    """Each thing of sorted N-Quads with what names it."""
    told = _Told(tally)
    for text in texts(lines):
        for subject, rests in by_subject(text):
            facts = told.take(rests)
            if subject.startswith(b"<"):
                iri = subject[1:-1].decode()
                if not iri.startswith(BASE):
                    tally.spoken.add(iri)
                parts = _parts(tuple([one[: one.index(b" ")] for one in facts]))
                if parts:
                    yield iri, {name: [*map(_value, facts[low:high])] for name, low, high in parts}
        told.settle()


class _Told:
    """How often predicates with their objects are told, which is worked out once for all that tell the same."""

    def __init__(self, tally: UseCounts) -> None:
        self._tally, self._waiting = tally, list[bytes]()

    def take(self, rests: list[bytes]) -> list[bytes]:
        """What a thing's lines say, each once and without the graphs."""
        # Behind the last space but one of a line stand the graph and the dot.
        facts = [*dict.fromkeys([one[: one.rindex(b" ", 0, -2)] for one in rests])]
        self._waiting += facts
        return facts

    def settle(self) -> None:
        """Tell the tally."""
        uses, spoken = self._tally.uses, self._tally.spoken
        for fact, times in Counter(self._waiting).items():
            predicate, object_ = _spelt(fact)
            uses[predicate] += times
            if predicate in _USED_SPELT:
                uses[plain(object_)] += times
            if object_.startswith("<") and not object_.startswith(_OURS):
                spoken.add(object_[1:-1])
        self._waiting.clear()


def _spelt(fact: bytes) -> tuple[str, str]:
    predicate, _, object_ = fact.decode().partition(" ")
    return predicate, object_


@lru_cache(maxsize=KEPT)
def _value(fact: bytes) -> str:
    return plain(_spelt(fact)[1])


@lru_cache(maxsize=KEPT)
def _parts(predicates: tuple[bytes, ...]) -> tuple[tuple[str, int, int], ...]:
    """The properties that are read, each with its place among the sorted facts of a thing."""
    found, low = [], 0
    for predicate, same in groupby(predicates):
        high = low + len([*same])
        name = predicate[1:-1].decode()
        if name in _WANTED:
            found.append((name, low, high))
        low = high
    return tuple(found)


def mapped_in(lines: Iterable[str] | InPieces) -> set[str]:
    """The ends of all mappings in sorted N-Quads, and the proteins that transcripts make."""
    found = set[str]()
    for text in texts(lines):
        for one in _MATCHED.finditer(text):
            start = text.rfind(b"\n", 0, one.start()) + 1
            found.update((text[start + 1 : one.start() - 1].decode(), one[1].decode()))
    return found


_MATCHED: Final = re.compile(f" <(?:{'|'.join(map(re.escape, (SAME, *NEAR, MAKES)))})> <([^>]*)>".encode())


def plain(term: str) -> str:
    """What a term of N-Quads stands for: an IRI, or the text of a literal."""
    if term.startswith("<"):
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    return str(json.loads(f'"{text}"')) if "\\" in text else text


def from_engine(engine: Engine, tally: UseCounts) -> Iterator[tuple[str, Statements]]:
    """The same, asked of an engine: a property at a time, each in parts that an answer can hold."""
    some = f"VALUES ?o {{ {' '.join(map(reference, _TYPES))} }} ?s {reference(TYPE)} ?o"
    every = f"VALUES ?own {{ {' '.join(map(reference, _WHOLE))} }} ?s {reference(TYPE)} ?own, ?o"
    found = _gathered(engine, ((TYPE, some), (TYPE, every), *_plainly(_READ)))
    used = f"VALUES ?p {{ {' '.join(map(reference, sorted(_USED)))} }} ?s ?p ?x"
    for pattern, spelt in (("?s ?x ?o", "<{}>"), (used, "{}")):
        for row in engine.rows(f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ {pattern} }} GROUP BY ?x"):
            tally.uses[spelt.format(row["x"].value)] += int(row["n"].value)
    for subject in sorted(found):
        yield subject, {name: sorted(set(values)) for name, values in found[subject].items()}


def statements(engine: Engine, properties: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """What an engine says of whatever has these properties."""
    return _gathered(engine, _plainly(properties))


def _plainly(properties: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((one, f"?s {reference(one)} ?o") for one in properties)


def _gathered(engine: Engine, patterns: Iterable[tuple[str, str]]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, pattern in patterns:
        for subject, value in _pairs(engine, pattern):
            found[subject][name].append(value)
    return found


def _pairs(engine: Engine, pattern: str) -> Iterator[tuple[str, str]]:
    counted = engine.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    for part in parts(int(counted[0]["n"].value)):
        for row in engine.rows(f"{PROLOGUE} SELECT DISTINCT ?s ?o WHERE {{ {pattern} FILTER(isIRI(?s)) {part} }}"):
            yield row["s"].value, row["o"].value


def parts(size: int) -> Iterator[str]:
    """Filters that together let every `?s` through once, each about a page; by digest, as sorting is dear."""
    many = min(-(-size // PAGE), 256)
    if many < 2:
        yield ""
        return
    bounds = [f"{256 * part // many:02x}" for part in range(many)]
    for low, high in zip(bounds, [*bounds[1:], "g"], strict=True):
        yield f'BIND(SUBSTR(MD5(STR(?s)), 1, 2) AS ?part) FILTER(?part >= "{low}" && ?part < "{high}")'

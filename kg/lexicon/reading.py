"""What an index is made from: each thing with the statements that name it, from sorted lines or from any engine."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from kg.engine import Engine
from kg.lexicon.kinds import NAMED, WORDS
from kg.lexicon.layout import LAYOUT, MAKES
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import BASE, BIBO, DCTERMS, IAO, KG, OIO, OWL, RDF, RDFS, SKOS
from kg.release.dataset import InPieces, texts
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
_TYPES: Final = (
    *(KG + one for one in (*NAMED, "PhenotypeObservation", "ImagingObservation", "CohortStatistic")),
    *(OWL + one for one in WORDS),
)
_WHOLE: Final = (KG + "Variant", KG + "ProteinDomain")
"""Things of which every type is read: those are kinds of changes and of domains."""
_MANY: Final = 1 << 17
"""Facts that are remembered: some 60 MB."""
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
                if facts:
                    found: dict[str, list[str]] = {}
                    for name, value in facts:
                        found.setdefault(name, []).append(value)
                    yield iri, found
        told.settle()


class _Told(dict[bytes, int]):
    """What lines say behind their subjects by numbers, one of a fact in all its graphs: each is taken apart once."""

    def __init__(self, tally: UseCounts) -> None:
        self._tally = tally
        self._numbers: dict[bytes, int] = {}
        self._read: list[tuple[str, str] | None] = []
        self._uses: list[tuple[str, ...]] = []
        self._taken: list[int] = []

    def __missing__(self, rest: bytes) -> int:
        # Behind the last space but one of a line stand the graph and the dot.
        fact = rest[: rest.rindex(b" ", 0, -2)]
        number = self[rest] = self._numbers.setdefault(fact, len(self._read))
        if number == len(self._read):
            predicate, _, object_ = fact.decode().partition(" ")
            name = predicate[1:-1]
            value = plain(object_) if name in _WANTED or name in _USED else ""
            self._read.append((name, value) if name in _WANTED else None)
            self._uses.append((predicate, value) if name in _USED else (predicate,))
            if object_.startswith("<") and not object_.startswith(_OURS):
                self._tally.spoken.add(object_[1:-1])
        return number

    def take(self, rests: list[bytes]) -> list[tuple[str, str]]:
        """What is read of what a thing's lines say: properties with their values, each once and in order."""
        numbers = dict.fromkeys(map(self.__getitem__, rests))
        self._taken += numbers
        return [one for one in map(self._read.__getitem__, numbers) if one]

    def settle(self) -> None:
        """Tell the tally what was used; and forget, where that is much."""
        for number, times in Counter(self._taken).items():
            for used in self._uses[number]:
                self._tally.uses[used] += times
        for one in (self._taken, *((self, self._numbers, self._read, self._uses) if len(self) > _MANY else ())):
            one.clear()


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

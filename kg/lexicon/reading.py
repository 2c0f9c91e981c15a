"""What an index is made from: each thing with the statements that name it, from numbered lines or from any engine."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.engine import Engine
from kg.engine.columns.met import Columns, Met
from kg.engine.columns.numbering import different
from kg.engine.columns.rows import Ids
from kg.lexicon.kinds import NAMED, WORDS
from kg.lexicon.layout import LAYOUT, MAKES
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import BASE, BIBO, DCTERMS, IAO, KG, OIO, OWL, RDF, RDFS, SKOS
from kg.release.made_once import MadeOnce

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
_OURS: Final = f"<{BASE}".encode()
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
_MANY: Final = 1 << 14
"""Rows that are looked at together, and values that are remembered."""
PAGE: Final = 100_000
"""Rows of one answer: some 30 MB."""


@dataclass(frozen=True, slots=True)
class UseCounts:
    """What is known when all was read: how often each thing is used (properties as `<iri>`), and which IRIs of others
    the statements speak of; none where nobody looked.
    """

    uses: Counter[str] = field(default_factory=Counter)
    spoken: set[str] = field(default_factory=set)


def from_numbers(met: Met, tally: UseCounts) -> Iterator[tuple[str, Statements]]:
    """Each thing of lines that were numbered with what names it, in the order of its lines."""
    terms, columns = list(met.terms), met.columns()
    _count(terms, columns, tally)
    rows = np.flatnonzero(_of(terms, columns["p"], _WANTED))
    rank = np.empty(len(terms), np.int32)
    rank[sorted(range(len(terms)), key=terms.__getitem__)] = np.arange(len(terms), dtype=np.int32)
    rows = rows[np.lexsort([rank[columns[one][rows]] for one in "ops"])]
    values: MadeOnce[int, str] = MadeOnce(lambda number: plain(terms[number].decode()), _MANY)
    names = {number: terms[number][1:-1].decode() for number in different(columns["p"][rows]).tolist()}
    parts = (rows[start : start + _MANY] for start in range(0, len(rows), _MANY))
    facts = (fact for part in parts for fact in zip(*(columns[one][part].tolist() for one in "spo"), strict=True))
    for subject, same in groupby(facts, itemgetter(0)):
        if terms[subject].startswith(b"<"):
            found: dict[str, list[str]] = {}
            for _, predicate, object_ in same:
                found.setdefault(names[predicate], []).append(values[object_])
            yield terms[subject][1:-1].decode(), found


def mapped_in(met: Met) -> set[str]:
    """The ends of all mappings of lines that were numbered, and the proteins that transcripts make."""
    terms, columns = list(met.terms), met.columns()
    rows = np.flatnonzero(_of(terms, columns["p"], (SAME, *NEAR, MAKES)))
    ends = different(np.concatenate([columns[one][rows] for one in "so"]))
    return {terms[one][1:-1].decode() for one in ends.tolist() if terms[one].startswith(b"<")}


def _of(terms: list[bytes], column: Ids, properties: Container[str]) -> NDArray[np.bool_]:
    """Which rows are of some properties."""
    there = np.zeros(len(terms), np.bool_)
    named = different(column)
    there[named] = [terms[one][1:-1].decode() in properties for one in named.tolist()]
    return there[column]


def _count(terms: list[bytes], columns: Columns, tally: UseCounts) -> None:
    """What is used how often, and whom the lines speak of."""
    users = _of(terms, columns["p"], _USED)
    for told, spelt in ((columns["p"], bytes.decode), (columns["o"][users], _plainly_spelt)):
        times = np.bincount(told, minlength=1)
        used = np.flatnonzero(times)
        for one, number in zip(used.tolist(), times[used].tolist(), strict=True):
            tally.uses[spelt(terms[one])] += number
    for one in different(np.concatenate([different(columns[end]) for end in "so"])).tolist():
        if terms[one].startswith(b"<") and not terms[one].startswith(_OURS):
            tally.spoken.add(terms[one][1:-1].decode())


def _plainly_spelt(term: bytes) -> str:
    return plain(term.decode())


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

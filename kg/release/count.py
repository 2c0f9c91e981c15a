"""What a dataset holds: how many things of each class, with which properties, pointing to what.

Counted in columns of numbers: rows that are alike in what is told of them are counted at once.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from kg.engine.columns.met import Columns, Met
from kg.engine.columns.numbering import different, numbered
from kg.names import BASE, LINKED, OBO, OBO_PREFIXES, RDF, SCHEMES, XSD
from kg.release.columns import met_in
from kg.release.dataset import InPieces
from kg.release.kinds import KindsOf

Pairs = defaultdict[tuple[str, str], Counter[str]]
_OURS: Final = f"<{BASE}".encode()


def _counters() -> Any:
    return defaultdict(Counter)


@dataclass(slots=True)
class Counted:
    """Numbers of the union of all graphs; classes, properties and datatypes are IRIs.

    `graphs` has the size of every graph; all else leaves out what was to be left out. `targets` and `datatypes` are by
    class and property. `links` counts, by property and namespace of others, our classes of the things that point there
    from outside it; none where these have no class. `first` holds the first thing of each class by its IRI.
    """

    graphs: Counter[str] = field(default_factory=Counter)
    triples: int = 0
    subjects: int = 0
    objects: int = 0
    typed: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    predicates: Counter[str] = field(default_factory=Counter)
    properties: dict[str, Counter[str]] = field(default_factory=_counters)
    targets: Pairs = field(default_factory=_counters)
    datatypes: Pairs = field(default_factory=_counters)
    links: Pairs = field(default_factory=_counters)
    link_sizes: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)


def spaces() -> dict[str, str]:
    """The namespaces of others that may be pointed to, with the short name of each."""
    return {f"{OBO}{prefix}_": prefix for prefix in OBO_PREFIXES} | {
        at: name for name, at in (SCHEMES | LINKED).items()
    }


def count(lines: Iterable[str] | InPieces, without: str = "") -> Counted:
    """Count sorted lines. Of the graph `without` only the size is counted."""
    return counted(met_in(lines), without)


def counted(met: Met, without: str = "") -> Counted:
    """Count what was met."""
    terms, columns, found = list(met.terms), met.columns(), Counted()
    found.graphs = _numbers(columns["g"], terms)
    kept = columns["g"] != met.terms.get(f"<{without}>".encode(), -1)
    columns = {name: column[kept] for name, column in columns.items()}
    found.triples = len(columns["s"])
    found.subjects, found.objects = (_different(columns[name], len(terms)) for name in "so")
    found.predicates = _numbers(columns["p"], terms)
    kinds = KindsOf.of(terms, columns, met.terms.get(f"<{RDF}type>".encode(), -1))
    found.typed, found.entities = kinds.typed, _numbers(kinds.classes, terms)
    found.first = kinds.first(terms)
    _say(found, terms, columns, kinds)
    _link(found, terms, columns, kinds)
    return found


def _numbers(column: Any, terms: list[bytes]) -> Counter[str]:
    sizes = np.bincount(column)
    every = np.flatnonzero(sizes)
    return Counter({_iri(terms[one]): size for one, size in zip(every.tolist(), sizes[every].tolist(), strict=True)})


def _different(column: Any, size: int) -> int:
    there = np.zeros(size, np.bool_)
    there[column] = True
    return int(np.count_nonzero(there))


def _beginning(terms: list[bytes], mark: str) -> Any:
    """Which terms begin with a character: IRIs with <, literals with a quotation mark."""
    return np.frombuffer(b"".join([term[:1] for term in terms]), np.uint8) == ord(mark)


def _iri(term: bytes) -> str:
    return term[1:-1].decode()


def _say(found: Counted, terms: list[bytes], columns: Columns, kinds: KindsOf) -> None:
    """Properties of things by their classes, with the classes or the datatypes of what they lead to."""
    rows = kinds.group[columns["s"]] > 0
    subjects, predicates, objects = (columns[name][rows] for name in "spo")
    values = different(objects[_beginning(terms, '"')[objects]])
    types = defaultdict[str, int](itertools.count(1).__next__)
    told = kinds.group.copy()
    told[values] = [-types[_datatype(terms[one].decode())] for one in values.tolist()]  # below zero: not among groups
    named = ["", *types]
    for (own, predicate, other), times in _alike(kinds.group[subjects], predicates, told[objects]):
        name = _iri(terms[predicate])
        for kind in kinds.groups[own]:
            found.properties[kind][name] += times
            if other < 0:
                found.datatypes[kind, name][named[-other]] += times
            for target in kinds.groups[other] if other > 0 else ():
                found.targets[kind, name][target] += times


def _link(found: Counted, terms: list[bytes], columns: Columns, kinds: KindsOf) -> None:
    """Links of things that are ours, or have a class of ours; none within a namespace."""
    own = [tuple(kind for kind in group if kind.startswith(BASE)) for group in kinds.groups]
    ours = np.fromiter((term.startswith(_OURS) for term in terms), np.bool_, len(terms))
    rows = ours[columns["s"]] | np.array([bool(one) for one in own])[kinds.group[columns["s"]]]
    rows &= (_beginning(terms, "<") & ~ours)[columns["o"]]
    subjects, predicates, objects = (columns[name][rows] for name in "spo")
    strangers = np.where(ours[subjects], -1, subjects)  # of ours the class decides, of others their very name
    space = dict[int, str | None]()
    for (subject, predicate, object_, group), times in _alike(strangers, predicates, objects, kinds.group[subjects]):
        if object_ not in space:
            space[object_] = space_of(_iri(terms[object_]))
        to = space[object_]
        if to and not (subject >= 0 and terms[subject].startswith(f"<{to}".encode())):
            name = _iri(terms[predicate])
            for kind in own[group]:
                found.links[name, to][kind] += times
            found.links[name, to].update()
            found.link_sizes[name, to] += times


def _alike(*columns: Any) -> Iterator[tuple[tuple[int, ...], int]]:
    """Each combination of numbers that a row has, with how many rows have it."""
    every = [numbered(column) for column in columns]
    whole = np.zeros(len(columns[0]), np.int64)
    for numbers, places in every:
        whole = whole * max(len(numbers), 1) + places
    whole.sort()
    firsts = np.flatnonzero(np.append(True, whole[1:] != whole[:-1])) if len(whole) else np.empty(0, np.int64)
    sizes, rest, found = np.diff(firsts, append=len(whole)), whole[firsts], []
    for numbers, _ in reversed(every):
        rest, place = np.divmod(rest, max(len(numbers), 1))
        found.append(numbers[place].tolist() if len(numbers) else [])
    return zip(zip(*reversed(found), strict=True), sizes.tolist(), strict=True)


def _datatype(literal: str) -> str:
    """What stands behind the closing quote says it (RDF 1.1, section 3.3).

    >>> _datatype('"1"^^<http://www.w3.org/2001/XMLSchema#integer>'), _datatype('"a"@en')[-10:], _datatype('"a"')[-6:]
    ('http://www.w3.org/2001/XMLSchema#integer', 'langString', 'string')
    """
    tail = literal[literal.rindex('"') + 1 :]
    if tail.startswith("^^<"):
        return tail[3:-1]
    return RDF + "langString" if tail else XSD + "string"


# The longer first: one may lie within another.
_SPACES: Final = tuple(sorted(spaces(), key=lambda space: (-len(space), space)))


def space_of(iri: str) -> str | None:
    """The namespace of others that an IRI lies in."""
    return next((space for space in _SPACES if iri.startswith(space)), None)

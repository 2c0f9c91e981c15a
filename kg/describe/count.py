"""One pass over the N-Quads of a dataset: how many things of each class, with which properties, pointing to what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from kg.names import BASE, OBO, OBO_PREFIXES, RDF, SCHEMES, XSD

_TYPE = f"<{RDF}type>"
Pairs = defaultdict[tuple[str, str], Counter[str]]


@dataclass(slots=True)
class Counted:
    """Numbers of the union of all graphs; classes, properties and datatypes are IRIs.

    `targets` and `datatypes` are by class and property. `links` counts, by property and namespace of others, the
    classes of our things that point there. `first` holds the first thing of each class by its IRI.
    """

    graphs: Counter[str] = field(default_factory=Counter)
    triples: int = 0
    subjects: int = 0
    objects: int = 0
    typed: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    predicates: Counter[str] = field(default_factory=Counter)
    properties: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    targets: Pairs = field(default_factory=lambda: defaultdict(Counter))
    datatypes: Pairs = field(default_factory=lambda: defaultdict(Counter))
    links: Pairs = field(default_factory=lambda: defaultdict(Counter))
    link_sizes: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)


def spaces() -> dict[str, str]:
    """The namespaces of others that things of ours point to, with the short name of each."""
    return {**{f"{OBO}{prefix}_": prefix for prefix in OBO_PREFIXES}, **{at: name for name, at in SCHEMES.items()}}


def count(lines: Iterable[str]) -> Counted:
    """Count sorted lines, which are read twice; terms are kept as they are spelt in N-Quads until the end.

    Memory holds the classes of things and the objects, never the statements.
    """
    found = Counted()
    types = _types(lines, found)
    objects: set[str] = set()
    for subject, facts in groupby(_union(lines, found), key=itemgetter(0)):
        found.subjects += 1
        kinds = types.get(subject, ())
        ours = subject.startswith("<" + BASE)
        for _, predicate, object_ in facts:
            found.triples += 1
            objects.add(object_)
            found.predicates[predicate] += 1
            literal = object_.startswith('"')
            for kind in kinds:
                found.properties[kind][predicate] += 1
                if literal:
                    found.datatypes[kind, predicate][_datatype(object_)] += 1
                else:
                    found.targets[kind, predicate].update(types.get(object_, ()))
            if ours and not literal:
                _link(found, kinds, predicate, object_[1:-1])
    found.objects = len(objects)
    return found


def _union(lines: Iterable[str], found: Counted) -> Iterator[tuple[str, str, str]]:
    """Each triple once, whatever graphs hold it, whose sizes are counted on the way."""
    last = None
    for row in lines:
        end = row.rindex(" <")
        found.graphs[row[end + 2 : row.rindex(">")]] += 1
        if row[:end] != last:
            last = row[:end]
            subject, predicate, object_ = last.split(" ", 2)
            yield subject, predicate[1:-1], object_


def _types(lines: Iterable[str], found: Counted) -> Mapping[str, tuple[str, ...]]:
    """The classes of each thing, but for terms of terminologies, which are counted and no more."""
    types: dict[str, tuple[str, ...]] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = (row.split(" ", 2) for row in lines if _TYPE in row)
    for subject, facts in groupby((one for one in rows if one[1] == _TYPE), key=itemgetter(0)):
        every = dict.fromkeys(object_[1 : object_.index(">")] for _, _, object_ in facts if object_.startswith("<"))
        if not every:
            continue
        found.typed += 1
        found.entities.update(every.keys())
        kinds = tuple(kind for kind in every if not kind.startswith(OBO))
        if kinds:
            types[subject] = same.setdefault(kinds, kinds)
        if subject.startswith("<"):
            for kind in every:
                found.first.setdefault(kind, subject[1:-1])
    return types


def _datatype(literal: str) -> str:
    """What stands behind the closing quote says it (RDF 1.1, section 3.3).

    >>> _datatype('"1"^^<http://www.w3.org/2001/XMLSchema#integer>'), _datatype('"a"@en')[-10:], _datatype('"a"')[-6:]
    ('http://www.w3.org/2001/XMLSchema#integer', 'langString', 'string')
    """
    tail = literal[literal.rindex('"') + 1 :]
    if tail.startswith("^^<"):
        return tail[3:-1]
    return RDF + "langString" if tail else XSD + "string"


_SPACES = spaces()


def _link(found: Counted, kinds: Iterable[str], predicate: str, target: str) -> None:
    for space in _SPACES:
        if target.startswith(space):
            found.links[predicate, space].update(kind for kind in kinds if kind.startswith(BASE))
            found.link_sizes[predicate, space] += 1
            return

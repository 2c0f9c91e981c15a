"""Two passes over the N-Quads of a dataset: how many things of each class, with which properties, pointing to what.

The lines are sorted, and each triple stands in one graph: no set of triples is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from kg.names import BASE, LINKED, OBO, OBO_PREFIXES, RDF, SCHEMES, XSD
from kg.triples.terms import split

Pairs = defaultdict[tuple[str, str], Counter[str]]
Spelt = tuple[str, str, str]
_TYPE: Final = f"<{RDF}type>"


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
    properties: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    targets: Pairs = field(default_factory=lambda: defaultdict(Counter))
    datatypes: Pairs = field(default_factory=lambda: defaultdict(Counter))
    links: Pairs = field(default_factory=lambda: defaultdict(Counter))
    link_sizes: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)


def spaces() -> dict[str, str]:
    """The namespaces of others that may be pointed to, with the short name of each."""
    return {f"{OBO}{prefix}_": prefix for prefix in OBO_PREFIXES} | {
        at: name for name, at in (SCHEMES | LINKED).items()
    }


def count(lines: Iterable[str], without: str = "") -> Counted:
    """Count sorted lines, which are read twice; about two seconds for 200,000 quads. Of the graph `without` only the
    size is counted.

    Memory holds the classes of things and the objects, never the statements.
    """
    found = Counted()
    types = _types((line for line in lines if _TYPE in line), found, without)
    objects: set[str] = set()
    last = ""
    for subject, spelt, object_ in _triples(lines, found.graphs, without):
        predicate = spelt[1:-1]
        found.triples += 1
        found.subjects += subject != last
        last = subject
        objects.add(object_)
        found.predicates[predicate] += 1
        kinds = types.get(subject, ())
        literal = object_.startswith('"')
        for kind in kinds:
            found.properties[kind][predicate] += 1
            if literal:
                found.datatypes[kind, predicate][_datatype(object_)] += 1
            else:
                found.targets[kind, predicate].update(types.get(object_, ()))
        if not literal:
            _link(found, kinds, subject, predicate, object_)
    found.objects = len(objects)
    return found


def _triples(lines: Iterable[str], graphs: Counter[str], without: str) -> Iterator[Spelt]:
    """The triples but for those of one graph; the lines of each graph are counted on the way."""
    for row in lines:
        subject, predicate, object_, graph = split(row)
        graphs[graph] += 1
        if graph != without:
            yield subject, predicate, object_


def _types(lines: Iterable[str], found: Counted, without: str) -> Mapping[str, tuple[str, ...]]:
    """The classes of each thing, but for terms of terminologies, which are counted and no more."""
    types: dict[str, tuple[str, ...]] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    # A literal may hold the words, but never in second place.
    typed = (one for one in _triples(lines, Counter(), without) if one[1] == _TYPE)
    for subject, facts in groupby(typed, key=itemgetter(0)):
        every = [object_[1:-1] for _, _, object_ in facts if object_.startswith("<")]
        found.typed += bool(every)
        found.entities.update(every)
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


# The longer first: one may lie within another.
_SPACES: Final = tuple(sorted(spaces(), key=lambda space: (-len(space), space)))


@lru_cache(maxsize=65536)
def space_of(iri: str) -> str | None:
    """The namespace of others that an IRI lies in."""
    return next((space for space in _SPACES if iri.startswith(space)), None)


def _link(found: Counted, kinds: Iterable[str], subject: str, predicate: str, object_: str) -> None:
    """Count a link of a thing that is ours, or has a class of ours; within one namespace nothing is linked."""
    own = [kind for kind in kinds if kind.startswith(BASE)]
    space = space_of(object_[1:-1]) if own or subject.startswith("<" + BASE) else None
    if space and not subject.startswith("<" + space):
        found.links[predicate, space].update(own)
        found.link_sizes[predicate, space] += 1

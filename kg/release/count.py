"""What the N-Quads of a dataset hold: how many things of each class, with which properties, pointing to what.

A piece is counted by itself, and the pieces are joined: no set of triples is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from kg.names import BASE, LINKED, OBO, OBO_PREFIXES, RDF, SCHEMES, XSD
from kg.release.dataset import InPieces, texts
from kg.release.pieces import Piece
from kg.release.runs import KEPT, read, things

Pairs = defaultdict[tuple[str, str], Counter[str]]
Kinds = tuple[str, ...]
_TYPED: Final = f"<{RDF}type> ".encode()
_OURS: Final = "<" + BASE


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

    def add(self, other: Counted) -> None:
        """Add what was counted of a later piece, but for what is not the sum of both."""
        for name in ("triples", "subjects", "typed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("graphs", "entities", "predicates", "link_sizes"):
            getattr(self, name).update(getattr(other, name))
        for name in ("properties", "targets", "datatypes", "links"):
            mine = getattr(self, name)
            for key, numbers in getattr(other, name).items():
                mine[key].update(numbers)
        for kind, thing in other.first.items():
            self.first.setdefault(kind, thing)


def spaces() -> dict[str, str]:
    """The namespaces of others that may be pointed to, with the short name of each."""
    return {f"{OBO}{prefix}_": prefix for prefix in OBO_PREFIXES} | {
        at: name for name, at in (SCHEMES | LINKED).items()
    }


def count(lines: Iterable[str] | InPieces, without: str = "") -> Counted:
    """Count sorted lines. Of the graph `without` only the size is counted.

    Memory holds the classes of things and the objects, never the statements.
    """
    return joined(counted(text, without) for text in texts(lines))


@dataclass(slots=True)
class CountedPiece:
    """A piece by itself: `found` has no targets yet, since the classes of these may stand in another piece.

    `types` are those of its things, `objects` in lines; `pointed` counts what the things of some classes lead to.
    """

    found: Counted
    types: dict[str, Kinds]
    objects: bytes
    pointed: Counter[tuple[Kinds, str, str]]


def counted(piece: Piece | bytes, without: str = "") -> CountedPiece:
    """Count a piece: what one kind of thing says alike is taken apart once."""
    found, types, objects = Counted(), dict[str, Kinds](), set[str]()
    pointed, same = Counter[tuple[Kinds, str, str]](), dict[Kinds, Kinds]()
    told: Counter[tuple[Kinds, str, bytes]] = Counter()
    for spelt, keys in things(piece if isinstance(piece, bytes) else piece.raw()):
        subject = spelt.decode()
        kinds = next((_types(found, subject, key, without) for key in keys if key.startswith(_TYPED)), ())
        if kinds:
            kinds = types[subject] = same.setdefault(kinds, kinds)
        found.subjects += not without or any(graph != without for key in keys for _, graph in read(key).facts)
        # Of things that are ours the class decides what is a link, of others their very name.
        name = "" if subject.startswith(_OURS) else subject
        for key in keys:
            told[kinds, name, key] += 1
    for (kinds, name, key), times in told.items():
        predicate = read(key).predicate
        for object_, graph in read(key).facts:
            found.graphs[graph] += times
            if graph != without:
                objects.add(object_)
                _said(found, kinds, name, predicate[1:-1], object_, times)
                if kinds and not object_.startswith('"'):
                    pointed[kinds, predicate[1:-1], object_] += times
    return CountedPiece(found, types, "\n".join(objects).encode(), pointed)


def joined(some: Iterable[CountedPiece]) -> Counted:
    """The figures of all pieces, which come in their order."""
    whole, types, objects = Counted(), dict[str, Kinds](), set[bytes]()
    pointed = Counter[tuple[Kinds, str, str]]()
    for one in some:
        types.update(one.types)
        objects.update(one.objects.split(b"\n") if one.objects else ())
        pointed.update(one.pointed)
        whole.add(one.found)
    for (kinds, predicate, object_), times in pointed.items():
        for target in types.get(object_, ()):
            for kind in kinds:
                whole.targets[kind, predicate][target] += times
    whole.objects = len(objects)
    return whole


def _types(found: Counted, subject: str, key: bytes, without: str) -> Kinds:
    """The classes of a thing, but for terms of terminologies, which are counted and no more."""
    every, kinds = _classes(key, without)
    found.typed += bool(every)
    found.entities.update(every)
    if subject.startswith("<"):
        for kind in every:
            found.first.setdefault(kind, subject[1:-1])
    return kinds


@lru_cache(maxsize=KEPT)
def _classes(key: bytes, without: str) -> tuple[Kinds, Kinds]:
    every = tuple(one[1:-1] for one, graph in read(key).facts if one.startswith("<") and graph != without)
    return every, tuple(kind for kind in every if not kind.startswith(OBO))


def _said(found: Counted, kinds: Kinds, name: str, predicate: str, object_: str, times: int) -> None:
    found.triples += times
    found.predicates[predicate] += times
    literal = object_.startswith('"')
    for kind in kinds:
        found.properties[kind][predicate] += times
        if literal:
            found.datatypes[kind, predicate][_datatype(object_)] += times
    if not literal:
        _link(found, kinds, name, predicate, object_, times)


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


def _link(found: Counted, kinds: Kinds, name: str, predicate: str, object_: str, times: int) -> None:
    """Count a link of a thing that is ours (it has no `name` here), or has a class of ours; none within a namespace."""
    own = [kind for kind in kinds if kind.startswith(BASE)]
    space = space_of(object_[1:-1]) if own or not name else None
    if space and not name.startswith("<" + space):
        for kind in own:
            found.links[predicate, space][kind] += times
        found.links[predicate, space].update()
        found.link_sizes[predicate, space] += times

"""What the N-Quads of a dataset hold: how many things of each class, with which properties, pointing to what.

A piece is counted by itself, and the pieces are joined: no set of triples is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.names import BASE, OBO, RDF, XSD
from kg.release.dataset import InPieces, texts
from kg.release.made_once import MadeOnce
from kg.release.pieces import Piece
from kg.release.runs import ReadRun, ReadThings, read
from kg.release.spaces import space_of, spaces_of

Pairs = defaultdict[tuple[str, str], Counter[str]]
Kinds = tuple[str, ...]
_Alike = tuple[Kinds, Kinds | None]
"""The classes of things, and the namespaces of others that they lie in; none for things that are ours."""
_TYPE: Final = f"<{RDF}type>"
_OURS: Final = f"<{BASE}"


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


def count(lines: Iterable[str] | InPieces, without: str = "") -> Counted:
    """Count sorted lines. Of the graph `without` only the size is counted.

    Memory holds the classes of things and the objects, never the statements.
    """
    return joined(counted(text, without) for text in texts(lines))


@dataclass(slots=True)
class CountedPiece:
    """A piece by itself: `found` has no targets yet, since the classes of these may stand in another piece.

    `types` are those of its things, `objects` in lines; `pointed` counts what the things of some classes lead to, by
    these and the property.
    """

    found: Counted
    types: dict[str, Kinds]
    objects: bytes
    pointed: dict[tuple[Kinds, str], Counter[str]]


def counted(piece: Piece | bytes, without: str = "") -> CountedPiece:
    """Count a piece."""
    return counted_of(read(piece if isinstance(piece, bytes) else piece.raw()), without)


def counted_of(there: ReadThings, without: str = "") -> CountedPiece:
    """The same of a piece that was read: what things of the same classes say is counted together."""
    found, types, told = Counted(), dict[str, Kinds](), defaultdict[_Alike, list[ReadRun]](list)
    classes, same = MadeOnce[ReadRun, tuple[Kinds, Kinds]](lambda run: _classes(run, without)), dict[Kinds, Kinds]()
    for subject, runs in there.things:
        found.subjects += any(run.graph != without or run.parts for run in runs)
        every, kinds = next((classes[run] for run in runs if run.predicate == _TYPE), ((), ()))
        found.typed += bool(every)
        found.entities.update(every)
        if subject.startswith("<"):
            for kind in every:
                found.first.setdefault(kind, subject[1:-1])
        if kinds:
            kinds = types[subject] = same.setdefault(kinds, kinds)
        # Of things that are ours the class decides what is a link, of others where they lie.
        told[kinds, None if subject.startswith(_OURS) else spaces_of(subject[1:-1])] += runs
    piece, objects = CountedPiece(found, types, b"", _counters()), set[str]()
    for (kinds, within), runs in told.items():
        objects.update(*_add(piece, kinds, within, Counter(runs), without))
    piece.objects = "\n".join(objects).encode()
    return piece


def _classes(run: ReadRun, without: str) -> tuple[Kinds, Kinds]:
    """The classes of a thing; and those but for terms of terminologies, which are counted and no more."""
    every = tuple([one[1:-1] for one, graph in run.facts() if one.startswith("<") and graph != without])
    return every, tuple([kind for kind in every if not kind.startswith(OBO)])


def _add(
    piece: CountedPiece, kinds: Kinds, within: Kinds | None, runs: Mapping[ReadRun, int], without: str
) -> Iterator[Iterable[str]]:
    """Add what things of these classes say, which lie in these namespaces, or are ours; yields the objects."""
    found, sizes = piece.found, Counter[str]()
    pointed: dict[str, Counter[str]] = _counters()
    tails: dict[str, Counter[str]] = _counters()
    for run, times in runs.items():
        for part in run.parts or (run,):
            found.graphs[part.graph] += len(part.objects) * times
            if part.graph != without:
                yield part.objects
                name = run.predicate
                sizes[name] += len(part.objects) * times
                for one in part.objects:
                    if one[0] == '"':
                        tails[name][one[one.rindex('"') + 1 :]] += times
                    else:
                        pointed[name][one] += times
    for spelt, size in sizes.items():
        name = spelt[1:-1]
        found.triples += size
        found.predicates[name] += size
        for kind in kinds:
            found.properties[kind][name] += size
            for tail, times in tails[spelt].items():
                found.datatypes[kind, name][_datatype(tail)] += times
        if pointed[spelt]:
            if kinds:
                piece.pointed[kinds, name].update(pointed[spelt])
            _link(found, name, [kind for kind in kinds if kind.startswith(BASE)], within, pointed[spelt])


def _link(found: Counted, name: str, own: Sequence[str], within: Kinds | None, pointed: Mapping[str, int]) -> None:
    """Count the links of things that are ours, or have a class of ours; none within a namespace."""
    if own or within is None:
        for one, times in pointed.items():
            space = None if one.startswith(_OURS) else space_of(one[1:-1])
            if space and space not in (within or ()):
                for kind in own:
                    found.links[name, space][kind] += times
                found.links[name, space].update()
                found.link_sizes[name, space] += times


def joined(some: Iterable[CountedPiece]) -> Counted:
    """The figures of all pieces, which come in their order."""
    whole, types, objects, pointed = Counted(), dict[str, Kinds](), set[bytes](), _counters()
    for one in some:
        types.update(one.types)
        objects.update(one.objects.split(b"\n") if one.objects else ())
        for led, numbers in one.pointed.items():
            pointed[led].update(numbers)
        whole.add(one.found)
    for (kinds, predicate), numbers in pointed.items():
        for object_, times in numbers.items():
            for target in types.get(object_, ()):
                for kind in kinds:
                    whole.targets[kind, predicate][target] += times
    whole.objects = len(objects)
    return whole


def _datatype(tail: str) -> str:
    """What stands behind the closing quote of a literal says it (RDF 1.1, section 3.3).

    >>> _datatype("^^<http://www.w3.org/2001/XMLSchema#integer>"), _datatype("@en")[-10:], _datatype("")[-6:]
    ('http://www.w3.org/2001/XMLSchema#integer', 'langString', 'string')
    """
    if tail.startswith("^^<"):
        return tail[3:-1]
    return RDF + "langString" if tail else XSD + "string"

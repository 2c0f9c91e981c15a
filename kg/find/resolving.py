"""One thing for any of its names: identifiers in every spelling, links, HGVS, labels, synonyms, old names.

In the order of how sure they are: an IRI of the graph, an identifier, a variant's name, a name as written, a name with
less and less regard to its spelling, a number without its prefix. The first way that leads anywhere decides; where it
leads to several things alike, the answer is all of them, and none is chosen.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final

from kg.engine import Engine
from kg.find.book import Book
from kg.find.hgvs import looks
from kg.find.homes import Homes
from kg.find.identifiers import clean
from kg.find.lookup import near
from kg.find.ours import ours
from kg.find.resolution import Named, Resolution
from kg.find.search import Index, SearchKind
from kg.find.spelling import is_name
from kg.find.ways import Way, Ways
from kg.names import BASE

LONGEST: Final = 1000
"""Characters of the longest text that is looked up; the longest title here has less than half of it."""
_MOST: Final = 8
_LIKELY: Final = (SearchKind.TERM, SearchKind.PAPER, SearchKind.CASE, SearchKind.GENE)


@dataclass(slots=True)
class Resolver:
    """Resolves names over a graph that was read once; any number of threads may ask."""

    engine: Engine
    _homes: Homes
    _ways: Ways
    _index: Index | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, engine: Engine) -> Resolver:
        """Read the names of a graph: two seconds for the whole of HPO."""
        book = Book(engine)
        homes = Homes(book)
        return cls(engine, homes, Ways(book, homes))

    def resolve(self, text: str) -> Resolution:
        """What a text stands for; no text is an error."""
        asked = text[:LONGEST]
        given = clean(text) if len(text) <= LONGEST else ""
        if not given or not is_name(given):
            return Resolution(asked)
        for way in self._ways.of(given):
            if way.found:
                return self._settled(asked, way)
        return Resolution(asked, rewrites=self._ways.unheld(given), suggestions=self._alike(given))

    def _settled(self, asked: str, way: Way) -> Resolution:
        """The one thing, when what was found comes home to one; else all of them."""
        homes: dict[str, tuple[int, tuple[str, ...]]] = {}
        for rank, iri in sorted(way.found):
            for home, told in self._homes.of(iri):
                if home not in homes or (rank, len(told)) < (homes[home][0], len(homes[home][1])):
                    homes[home] = rank, told
        best = min(rank for rank, _ in homes.values())
        chosen, aside = self._homes.without_genes([home for home, (rank, _) in homes.items() if rank == best])
        named = self._homes.named
        if len(chosen) > 1:
            return Resolution(asked, None, way.told, tuple(map(named, chosen)))
        others = [named(one) for one in homes if one not in chosen and self._homes.book.types.get(one)]
        rewrites = (*way.told, *homes[chosen[0]][1], *aside)
        return Resolution(asked, named(chosen[0]), rewrites, (*others, *self._homes.around(chosen[0])))

    def _alike(self, given: str) -> tuple[Named, ...]:
        close = [ref.iri for iri in ours(given) if iri.startswith(BASE) for ref in near(self.engine, iri, _MOST)]
        variant = self._ways.variant(given)
        with self._lock:
            index = self._index = self._index or Index.of(self.engine)
        for kind in (SearchKind.VARIANT,) if variant or looks(given) else _LIKELY:
            close += index.similar((variant or given)[:200], kind, 3)
        return tuple(self._homes.named(iri) for iri in dict.fromkeys(close))[:_MOST]


def resolve(engine: Engine, text: str) -> Resolution:
    """What a text stands for in a graph. Whoever asks more than once keeps a `Resolver`."""
    return Resolver.of(engine).resolve(text)

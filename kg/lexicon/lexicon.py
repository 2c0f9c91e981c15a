"""What things are called: one reading of names for every door, over an index that was written with the release.

In the order of how sure they are: an IRI of the graph, an identifier, a variant's name, a name as written, a name with
less and less regard to its spelling, a number without its prefix. The first way that leads anywhere decides; where it
leads to several things alike, the answer is all of them, and none is chosen.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final, TypeVar, cast
from weakref import WeakKeyDictionary, ref

from kg.engine import Engine
from kg.engine.asking import Asking
from kg.engine.columns.met import Met
from kg.lexicon import volume
from kg.lexicon.changes import Changes
from kg.lexicon.complete import Completions, Suggestion
from kg.lexicon.entries import write
from kg.lexicon.held import Aside, HeldNames, beside
from kg.lexicon.hgvs import looks
from kg.lexicon.homes import Homes
from kg.lexicon.identifiers import clean, identifiers
from kg.lexicon.kinds import Kind, Role, SearchKind, kind_word
from kg.lexicon.ours import ours
from kg.lexicon.reading import REPLACED, UseCounts, from_engine, from_numbers, mapped_in
from kg.lexicon.resolution import Named, Resolution
from kg.lexicon.search import Hit, Search, ordered, plainly
from kg.lexicon.slips import own_names, strange_names
from kg.lexicon.spelling import is_name
from kg.lexicon.volume import Volume, Writer
from kg.lexicon.ways import Ways
from kg.lexicon.words import Texts
from kg.names import BASE
from kg.release import Release
from kg.release.columns import met_in
from kg.release.dataset import InPieces

E = TypeVar("E", bound=Engine)
INDEX: Final = "names.sqlite"
"""The file of a release."""
LONGEST: Final = 1000
"""Characters of the longest text that is looked up; the longest title here has less than half of it."""
_MOST: Final = 8
_WORDS: Final = {SearchKind.OBSERVATION: "Observation", SearchKind.STATISTIC: "CohortStatistic"}
"""What has no name of its own, in a word."""
_FIRST: Final = 1000.0
_opened: WeakKeyDictionary[Engine, Lexicon] = WeakKeyDictionary()
_opening = threading.Lock()
_through: ContextVar[Asking | None] = ContextVar("_through", default=None)
"""The request that this thread reads names for: what the index does not hold is asked under its deadline."""
_READING: Final = 600.0
"""Seconds in which the names of a graph without an index are read, once."""


class Lexicon:
    """The names of a graph that never changes; any number of threads may ask."""

    def __init__(self, index: Volume, aside: Aside) -> None:
        self._held = HeldNames(index, aside)
        self._homes = Homes(self._held)
        self.changes = Changes(self._held)
        self._ways = Ways(self._held, self._homes, self.changes)
        texts = Texts(index)
        self._search = Search(index, texts, self.changes)
        self._completions = Completions(index, texts)

    @classmethod
    def of_release(cls, release: Release) -> Lexicon:
        """By the index of a release; for one that was built before there was any, it is made from its lines."""
        path = release.folder / INDEX
        index = Volume.open(path) if path.exists() else Volume.made(partial(_from_numbers, met_in(release.lines())))
        return cls(index, beside(release.engine))

    @classmethod
    def of(cls, engine: Engine) -> Lexicon:
        """That of an engine, opened once: by the index of its release, else asked of it.

        An `Asking` has the names of its engine. The first that wants them reads them, for which it has time of its own.
        """
        asking = engine if isinstance(engine, Asking) else None
        _through.set(asking)
        held = asking.engine if asking else engine
        if held in _opened:
            return _opened[held]
        with asking.unhurried(_READING) if asking else nullcontext(), _opening:
            if held not in _opened:
                _opened[held] = cls(Volume.made(partial(_from_engine, engine)), _beside(held))
            return _opened[held]

    @classmethod
    def lend(cls, engine: E, folder: Path) -> E:
        """An engine whose names are read from the folder of its release, where that has an index."""
        if (folder / INDEX).exists():
            _opened[engine] = cls(Volume.open(folder / INDEX), _beside(engine))
        return engine

    @classmethod
    def slips(cls, engine: Engine, query: str) -> tuple[str, ...]:
        """The names of our ontology in a query that the graph of an engine has not, each told with the nearest one."""
        named = own_names(query)
        return strange_names(named, cls.of(engine)._completions) if named else ()

    def resolve(self, text: str, kind: Kind | None = None) -> Resolution:
        """What a text stands for, among all things or those of a kind; no text is an error."""
        asked = text[:LONGEST]
        given = clean(text) if len(text) <= LONGEST else ""
        if not given or not is_name(given):
            return Resolution(asked)
        found = self.meant(given, kind)
        if found.meant:
            return replace(found, asked=asked)
        close, told = self._alike(given, kind)
        named = {one.iri: one for one in reversed(close) if kind is None or self._held.is_a(one.iri, kind)}
        return Resolution(asked, rewrites=(*found.rewrites, *told), suggestions=tuple(named.values())[::-1][:_MOST])

    def meant(self, given: str, kind: Kind | None = None) -> Resolution:
        """The same without looking for what is like it."""
        given = clean(given)
        for way in self._ways.of(given) if given else ():
            settled = self._homes.settled(given, way, kind)
            if settled:
                return settled
        return Resolution(given, rewrites=self._ways.unheld(given) if given else ())

    def former(self, iri: str) -> bool:
        """Whether a thing is obsolete and has a successor, as which it is read."""
        return self._held.old(iri) and bool(self._held.out(REPLACED, iri))

    def _alike(self, given: str, kind: Kind | None) -> tuple[list[Named], tuple[str, ...]]:
        """What may have been meant by a name that nothing has, best first, and how it was read."""
        close = [one for iri in ours(given) if iri.startswith(BASE) for one in self.near(iri)]
        if looks(given) or self.changes.read(given):
            close += map(self._held.named, self.changes.like(given))
        kinds = [one for one in SearchKind if kind is None or not one.value.isdisjoint(kind.value)]
        if identifiers(given):
            return close, ()
        hits, told = self._words(given, kinds)
        hits = hits or self._search.some(given, kinds)
        later = (SearchKind.OBSERVATION, SearchKind.STATISTIC)  # no one calls these by a name
        return [*close, *map(self._shown, sorted(hits, key=lambda hit: hit.kind in later))], told

    def _shown(self, hit: Hit) -> Named:
        if self._held.kinds(hit.iri):
            return self._held.named(hit.iri)
        return Named(hit.iri, hit.text, _WORDS.get(hit.kind, ""))

    def near(self, iri: str, most: int = _MOST) -> tuple[Named, ...]:
        """Things of ours whose address is like one that is none, best first."""
        labels = self._held.like(iri) if iri.startswith(BASE) else {}
        return tuple(map(self._held.named, get_close_matches(iri, labels, most, 0.6)))

    def search(self, text: str, kinds: Collection[SearchKind] = ()) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
        """All things with every word of a text, best first, and how it was read where that is not as it was written.

        What the text is a name of comes first. Where nothing has its words, they are taken for mistyped.
        """
        found, told = self._words(text, kinds)
        settled = self.meant(text) if len(text) <= LONGEST and is_name(text) else Resolution(text)
        hits = {hit.iri: hit for hit in found}
        for place, one in enumerate(settled.meant):
            hit = hits.get(one.iri) or self._plain_hit(one, kinds)
            if hit:
                told += () if one.iri in hits else settled.rewrites
                hits[one.iri] = replace(hit, score=round(_FIRST + hit.score - place / 1000, 6))
        return tuple(sorted(hits.values(), key=ordered)), tuple(dict.fromkeys(told))

    def _plain_hit(self, one: Named, kinds: Collection[SearchKind]) -> Hit | None:
        kind = next((kind for kind in SearchKind if self._held.is_a(one.iri, kind)), None)
        return plainly(one.iri, kind, one.label, 0.0) if kind and (not kinds or kind in kinds) else None

    def _words(self, text: str, kinds: Collection[SearchKind]) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
        """By words, as they are, else as they may have been meant."""
        found = self._search.hits(text, kinds)
        for mended in self._search.mended(text) if not found else ():
            found = self._search.hits(mended, kinds)
            if found:
                return found, (f"{text!r} is not here, and is read as {mended!r}",)
        return found, ()

    def suggest(self, text: str, kinds: Collection[SearchKind], most: int) -> list[tuple[Named, str]]:
        """Things that a person who is typing may mean, best first, each with the text that was found.

        What the text is a name of already comes first; where nothing begins so, what is like it.
        """
        if not text.strip() or len(text) > LONGEST:
            return []
        settled = self.meant(text).meant if is_name(text) else ()
        found = {one.iri: (one, one.label) for one in settled if any(self._held.is_a(one.iri, kind) for kind in kinds)}
        for iri, label, words in self._search.likeliest(text, kinds):
            if len(found) >= most:
                break
            found.setdefault(iri, (Named(iri, label, kind_word(self._held.kinds(iri))), words))
        if not found:
            found = {one.iri: (one, one.label) for one in self.resolve(text).suggestions}
        return list(found.values())[:most]

    def complete(self, text: str, role: Role | None = None, most: int = 20) -> list[Suggestion]:
        """Names that a query may go on with: what the text is a name of, what begins so, else what may be meant."""
        if not text.strip():
            return []
        begun = {one.name: one for one in self._completions.begun(text, role, most)}
        meant = [one for thing in self.meant(text).meant for one in self._completions.of(thing.iri)]
        named = {one.name: begun.get(one.name, one) for one in meant}
        # An identifier that is being typed is none yet: HP:00025 may become HP:0002500.
        first = {} if identifiers(text) else {name: one for name, one in named.items() if role in (None, one.role)}
        found = list({**first, **begun, **named}.values())
        if not found:
            found = [one for thing in self.resolve(text).suggestions for one in self._completions.of(thing.iri)]
        return found[:most]


def _beside(engine: Engine) -> Aside:
    held = ref(engine)  # it must not live as long as its names
    return beside(lambda: _through.get() or cast("Engine", held()))


def write_index(path: Path, lines: Iterable[str] | InPieces) -> None:
    """The index of a release, from its sorted lines."""
    index_of(met_in(lines), path, None)


def index_of(met: Met, path: Path, _: object) -> None:
    """The same of lines that were numbered, as a file of a release of the same lines."""
    volume.write(path, partial(_from_numbers, met))


def _from_numbers(met: Met, writer: Writer) -> None:
    tally = UseCounts()
    write(writer, from_numbers(met, tally), tally, mapped_in(met))


def _from_engine(engine: Engine, writer: Writer) -> None:
    tally = UseCounts()
    write(writer, from_engine(engine, tally), tally)

"""What analyses read: the people of a release as matrices, and its graph."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

from kg.analysis.arrays import verify
from kg.analysis.diseases import DISEASES, LAYOUT, AnnotatedDiseases
from kg.analysis.numbered_people import people_of
from kg.analysis.people import PEOPLE, People
from kg.engine import Engine
from kg.engine.asking import Asking
from kg.files import Damaged
from kg.find.called import Known, Names
from kg.find.people import said_by
from kg.lexicon import Lexicon
from kg.release import Release
from kg.release.columns import met_in

E = TypeVar("E", bound=Engine)
_lent: Final[WeakKeyDictionary[Engine, Path]] = WeakKeyDictionary()
_people: Final[WeakKeyDictionary[Engine, People]] = WeakKeyDictionary()
_diseases: Final[WeakKeyDictionary[Engine, AnnotatedDiseases | None]] = WeakKeyDictionary()
_opening: Final = threading.Lock()
_READING: Final = 600.0
"""Seconds that the first who asks has beside its deadline, to read everybody of an endpoint elsewhere."""


@dataclass(frozen=True)
class Held:
    """`names` are those of one question, and lead to the engine; `annotated` are all diseases, where they are at hand.

    `annotated` left out are those of the engine's release.
    """

    people: People
    names: Names
    annotated: AnnotatedDiseases | None = None

    @property
    def engine(self) -> Engine:
        """The graph."""
        return self.names.engine

    @property
    def diseases(self) -> AnnotatedDiseases | None:
        """All diseases of HPO's annotations, read when they are first wanted; None for a release without them."""
        own = _own(self.engine)
        if self.annotated or own not in _lent:
            return self.annotated
        with _opening:
            if own not in _diseases:
                _diseases[own] = AnnotatedDiseases.beside(_lent[own])
            return _diseases[own]

    @classmethod
    def of(cls, engine: Engine, known: Known | None = None) -> Held:
        """What an engine holds; its people are read once, from the file that it was lent, else by asking it.

        `known` are names that were looked up before.
        """
        own = _own(engine)
        people = _people.get(own)
        if people is None:
            asking = engine if isinstance(engine, Asking) else None
            with asking.unhurried(_READING) if asking else nullcontext(), _opening:
                people = _people.get(own) or _read(own) or People.of(said_by(engine))
                _people[own] = people
        return cls(people, Names(engine, known))

    @classmethod
    def lend(cls, engine: E, folder: Path) -> E:
        """An engine whose people and diseases are read from the folder of its release, when they are wanted."""
        _lent[engine] = folder
        return engine

    @classmethod
    def read_ahead(cls, engine: Engine) -> bool:
        """Read people and diseases from the files that an engine was lent; whether it was. The engine is not asked."""
        folder = _lent.get(_own(engine))
        if folder is None or not (folder / PEOPLE).exists():
            return False
        found = cls.of(engine).diseases
        return found is not None

    @classmethod
    def faults(cls, folder: Path) -> tuple[Damaged, ...]:
        """What is wrong with the files of a release that would be lent; such a folder is better not lent."""
        found = []
        for name, layout in ((PEOPLE, People.layout()), (DISEASES, LAYOUT)):
            try:
                if (folder / name).exists():
                    verify(folder / name, layout)
            except Damaged as fault:
                found.append(fault)
        return tuple(found)

    @classmethod
    def of_release(cls, release: Release, engine: Engine | None = None) -> Held:
        """What a release holds; `engine` where it was loaded already."""
        asked = Lexicon.lend(cls.lend(engine or release.engine(), release.folder), release.folder)
        with _opening:
            if asked not in _people:
                _people[asked] = _read(asked) or people_of(met_in(release.lines()))
            return cls(_people[asked], Names(asked))


def _own(engine: Engine) -> Engine:
    return engine.engine if isinstance(engine, Asking) else engine


def _read(own: Engine) -> People | None:
    path = _lent[own] / PEOPLE if own in _lent else None
    return People.read(path) if path and path.exists() else None

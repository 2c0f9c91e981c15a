"""What analyses read: the people of a release as matrices, and its graph."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

from kg.analysis.people import PEOPLE, People
from kg.engine import Engine
from kg.engine.asking import Asking
from kg.find.called import Known, Names
from kg.find.people import said_by, said_in
from kg.release import Release

E = TypeVar("E", bound=Engine)
_opened: Final[WeakKeyDictionary[Engine, People]] = WeakKeyDictionary()
_lent: Final[WeakKeyDictionary[Engine, Path]] = WeakKeyDictionary()
_opening: Final = threading.Lock()
_READING: Final = 600.0
"""Seconds that the first who asks has beside its deadline, to read everybody of an endpoint elsewhere."""


@dataclass(frozen=True)
class Held:
    """`names` are those of one question, and lead to the engine."""

    people: People
    names: Names

    @property
    def engine(self) -> Engine:
        """The graph."""
        return self.names.engine

    @classmethod
    def of(cls, engine: Engine, known: Known | None = None) -> Held:
        """What an engine holds; its people are read once, from the file that it was lent, else by asking it.

        `known` are names that were looked up before.
        """
        asking = engine if isinstance(engine, Asking) else None
        own = asking.engine if asking else engine
        people = _opened.get(own)
        if people is None:
            with asking.unhurried(_READING) if asking else nullcontext(), _opening:
                people = _opened.get(own) or _read(own, engine)
                _opened[own] = people
        return cls(people, Names(engine, known))

    @classmethod
    def lend(cls, engine: E, folder: Path) -> E:
        """An engine whose people are read from the folder of its release, where that has them, when they are wanted."""
        if (folder / PEOPLE).exists():
            _lent[engine] = folder / PEOPLE
        return engine

    @classmethod
    def of_release(cls, release: Release, engine: Engine | None = None) -> Held:
        """What a release holds; `engine` where it was loaded already."""
        asked = cls.lend(engine or release.engine(), release.folder)
        with _opening:
            if asked not in _opened:
                path = _lent.get(asked)
                _opened[asked] = People.read(path) if path else People.of(said_in(release.lines()))
            return cls(_opened[asked], Names(asked))


def _read(own: Engine, engine: Engine) -> People:
    path = _lent.get(own)
    return People.read(path) if path and path.exists() else People.of(said_by(engine))

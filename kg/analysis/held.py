"""What analyses read: the people of a release as matrices, and its graph."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from kg.analysis.diseases import Diseases
from kg.analysis.people import PEOPLE, People
from kg.engine import Engine
from kg.engine.asking import Asking
from kg.find.called import Names
from kg.find.people import said_by, said_in
from kg.release import Release

_opened: Final[WeakKeyDictionary[Engine, People]] = WeakKeyDictionary()
_diseases: Final[WeakKeyDictionary[Engine, Diseases | None]] = WeakKeyDictionary()
_opening: Final = threading.Lock()


@dataclass(frozen=True)
class Held:
    """`names` are those of one question, and lead to the engine; `diseases` those of a release with a file of them."""

    people: People
    names: Names
    diseases: Diseases | None = None

    @property
    def engine(self) -> Engine:
        """The graph."""
        return self.names.engine

    @classmethod
    def of(cls, engine: Engine) -> Held:
        """What an engine holds; its people are read once, from the file of its release where that has one."""
        known = engine.engine if isinstance(engine, Asking) else engine
        with _opening:
            if known not in _opened:
                _opened[known] = People.of(said_by(engine))
            return cls(_opened[known], Names(engine), _diseases.get(known))

    @classmethod
    def of_release(cls, release: Release, engine: Engine | None = None) -> Held:
        """What a release holds; `engine` where it was loaded already."""
        asked = engine or release.engine()
        path = release.folder / PEOPLE
        with _opening:
            _opened[asked] = People.read(path) if path.exists() else People.of(said_in(release.lines()))
            _diseases[asked] = Diseases.beside(release.folder)
            return cls(_opened[asked], Names(asked), _diseases[asked])

"""The names of one question, each read by the lexicon among the things of a kind."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import TypeAlias

from kg.engine import Engine
from kg.errors import UnknownName
from kg.lexicon import Kind, Lexicon
from kg.lexicon.spelling import PROLOGUE, NotAName, is_name, references

Found: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""The things of a name, and in words how it was read, where that is not as it was written; without things, why."""
Known: TypeAlias = MutableMapping[tuple[Kind, str], Found]
"""What was looked up before: the things of a name, and how it was read."""


class Names:
    """Resolves the names of one question; `rewrites` collects which were read as others.

    `known` may be shared by the questions of one request, so that none looks a name up again.
    """

    def __init__(self, engine: Engine, known: Known | None = None) -> None:
        self._engine = engine
        self._known = {} if known is None else known
        self.rewrites: list[str] = []

    @property
    def engine(self) -> Engine:
        """The engine that knows them."""
        return self._engine

    def all(self, kind: Kind, spelling: str) -> tuple[str, ...]:
        """The IRIs a name may stand for; several where a protein name fits more than one variant.

        Raises `UnknownName` when nothing is called so, and `NotAName` for what cannot be a name.
        """
        self.look_up(kind, (spelling,))
        found, told = self._known[kind, spelling]
        if not found:
            why = "".join(f"; {one}" for one in told)
            raise UnknownName(f"no {kind.name.lower()} here is called {spelling[:80]!r}{why}", spelling)
        self.rewrites += [one for one in told if one not in self.rewrites]
        return found

    def look_up(self, kind: Kind, spellings: Iterable[str]) -> None:
        """Look many names up, so that each is known when it is asked for. Raises `NotAName`."""
        for one in (one for one in spellings if (kind, one) not in self._known):
            if not is_name(one):
                raise NotAName(f"{one[:80]!r} holds characters that no name has", one)
            found = Lexicon.of(self._engine).meant(one, kind)
            self._known[kind, one] = tuple(sorted(thing.iri for thing in found.meant)), found.rewrites

    def has(self, kind: Kind, spelling: str) -> bool:
        """Whether anything is called so. Raises `NotAName`."""
        self.look_up(kind, (spelling,))
        return bool(self._known[kind, spelling][0])

    def one(self, kind: Kind, spelling: str) -> str | None:
        """The one thing of this name, else None."""
        try:
            found = self.all(kind, spelling)
        except UnknownName:
            return None
        return found[0] if len(found) == 1 else None

    def parts(self, regions: Iterable[str]) -> tuple[str, ...]:
        """The regions with all that lie within them."""
        rows = self._engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?x WHERE {{
            VALUES ?whole {{ {references(regions)} }} ?x kg:within* ?whole }} ORDER BY ?x""")
        return tuple(row["x"].value for row in rows)

"""What a view is made from: the graph, the release, and what the address asks, which is read here and only here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from api.errors import Refusal
from kg.analysis import Held
from kg.engine import Engine
from kg.release.about import About

LONGEST: Final = 200
"""Characters of a value: names are shorter."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`path` has no suffix and no query; `given` are the parameters of the query, in their order."""

    engine: Engine
    about: About
    path: str
    given: Mapping[str, Sequence[str]]

    @property
    def held(self) -> Held:
        """The people and names of the graph; names are looked up once for all that one view asks with it."""
        return Held.of(self.engine)

    def only(self, *names: str) -> None:
        """Raises `Refusal` where a parameter is none of these."""
        strange = [name for name in self.given if name not in names]
        if strange:
            right = ", ".join(names) or "none"
            raise Refusal(400, f"there is no parameter {strange[0][:80]!r} here; right would be: {right}")

    def many(self, name: str) -> tuple[str, ...]:
        """The values of a parameter that are not empty; raises `Refusal` where one is no name of anything."""
        found = tuple(text.strip() for text in self.given.get(name, ()) if text.strip())
        if any(len(text) > LONGEST for text in found):
            raise Refusal(400, f"`{name}` may have {LONGEST} characters")
        return found

    def text(self, name: str, usual: str = "") -> str:
        """The first value of a parameter."""
        return next(iter(self.many(name)), usual)

    def choice(self, name: str, choices: Sequence[str], usual: str = "") -> str:
        """One of some words; raises `Refusal`, which names them."""
        found = self.text(name, usual)
        if found != usual and found not in choices:
            raise Refusal(400, f"`{name}` is one of: {', '.join(choices)}")
        return found

    def number(self, name: str, usual: int = 0) -> int:
        """A whole number; raises `Refusal`."""
        found = self.text(name, str(usual))
        if not (found.isascii() and found.isdecimal() and len(found) < 10):
            raise Refusal(400, f"`{name}` is a whole number")
        return int(found)

    @property
    def permalink(self) -> str:
        """The path with the parameters that say something, in one order."""
        return self.other()

    def other(self, **changed: str | None) -> str:
        """The permalink with some parameters otherwise; None leaves one out."""
        given = {name: tuple(filter(None, texts)) for name, texts in self.given.items()}
        given |= {name.rstrip("_"): (text,) if text else () for name, text in changed.items()}
        query = urlencode([(name, text) for name in sorted(given) for text in given[name]])
        return f"{self.path}?{query}" if query else self.path

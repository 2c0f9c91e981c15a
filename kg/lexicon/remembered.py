"""What was read of things, kept for whoever asks again: for a while, since strangers may ask for anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

V = TypeVar("V")
MOST: Final = 50_000
"""Things of which something is kept, a few hundred bytes each; beyond that all of it is read anew."""


@dataclass(frozen=True, slots=True)
class Remembered(Generic[V]):
    """Values by IRI. Threads share it."""

    _held: dict[str, V] = field(default_factory=dict)

    def of(self, iri: str, read: Callable[[str], V]) -> V:
        """The value of a thing, read if it is not there."""
        try:
            return self._held[iri]
        except KeyError:
            value = read(iri)
            if len(self._held) >= MOST:
                self._held.clear()
            self._held[iri] = value
            return value

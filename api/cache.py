"""Answers kept in memory: a release never changes, so an answer is good for as long as the server runs."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

V = TypeVar("V")
OWN_WEIGHT: Final = 500
"""Bytes counted for an entry beside its key and its body."""
_FRESH: Final = re.compile(r"\b(?:rand|now|uuid|struuid|bnode|service)\b", re.IGNORECASE)


def repeats(query: str) -> bool:
    """Whether a query gives the same answer each time. A doubt counts as no: escapes could hide a name.

    >>> repeats("SELECT * { ?s ?p ?o }"), repeats("SELECT (NOW() AS ?now) {}")
    (True, False)
    """
    return "\\u" not in query.lower() and not _FRESH.search(query)


@dataclass(slots=True)
class Cache(Generic[V]):
    """Values up to `most` bytes; the one unused for longest goes first. No value may take more than a quarter."""

    most: int
    bytes: int = 0
    hits: int = 0
    misses: int = 0
    _held: OrderedDict[Hashable, tuple[V, int]] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._held

    def get(self, key: Hashable) -> V | None:
        """The value, which becomes the last to go."""
        found = self._held.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._held.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Keep a value of `size` bytes, if it is not too large to be worth it."""
        size += OWN_WEIGHT
        if size > self.most // 4 or key in self._held:
            return
        self._held[key] = value, size
        self.bytes += size
        while self.bytes > self.most:
            _, (_, freed) = self._held.popitem(last=False)
            self.bytes -= freed

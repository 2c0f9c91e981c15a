"""What a server asks of an engine: answers with a deadline, that can be given up, and say why they failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from kg.engine.answer import Answer, Engine, Question
from kg.errors import KgError


class EngineFailure(KgError):
    """The query was good, but no answer came of it."""


class Overdue(EngineFailure, TimeoutError):
    """The deadline passed; the query was stopped. `seconds` is the deadline."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the query was stopped at its deadline of {seconds:g} seconds")
        self.seconds = seconds


class StoppedThere(Overdue):
    """Another endpoint stopped the query at a limit of its own, before the deadline; nothing of a part is passed on."""

    def __init__(self, message: str, seconds: float) -> None:
        EngineFailure.__init__(self, message)
        self.seconds = seconds


class OutOfMemory(EngineFailure):
    """The query needed more memory, or a deeper stack, than one query may have."""


class Ended(EngineFailure):
    """The process that ran the query was ended from outside, and so was that of a second try."""

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__("the process that ran the query ended unexpectedly and was replaced")
        self.retry_after = retry_after


class TooLarge(EngineFailure):
    """The answer is larger than `limit` bytes; nothing of it is sent."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the answer is larger than {limit:,} bytes; ask with LIMIT, page by page, or take the dump")
        self.limit = limit


class TooWide(EngineFailure):
    """The query was not begun: a step of it would make so many `rows`, over a release of this size, and never end."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"a step of the query would make some {rows:,} rows: it would not end, and was not begun")
        self.rows = rows


class CutThere(EngineFailure):
    """Another endpoint cut the answer at a limit of its own; nothing of it is passed on."""


class Declined(EngineFailure):
    """Another endpoint refuses a query that no asker wrote, but this software."""


class Unwritable(EngineFailure):
    """The answer holds what its format has no form for; `kind` is the media type, `others` those that can carry it."""

    def __init__(self, kind: str, others: Sequence[str]) -> None:
        super().__init__(f"the answer holds triples as terms, for which {kind} has no form; those in `supported` do")
        self.kind, self.others = kind, tuple(others)


class Busy(EngineFailure):
    """Too many queries wait already; `retry_after` is in seconds."""

    def __init__(self, waiting: int, retry_after: int = 5) -> None:
        super().__init__(f"{waiting} queries are waiting already; try again in {retry_after} seconds")
        self.retry_after = retry_after


class Unreachable(EngineFailure):
    """The endpoint behind this server gives no usable answer; `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int = 10) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotYet(EngineFailure):
    """What answers this query is still being loaded; `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 10) -> None:
        super().__init__(f"the engine for queries of this kind is still starting; try again in {retry_after} seconds")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class ReplicaState:
    """One endpoint of an engine elsewhere: `release` is what it says that it holds, `why` it is left out if it is."""

    address: str
    ready: bool
    release: str = ""
    why: str = ""
    asked: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class EngineState:
    """Counters since the start, for metrics and health."""

    kind: str
    ready: bool
    workers: int = 0
    running: int = 0
    waiting: int = 0
    restarted: int = 0
    replicas: tuple[ReplicaState, ...] = ()


class ServingEngine(Engine, Protocol):
    """An engine for a server. `Engine.answer` and `Engine.rows` block and use the engine's default deadline."""

    async def ask(self, question: Question, deadline: float) -> Answer:
        """Answer within `deadline` seconds of starting to run. Cancelling the task that waits stops the query.

        Raises `BadQuery` and the failures above.
        """
        ...

    def state(self) -> EngineState:
        """How it is doing."""
        ...

    def close(self) -> None:
        """Stop every worker; queries that run are stopped too."""
        ...


Told: TypeAlias = Callable[[bytes | None], None]


@runtime_checkable
class LookingUp(Protocol):
    """An engine with a way of its own for look-ups (`lookup.py`), beside the line in which all else waits."""

    def look_up(self, query: str, told: Told) -> bool:
        """Whether it will call `told` with the answer to a look-up, as SPARQL results in JSON; not before it returns.

        Who is not told, or told None, is to ask by `ask`. `told` raises nothing.
        """
        ...

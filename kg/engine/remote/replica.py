"""One endpoint of those that hold the same, and how it has done of late."""

from __future__ import annotations

import asyncio
from typing import Final

from kg.engine.answer import Answer, BadQuery, Question
from kg.engine.remote.endpoint import EndpointClient
from kg.engine.remote.held import ASKED, HeldRelease, named
from kg.engine.rows import JSON, rows_of
from kg.engine.serving import EngineFailure, Overdue, ReplicaState, Unreachable
from kg.settings import shown

_PROBE: Final = 3.0
"""Seconds in which a probe must be answered: it asks for a handful of triples by name."""


class Replica:
    """The endpoint at `url`. `release` is the IRI of that which it must hold; any will do where it is empty.

    `why` says why it is left out, if it is; it is `doubted` when it has let a deadline pass.
    """

    def __init__(self, url: str, client: EndpointClient, release: str) -> None:
        self.place, self._client, self._release = shown(url), client, release
        self.held: HeldRelease | None = None
        self.why = ""
        self.doubted = False
        self.running = self.asked = self._failed = 0

    @property
    def ready(self) -> bool:
        """Whether the last query or probe found it there, with the release that it must hold."""
        return not self.why

    @property
    def unseen(self) -> bool:
        """Whether it has yet to say which release it holds, where that matters."""
        return bool(self._release) and self.held is None

    @property
    def another(self) -> bool:
        """Whether it holds another release than it must, or none."""
        return self.held is not None and bool(self._release) and self.held.whole != self._release

    def state(self) -> ReplicaState:
        """For health and metrics."""
        release = named(self.held.whole) if self.held else ""
        return ReplicaState(self.place, self.ready, release, self.why, self.asked, self._failed)

    async def close(self) -> None:
        """Close every connection."""
        await self._client.close()

    async def probe(self) -> None:
        """See whether it answers, and which release it holds. Raises nothing: what was seen is in `why`."""
        try:
            async with asyncio.timeout(_PROBE):
                found = await self._client.fetch(Question(ASKED, [JSON]), _PROBE)
            self.held = HeldRelease.of(rows_of(found))
        except TimeoutError:
            self.why = f"it did not answer a probe in {_PROBE:g} seconds"
        except (EngineFailure, BadQuery) as error:
            self.why = _of_itself(error)
        else:
            self.doubted = False
            self.why = f"it holds {self.held}, not {named(self._release)}" if self.another else ""

    async def answer(self, question: Question, deadline: float, end: float) -> Answer:
        """Answer by `end`, of the loop's clock; raises `Unreachable` where another replica may do better.

        One that lets the deadline pass is doubted until a probe has been answered: query or endpoint may be slow.
        """
        self.asked, self.running = self.asked + 1, self.running + 1
        try:
            async with asyncio.timeout_at(end):
                found = await self._client.fetch(question, deadline)
        except TimeoutError as error:
            self._failed += 1
            self.doubted = True
            raise Overdue(deadline) from error
        except Unreachable as error:
            self._failed += 1
            self.why = _of_itself(error)
            raise
        finally:
            self.running -= 1
        self.why, self.doubted = self.why if self.another else "", False
        return found


def _of_itself(error: Exception) -> str:
    return str(error).replace("the endpoint behind this server", "it")

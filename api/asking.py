"""Answers to analyses, each worked out once for a release and kept for whoever asks the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias
from urllib.parse import urlencode

from api.cache import Cache
from kg.analysis.answers import Answered, answered
from kg.analysis.bodies import size
from kg.analysis.held import Held
from kg.analysis.parameters import spelled
from kg.analysis.result import Inquiry
from kg.engine import Engine

Analyses: TypeAlias = Cache[Answered]
Sized: TypeAlias = tuple[Answered, int]


def asking(one: Inquiry) -> str:
    """The address that asks a question."""
    query = urlencode(spelled(one))
    return f"/analysis/{one.kind}{'?' if query else ''}{query}"


async def worked_out(
    known: Analyses, asked: Inquiry, read: Callable[[Callable[[Engine], Sized]], Awaitable[Sized]]
) -> Answered:
    """The answer, kept or by a `read` that is handed the engine. Raises `UnknownName`, or as engines."""
    found = known.get(asked)
    if found is None:
        found, size = await read(partial(_sized, asked))
        known.put(asked, found, size)
    return found


def _sized(asked: Inquiry, engine: Engine) -> Sized:
    found = answered(Held.of(engine), asked)
    return found, size(found.analysis)

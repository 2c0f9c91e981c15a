"""Answers to analyses, each worked out once for a release and kept for whoever asks the same."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias

from api.cache import Cache
from kg.analysis.answers import Answered, answered, as_json
from kg.analysis.held import Held
from kg.analysis.result import Question
from kg.engine import Engine

Analyses: TypeAlias = Cache[Answered]
Sized: TypeAlias = tuple[Answered, int]


async def worked_out(
    known: Analyses, asked: Question, read: Callable[[Callable[[Engine], Sized]], Awaitable[Sized]]
) -> Answered:
    """The answer, kept or by a `read` that is handed the engine. Raises `UnknownName`, or as engines."""
    found = known.get(asked)
    if found is None:
        found, size = await read(partial(_sized, asked))
        known.put(asked, found, size)
    return found


def _sized(asked: Question, engine: Engine) -> Sized:
    found = answered(Held.of(engine), asked)
    return found, len(json.dumps(as_json(found, "")))

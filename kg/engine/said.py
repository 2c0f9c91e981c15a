"""What passes between a pool and its workers: a question there; an answer, or one of a few failures, back.

JSON, not pickle: a worker runs what strangers write, and nothing that it sends is ever run on this side.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final

from kg.engine.answer import Answer, BadQuery, Form, Question
from kg.engine.federation import Refused
from kg.engine.serving import EngineFailure, NotYet, OutOfMemory, TooLarge, TooWide, Unreachable, Unwritable

FAILURES: Final[dict[str, tuple[type[BadQuery | EngineFailure], tuple[Callable[[Any], Any], ...]]]] = {
    "bad": (BadQuery, (str, attrgetter("line"), attrgetter("column"))),
    "refused": (Refused, (str, attrgetter("called"))),
    "large": (TooLarge, (attrgetter("limit"),)),
    "wide": (TooWide, (attrgetter("rows"),)),
    "form": (Unwritable, (attrgetter("kind"), attrgetter("others"))),
    "unreachable": (Unreachable, (str,)),
    "memory": (OutOfMemory, (str,)),
    "not yet": (NotYet, (attrgetter("retry_after"),)),
}
"""All that a worker may say when it has no answer, each with what its own kind of error is made of again."""


def told_question(question: Question, most: int) -> bytes:
    """A question whose answer may have `most` bytes, as a worker hears it."""
    graphs = question.default_graphs, question.named_graphs
    return json.dumps([question.query, list(question.accept), *graphs, most]).encode()


def read_question(message: bytes) -> tuple[Question, int]:
    """What `told_question` says."""
    *parts, most = json.loads(message)
    return Question(*parts), most


def told_reply(reply: Answer | BadQuery | EngineFailure, worn: bool) -> tuple[bytes, bytes]:
    """What a worker says, and the body of its answer. `worn`: it wants to be replaced."""
    if isinstance(reply, Answer):
        return json.dumps(["answer", [reply.form.value, reply.media_type], worn]).encode(), reply.body
    kind, parts = next((kind, parts) for kind, (error, parts) in FAILURES.items() if error is type(reply))
    return json.dumps([kind, [part(reply) for part in parts], worn]).encode(), b""


def read_reply(message: bytes, body: bytes) -> tuple[Answer | BadQuery | EngineFailure, bool]:
    """What `told_reply` says."""
    kind, parts, worn = json.loads(message)
    if kind == "answer":
        return Answer(Form(parts[0]), parts[1], body), worn
    return FAILURES[kind][0](*parts), worn


LOOKUPS: Final = b"L"
"""What begins a message of look-ups, several in one, whose answers come in one too; no JSON begins so."""
_NONE: Final = -1


def told_lookups(texts: Sequence[str]) -> bytes:
    """Look-ups, of which no text holds a NUL, as a worker hears them."""
    return LOOKUPS + "\0".join(texts).encode()


def read_lookups(message: bytes) -> list[str]:
    """What `told_lookups` says."""
    return message[len(LOOKUPS) :].decode().split("\0")


def told_found(bodies: Sequence[bytes | None]) -> bytes:
    """What a worker says of look-ups, in their order; None where one is to be asked like any other query."""
    sizes = array("i", (_NONE if body is None else len(body) for body in bodies))
    return b"".join((sizes.tobytes(), *filter(None, bodies)))


def read_found(message: bytes, number: int) -> Iterator[bytes | None]:
    """What `told_found` says of so many."""
    sizes = array("i")
    at = number * sizes.itemsize
    sizes.frombytes(message[:at])
    for size in sizes:
        yield None if size == _NONE else message[at : at + size]
        at += max(size, 0)


def beyond(memory: int) -> OutOfMemory:
    """What is said of a query that needed more than so many bytes."""
    return OutOfMemory(
        f"the query needed more than the {memory:,} bytes of memory that one query may have; make it smaller"
    )

"""Logs as one JSON object a line, with the query's id, which the client has too (X-Query-Id)."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import secrets
import sys
import time
from functools import lru_cache
from typing import Any, Final, TextIO

log: Final = logging.getLogger("api.query")
_START: Final = secrets.token_hex(4)
_COUNT: Final = itertools.count(1)
_JSON: Final = json.JSONEncoder(ensure_ascii=False, default=str)
LONG: Final = 2000
"""Characters of a query that a log shows."""


def new_id() -> str:
    """An id for a query, unique over restarts."""
    return f"{_START}-{next(_COUNT):x}"


class JsonLines(logging.Formatter):
    """A record as JSON; what a record's `about` holds stands beside its message."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "time": f"{_second(int(record.created))}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "about", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return _JSON.encode(line)


@lru_cache(2)
def _second(since: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(since))


class LogLines(logging.StreamHandler[TextIO]):
    """A handler that also takes lines as they are; those of one turn of the event loop are written at once."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(JsonLines())
        self._held: list[str] = []

    def line(self, text: str) -> None:
        """Write a line, with all that come before the event loop turns."""
        if not self._held:
            asyncio.get_running_loop().call_soon(self._write)
        self._held.append(text)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, after the lines before it."""
        self._write()
        super().emit(record)

    def _write(self) -> None:
        if self._held:
            held, self._held = self._held, []
            self.stream.write("\n".join(held) + "\n")
            self.flush()


def configure(stream: TextIO | None = None) -> None:
    """Send every log to `stream` (standard error) as JSON lines. Requests are not logged twice: queries are."""
    logging.basicConfig(handlers=[LogLines(stream or sys.stderr)], level=logging.INFO, force=True)
    # No line says from where it was written, which logging would find out for each of them.
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        own = logging.getLogger(name)
        own.handlers, own.propagate = [], name != "uvicorn.access"


def note_lookup(query_id: str, seconds: float, sent: int, query: str) -> None:
    """Write down a look-up that was answered; the same line as `note_query` writes, at a tenth of its cost."""
    handlers = logging.getLogger().handlers
    if len(handlers) != 1 or not isinstance(handlers[0], LogLines) or seconds > 1 or not log.isEnabledFor(logging.INFO):
        note_query(query_id, "answered", 200, seconds, sent, query)
        return
    now = time.time()
    handlers[0].line(
        f'{{"time": "{_second(int(now))}.{int(now % 1 * 1000):03d}Z", "level": "info", "logger": "{log.name}", '
        f'"message": "query", "queryId": "{query_id}", "door": "sparql", "outcome": "answered", "status": 200, '
        f'"seconds": {round(seconds, 4)!r}, "bytes": {sent}}}'
    )


def note_query(
    query_id: str, outcome: str, status: int, seconds: float, sent: int, query: str | None, door: str = "sparql"
) -> None:
    """Write down one query. Its text stands there when something went wrong or it took more than a second."""
    if not log.isEnabledFor(logging.INFO):
        return
    about: dict[str, Any] = {
        "queryId": query_id,
        "door": door,
        "outcome": outcome,
        "status": status,
        "seconds": round(seconds, 4),
        "bytes": sent,
    }
    if query is not None and (status >= 400 or seconds > 1):
        about["query"] = query[:LONG]
    level = logging.WARNING if status >= 500 else logging.INFO
    log.handle(log.makeRecord(log.name, level, "", 0, "query", (), None, extra={"about": about}))

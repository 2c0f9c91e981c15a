"""Logs as one JSON object a line, with the query's id, which the client has too (X-Query-Id)."""

from __future__ import annotations

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


def configure(stream: TextIO | None = None) -> None:
    """Send every log to `stream` (standard error) as JSON lines. Requests are not logged twice: queries are."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    # No line says from where it was written, which logging would find out for each of them.
    logging._srcfile = None  # type: ignore[attr-defined]
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        own = logging.getLogger(name)
        own.handlers, own.propagate = [], name != "uvicorn.access"


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

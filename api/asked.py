"""A query as the SPARQL 1.1 protocol carries it: by GET, a form, or the query itself as the body; also by QUERY."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from api.body import Parameters, media_type, parameters, read_body, text_of
from api.errors import Refusal
from api.settings import Settings
from kg.find import is_iri

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
READ: Final = ("GET", "HEAD")
METHODS: Final = (*READ, "POST", "QUERY")
VERSIONS: Final = ("1.0", "1.1", "1.2", "1.2-basic")
"""What `version` may say. A query is read as the engine reads it: all of 1.1, and of 1.2 what the engine has."""


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """A query; a dataset given by the protocol overrides its own. `deadline` is in seconds."""

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    deadline: float


async def given(request: Request, settings: Settings) -> Parameters:
    """All parameters, of the URL and of a body, which may also be the query itself."""
    found = parameters(request.url.query)
    if request.method in READ:
        if "update" in found:
            raise Refusal(403, "this graph is a release: nothing writes to it, and no update goes by GET")
        return found
    kind, charset = media_type(request)
    if charset not in (None, "utf-8", "utf8"):
        raise Refusal(415, f"the body must be UTF-8, not {charset[:40]!r}")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "the body must not be compressed")
    if kind == UPDATE or "update" in found:
        raise _read_only()
    raw = await read_body(request, settings)
    if not raw and "query" in found:
        # As Blazegraph asks others by SERVICE: everything is in the URL.
        return found
    if kind not in (FORM, QUERY):
        raise Refusal(415, f"a {request.method} carries {FORM} or {QUERY}, named by Content-Type")
    body = text_of(raw)
    more = {"query": [body.removeprefix("\ufeff")]} if kind == QUERY else parameters(body)
    for name, values in more.items():
        found.setdefault(name, []).extend(values)
    if "update" in found:
        raise _read_only()
    return found


def _read_only() -> Refusal:
    return Refusal(
        403, "this graph is a release: nothing writes to it over HTTP; a new release is the way to change it"
    )


def asked(found: Parameters, usual: float, most: float) -> AskedQuery:
    """What is asked, with `usual` as the deadline, and `most` as its bound."""
    queries = found.get("query", [])
    if len(queries) != 1:
        raise Refusal(400, f"exactly one query is needed, {len(queries)} were given", hint="/sparql?query=ASK{}")
    default, named = found.get("default-graph-uri"), found.get("named-graph-uri")
    for graph in [*(default or []), *(named or [])]:
        if not is_iri(graph):
            raise Refusal(400, f"{graph[:200]!r} is not an absolute IRI of a graph")
    if _single(found, "version", "1.1") not in VERSIONS:
        raise Refusal(400, f"`version` is one of {', '.join(VERSIONS)}")
    # SPARQL 1.1 Protocol, section 2.1.4: what the protocol names is the whole dataset.
    chosen = default is not None or named is not None
    deadline = _deadline(_single(found, "timeout", ""), usual, most)
    if not chosen:
        return AskedQuery(queries[0], None, None, deadline)
    return AskedQuery(queries[0], tuple(default or ()), tuple(named or ()), deadline)


def _single(found: Parameters, name: str, usual: str) -> str:
    values = found.get(name, [usual])
    if len(values) != 1:
        raise Refusal(400, f"`{name}` is given {len(values)} times; once is enough")
    return values[0]


def _deadline(text: str, usual: float, most: float) -> float:
    """Seconds; nothing and 0 mean the usual ones, as in other servers."""
    if not text.strip():
        return min(usual, most)
    try:
        wished = float(text)
    except ValueError:
        wished = math.nan
    if math.isnan(wished) or wished < 0:
        raise Refusal(400, f"`timeout` is {text[:40]!r}; it must be a number of seconds, at most {most:g}")
    return min(wished or usual, most)

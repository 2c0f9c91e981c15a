"""The store that is written to, as HTTP has it: queries, updates, graphs; each request bounded, some tried again."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import quote

import httpx

from kg.engine.remote import Keys
from kg.errors import KgError
from kg.load.layout import USING, Layout
from kg.settings import shown

_PAUSES: Final = (1.0, 3.0, 6.0)
"""Seconds to wait before what can be repeated is tried again: as long as a store takes to start anew."""
_TIMES: Final = httpx.Timeout(600, connect=10)
_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = {"content-type": "application/n-triples"}
_UPDATE: Final = {"content-type": "application/sparql-update"}
_NO_SUCH: Final = (404, 405, 501)
_KEYS: Final = (401, 403)
_THERE: Final = "asked whether it is there"


class LoadFailed(KgError):
    """The store did not do what it was asked; the text says what, and how to go on. `status` is 0 without an answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Store:
    """A store with its addresses. What it answers is told without the addresses' secrets, and without credentials."""

    layout: Layout
    using: str
    client: httpx.Client

    @classmethod
    def open(
        cls, url: str, keys: Keys, using: str = "auto", update: str | None = None, graphs: str | None = None
    ) -> Self:
        """Ask the store for its name, and so for its ways; raises `LoadFailed`."""
        client = httpx.Client(timeout=_TIMES, follow_redirects=False, auth=keys.auth())
        guess = Layout.of(url, "Oxigraph") if url.rstrip("/").count("/") == 2 else Layout.of(url)
        try:
            asked = cls(guess, using, client)._sent("POST", guess.query, _THERE, data={"query": "ASK {}"})
            layout = Layout.of(url, asked.headers.get("server", "")).given(update, graphs)
            if using == "graph-store" and not layout.graphs:
                raise LoadFailed(
                    f"where {shown(url)} takes graphs is not known; right would be --graph-store with that"
                )
        except LoadFailed:
            client.close()
            raise
        way = "graph-store" if using == "auto" and layout.graphs else using
        return cls(layout, USING[2] if way == "auto" else way, client)

    @property
    def place(self) -> str:
        """The store's address, for messages."""
        return shown(self.layout.query)

    def rows(self, query: str, what: str) -> list[dict[str, str]]:
        """The solutions of a SELECT over the named graphs, each value as text."""
        told = self._sent("POST", self.layout.query, what, again=True, data={"query": query}, accept=_RESULTS)
        try:
            rows: list[dict[str, Any]] = json.loads(told.content)["results"]["bindings"]
            return [{name: str(term["value"]) for name, term in row.items()} for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise LoadFailed(f"{self.place} answered no SPARQL results when {what}", told.status_code) from None

    def update(self, text: str, what: str, *, again: bool = True) -> None:
        """Run an update; `again` where it may be repeated."""
        self._sent("POST", self.layout.update, what, again=again, content=text.encode(), headers=_UPDATE)

    def put(self, graph: str, triples: bytes, what: str) -> None:
        """Have a graph hold these triples alone."""
        if self.using == "graph-store":
            self._graph("PUT", graph, triples, what, again=True)
        else:
            text = f"DROP SILENT GRAPH <{graph}> ;\n{_insert(graph, triples)}"
            self.update(text, what)

    def add(self, graph: str, triples: bytes, what: str) -> None:
        """Put triples beside those that a graph holds; doing it twice is doing it once, as none is a blank node."""
        if self.using == "graph-store":
            self._graph("POST", graph, triples, what, again=True)
        else:
            self.update(_insert(graph, triples), what)

    def close(self) -> None:
        """Close every connection."""
        self.client.close()

    def _graph(self, method: str, graph: str, triples: bytes, what: str, *, again: bool) -> None:
        joined = "&" if "?" in self.layout.graphs else "?"
        url = f"{self.layout.graphs}{joined}graph={quote(graph, safe='')}"
        self._sent(method, url, what, again=again, content=triples, headers=_TRIPLES)

    def _sent(
        self, method: str, url: str, what: str, *, again: bool = False, accept: str = "*/*", **more: Any
    ) -> httpx.Response:
        headers = {"accept": accept, **more.pop("headers", {})}
        for pause in _PAUSES if again else ():
            with suppress(httpx.TransportError):
                told = self.client.request(method, url, headers=headers, **more)
                if told.status_code not in (502, 503):
                    return _fine(told, shown(url), what)
            time.sleep(pause)
        try:
            return _fine(self.client.request(method, url, headers=headers, **more), shown(url), what)
        except httpx.TransportError as error:
            raise LoadFailed(f"{shown(url)} {_broken(error)} when {what}") from None


def _fine(told: httpx.Response, place: str, what: str) -> httpx.Response:
    if not told.is_success:
        raise LoadFailed(_refused(place, told, what), told.status_code)
    return told


def _insert(graph: str, triples: bytes) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode()}}} }}"


def _broken(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return "cannot be reached"
    return "did not answer in time" if isinstance(error, httpx.TimeoutException) else "broke the connection"


def _refused(place: str, told: httpx.Response, what: str) -> str:
    said = " ".join(told.content[:2000].decode("utf-8", "replace").split())[:300]
    words = "" if said.startswith("<") or not said else f": {said}"
    if told.status_code in _KEYS:
        right = "; right would be KG_LOAD_USER and KG_LOAD_PASSWORD, or KG_LOAD_TOKEN, of one who may write there"
    elif told.status_code in _NO_SUCH:
        right = "; right would be --update or --graph-store with the address that takes it, or another --using"
    else:
        right = ""
    return f"{place} answered {told.status_code} when {what}{words}{right}"

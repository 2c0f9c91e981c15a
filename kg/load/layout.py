"""Where each kind of store takes what: its addresses, guessed from that of its queries; what it was seen to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import urlsplit, urlunsplit

USING: Final = ("auto", "graph-store", "sparql-update")
"""How statements are sent: by the Graph Store Protocol, by SPARQL Update, or by the first of them that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A store's addresses. `atomic`: an update of several operations was seen to happen whole or not at all, for those
    who read meanwhile too. `lines_most` are the statements that one update may insert.
    """

    query: str
    update: str
    graphs: str = ""
    atomic: bool = False
    lines_most: int = 10_000
    bytes_most: int = 4_000_000

    @classmethod
    def of(cls, url: str, server: str = "") -> Self:
        """From the address of a store's queries, or what leads to it, and the header in which it tells its name.

        >>> Layout.of("http://localhost:3030/csf1r/sparql").update
        'http://localhost:3030/csf1r/update'
        """
        parts = urlsplit(url)
        for path, where, more in _KNOWN:
            found = re.fullmatch(path, parts.path or "/")
            if found and all(server.startswith(name) for name in [more.server] if name):
                query, update, graphs = (
                    urlunsplit(parts._replace(path=found.expand(one))) if one else "" for one in where
                )
                return cls(query=query, update=update, graphs=graphs, atomic=more.atomic, lines_most=more.lines_most)
        return cls(query=url, update=url)

    def given(self, update: str | None, graphs: str | None) -> Layout:
        """With the addresses that somebody said."""
        return replace(self, update=update or self.update, graphs=graphs or self.graphs)


@dataclass(frozen=True, slots=True)
class _More:
    server: str = ""
    atomic: bool = False
    lines_most: int = 10_000


_KNOWN: Final[tuple[tuple[str, tuple[str, str, str], _More], ...]] = (
    # Virtuoso 7.2.5 ends an INSERT DATA of 4,992 lines in "SP030: memory exhausted", and keeps what came before a
    # failure in the same request.
    (r"/sparql(?:-auth)?/?", ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"), _More("Virtuoso", False, 1_000)),
    # Oxigraph 0.5.13: a failing request leaves nothing behind, and readers saw either the former or the new graphs.
    (r"/(?:query|sparql)?/?", ("/query", "/update", "/store"), _More("Oxigraph", True)),
    # As their documentation says; not tried here.
    (r"(/repositories/[^/]+)/?", (r"\1", r"\1/statements", r"\1/rdf-graphs/service"), _More()),
    (r"(.+)/(sparql|query)/?", (r"\1/\2", r"\1/update", r"\1/data"), _More("Apache Jena")),
    (r"(/[^/]+)/query/?", (r"\1/query", r"\1/update", r"\1"), _More("Stardog")),
    (r"/sparql/?", ("/sparql", "/sparql", "/sparql/gsp/"), _More()),
    (r"(/[^/]+)/(sparql|query)/?", (r"\1/\2", r"\1/update", r"\1/data"), _More()),
)
"""The path of the address, then those of queries, updates and graphs, then what else is known of the store."""

"""What goes to another endpoint and what its refusals mean, as text: no connection is made here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from kg.engine.answer import Form, RefusedThere
from kg.engine.federation import decoded
from kg.engine.names_in import ABSOLUTE, NamesIn, code
from kg.engine.serving import EngineFailure, Overdue, Unreachable
from kg.names import BASE, KNOWN

_QUOTED: Final = 1_000
"""Characters of another endpoint's refusal that are passed on."""
_FORM: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_PLACE: Final = re.compile(r"error at (\d+):(\d+)|line[ =:]*(\d+),? *col(?:umn)?[ =:]*(\d+)", re.IGNORECASE)
_TIME_IS_UP: Final = frozenset({408, 504})
_NOT_THE_QUERY: Final = frozenset({401, 402, 403, 404, 405, 407, 410, 421, 425, 426, 429, 451})
"""Refusals that another query would meet as well."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The query as it is sent: with the prefixes and the base that other endpoints do not know, all before line 1."""

    text: str
    before: int

    @classmethod
    def of(cls, query: str) -> Self:
        """Declare what the query uses and does not declare.

        >>> Sent.of("SELECT ?s { ?s a kg:Case }").text
        'PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> SELECT ?s { ?s a kg:Case }'
        """
        names = NamesIn.of(query)
        lines = [f"PREFIX {name}: <{KNOWN[name]}> " for name in names.undeclared if name in KNOWN]
        if any(not ABSOLUTE.match(iri) for iri in names.iris):
            lines.insert(0, f"BASE <{BASE}> ")
        before = "".join(lines)
        return cls(before + query, len(before))

    def place(self, said: str) -> tuple[int | None, int | None]:
        """The line and column of the query that another endpoint speaks of, if it speaks of any."""
        found = _PLACE.search(said)
        if not found:
            return None, None
        line, column = int(found[1] or found[3]), int(found[2] or found[4])
        return line, max(1, column - self.before) if line == 1 else column


def form_of(query: str) -> Form:
    """What the query asks for; a text that says nothing of the kind counts as a SELECT."""
    found = _FORM.search(code(decoded(query)))
    return {"ask": Form.ASK, "construct": Form.GRAPH, "describe": Form.GRAPH}.get(
        found[0].lower() if found else "", Form.SELECT
    )


def refusal(status: int, kind: str, body: bytes, retry_after: str, sent: Sent, deadline: float) -> Exception:
    """The failure that another endpoint's status stands for."""
    said = " ".join(body[: 4 * _QUOTED].decode("utf-8", "replace").split())[:_QUOTED]
    readable = said if kind != "text/html" and not said.startswith("<") else ""
    if status in _TIME_IS_UP:
        return Overdue(deadline)
    if 400 <= status < 500 and status not in _NOT_THE_QUERY:
        return RefusedThere(
            readable or f"the endpoint behind this server refused the query ({status})", *sent.place(said)
        )
    return _unreachable(f"the endpoint behind this server answered {status}", readable, retry_after)


def _unreachable(what: str, said: str, retry_after: str) -> EngineFailure:
    message = f"{what}: {said}" if said else what
    return Unreachable(message, int(retry_after)) if retry_after.isdecimal() else Unreachable(message)

"""Trusty URIs of RDF (module RA): a name that is made from what it names, so that a change cannot go unseen.

The statements are written in one fixed order and spelling, with a space where the name itself will stand, and hashed:
SHA-256 in base 64 for addresses (RFC 4648, section 5). Source: Kuhn and Dumontier, Trusty URIs
(doi:10.1007/978-3-319-07443-6_27), in the reading of the Python package nanopub 2.0, with which the tests agree.
Statements here hold no blank node.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.engine import RowTerm
from kg.names import XSD

MODULE: Final = "RA"
HERE: Final = " "
"""Stands for the name that is still to be made; no IRI holds a space."""


class Statement(NamedTuple):
    """A triple in a graph; all but the object are IRIs."""

    graph: str
    subject: str
    predicate: str
    object: RowTerm


def artifact_code(statements: Iterable[Statement]) -> str:
    """The last part of the name of these statements, in whose IRIs `HERE` stands for it."""
    ordered = sorted(set(statements), key=_order)
    whole = "".join("\n".join((*one[:3], _spelt(one.object), "")) for one in ordered)
    digest = hashlib.sha256(whole.encode()).digest()
    return MODULE + urlsafe_b64encode(digest).decode().rstrip("=")


def _order(one: Statement) -> tuple[object, ...]:
    """By bytes; IRIs before literals, these by value, then datatype (those with a language first), then language."""
    value = one.object.value.encode()
    last = (1, value, _datatype(one.object), one.object.language or "") if _is_literal(one.object) else (0, value)
    return (*(part.encode() for part in one[:3]), last)


def _spelt(term: RowTerm) -> str:
    if not _is_literal(term):
        return term.value
    escaped = term.value.replace("\\", "\\\\").replace("\n", "\\n")
    return f"@{term.language.lower()} {escaped}" if term.language else f"^{_datatype(term)} {escaped}"


def _datatype(term: RowTerm) -> str:
    return "" if term.language else term.datatype or XSD + "string"


def _is_literal(term: RowTerm) -> bool:
    return term.kind == "literal"

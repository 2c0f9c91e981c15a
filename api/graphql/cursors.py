"""Cursors: places of things in one list. Which list that is stands in them, so that no other takes them in silence."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any, Final, Self

from api.graphql.node import Asked, Thing
from kg.find import BadPage, Key, Order
from kg.names import BASE, OBO, digest

_SHORT: Final = {"~": BASE, "^": OBO}
"""What stands before an IRI in place of a namespace; no IRI begins so."""
_NONE: Final = "that is no cursor of this API; cursors come from `edges` and `pageInfo`"
_EARLIER: Final = "that cursor was made by an earlier version of this API; begin without it"
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Cursors:
    """The cursors of one list: a field of one thing in one order, whatever its direction and filter.

    A list that has an order of its own, such as best first, has none to `check` the values of its keys by.
    """

    field: str
    order: str = ""
    owner: str = ""
    check: Order | None = None

    @classmethod
    def of(cls, info: Asked, order: str, owner: Thing | None, check: Order | None = None) -> Self:
        """Those of the field that is asked."""
        # Of whom a list is goes in as a digest: it is compared, never read.
        whose = digest(owner.iri) if isinstance(owner, Thing) else ""
        return cls(f"{info.path.typename}.{info.field_name}", order, whose, check)

    def write(self, key: Key) -> str:
        """The cursor of a thing: opaque to clients, and good for as long as the thing and its value are there."""
        value, iri = key
        told = [self.field, self.order, self.owner, value, _shortened(iri)]
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")

    def read(self, cursor: str) -> Key:
        """The key of a cursor. Raises `BadPage` for one of another list, or of none.

        >>> cases = Cursors("Query.cases", "AGE_AT_ONSET", check=Order.AGE_AT_ONSET)
        >>> cases.read(cases.write((40.0, "http://example.org/a")))
        (40.0, 'http://example.org/a')
        """
        field, order, owner, value, iri = _parts(cursor)
        if (field, order, owner) != (self.field, self.order, self.owner):
            what = "order" if (field, owner) == (self.field, self.owner) else "list"
            theirs, here = _named(field, order), _named(self.field, self.order)
            whose = " of another thing" if theirs == here else ""
            raise BadPage(f"that cursor is of another {what}, {theirs}{whose}; begin {here} without it")
        if self.check and not isinstance(value, _values(self.check)):
            raise BadPage(_NONE)
        return value, iri


def _parts(cursor: str) -> tuple[str, str, str, str | float | None, str]:
    try:
        # No integer is too long for a float, which is infinite then.
        told = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)), parse_int=float)
    except (ValueError, RecursionError) as error:
        raise BadPage(_NONE) from error
    if not isinstance(told, list) or len(told) not in (2, 5) or not isinstance(told[-1], str):
        raise BadPage(_NONE)
    if len(told) == 2:
        raise BadPage(_EARLIER)
    field, order, owner, value, iri = told
    named = all(isinstance(one, str) for one in (field, order, owner))
    if not named or not isinstance(value, str | float | None):
        raise BadPage(_NONE)
    return field, order, owner, value, _whole(iri)


def _values(order: Order) -> Any:
    """What the values of an order are."""
    if not order.link:
        return type(None)
    return float | None if order.number else str | None


def _named(field: str, order: str) -> str:
    return f"`{field[:_SHOWN]}`" + (f" by {order[:_SHOWN]}" if order else "")


def _shortened(iri: str) -> str:
    return next((mark + iri.removeprefix(space) for mark, space in _SHORT.items() if iri.startswith(space)), iri)


def _whole(iri: str) -> str:
    space = _SHORT.get(iri[:1])
    return iri if space is None else space + iri[1:]

"""Truth, however a server spells it: xsd:boolean may be written 1 and 0, and some servers know nothing else."""

from __future__ import annotations

from typing import Final

from kg.engine import RowTerm
from kg.errors import KgError
from kg.names import KG, OWL, XSD

_SPELT: Final = {"true": True, "1": True, "false": False, "0": False}
BOOLEANS: Final = frozenset(
    {
        OWL + "deprecated",
        *(
            KG + name
            for name in ("affected", "approximate", "askedAsRead", "codes", "computed", "initial", "novel", "own")
        ),
        *(KG + name for name in ("presumed", "qualitative", "secondHand", "unread")),
    }
)
"""The properties whose values are true or false."""


class OddAnswer(KgError, ValueError):
    """A server's answer that cannot be what was asked for."""


def truth(text: str) -> bool:
    """The truth that a text spells; raises `OddAnswer` for any other, which must not pass for false.

    >>> truth("true"), truth("1"), truth("0")
    (True, True, False)
    """
    if text not in _SPELT:
        raise OddAnswer(f"the engine answered {text!r} where true or false (or 1 or 0) is meant")
    return _SPELT[text]


def spelt(text: str) -> str:
    """A truth as this software shows it; raises `OddAnswer`.

    >>> spelt("1")
    'true'
    """
    return str(truth(text)).lower()


def read_value(prop: str, value: RowTerm) -> RowTerm:
    """The value of a property as the graph holds it: a truth where a server made a number of it; raises `OddAnswer`."""
    return RowTerm(spelt(value.value), "literal", XSD + "boolean") if prop in BOOLEANS else value

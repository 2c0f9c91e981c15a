"""What a release wants of each piece of its dataset, of one reading: its figures and its forms."""

from __future__ import annotations

from typing import Any

from kg.release.count import counted_of
from kg.release.forms import formed_of
from kg.release.pieces import Piece
from kg.release.runs import read

COUNTED, FORMED = range(2)


def counted_and_formed(piece: Piece, without: str) -> list[Any]:
    """At `COUNTED` what `counted` gives, at `FORMED` what `formed` does."""
    there = read(piece.raw())
    return [counted_of(there, without), formed_of(there)]

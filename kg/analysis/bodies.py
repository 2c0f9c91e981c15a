"""An answer as bytes of JSON: what many rows name is spelled once, and rows are joined of that."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

from kg.analysis.answers import Answered, after_rows, before_rows, types, value_json
from kg.analysis.columns import PartedTuples, column, kind_of
from kg.analysis.given import many
from kg.analysis.result import Analysis
from kg.triples.terms import camel

_spelled: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ROW: Final = 500
"""Bytes of a row, about, with its figures."""
_POINTER: Final = 8


def body(found: Answered, release: str) -> bytes:
    """`as_json`, written without spaces in UTF-8."""
    before, after = _spelled(before_rows(found, release)), _spelled(after_rows(found))
    rows = [*_rows(found.analysis)] or [b""]
    rows[0] = f'{before[:-1]},"rows":['.encode() + rows[0]
    rows[-1] += f"],{after[1:]}".encode()
    return b",".join(rows)


def size(one: Analysis) -> int:
    """Bytes that it takes in memory, about: a thing is held once for all rows that name it."""
    kinds = types(kind_of(one.rows)).items() if one.rows else ()
    weights = {name: 1 if of is str else _POINTER for name, of in kinds if of is str or many(of)}
    told = len(one.sparql) + sum(map(len, one.notes)) + _ROW * (len(one.rows) + len(one.left_out))
    return told + sum(weight * sum(map(len, filter(None, column(one.rows, name)))) for name, weight in weights.items())


def _rows(one: Analysis) -> Iterable[bytes]:
    if not one.rows:
        return ()
    spelling = _Spelling()
    parts = {camel(name): spelling.column(column(one.rows, name)) for name in types(kind_of(one.rows))}
    row = b",".join((b'{"id":"%b"', *(b'"%b":%b' % (name.encode(), form) for name, (form, _) in parts.items()))) + b"}"
    values = zip(map(str.encode, one.row_iris), *(texts for _, texts in parts.values()), strict=True)
    return (row % texts for texts in values)


class _Spelling:
    """Values as JSON, each by which one it is: an answer holds them, and a thing's hash costs more than all else."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}

    def column(self, values: Collection[Any]) -> tuple[bytes, Iterable[Any]]:
        """Those of one field, and the form that they stand in; a field of one kind, as most are, is spelled as that."""
        kinds = {tuple} if isinstance(values, PartedTuples) else set(map(type, values))
        if kinds == {int}:
            return b"%d", values
        return (b"[%b]", self._lists(PartedTuples.of(values))) if kinds == {tuple} else (b"%b", self._each(values))

    def _lists(self, parted: PartedTuples[Any]) -> Iterable[bytes]:
        """Things of many lists, spelled side by side and parted again."""
        texts = [*self._each(parted.whole)]
        return (b",".join(texts[low:high]) for low, high in zip(parted.begins, parted.ends, strict=True))

    def _each(self, values: Collection[Any]) -> Iterable[bytes]:
        for own, value in dict(zip(map(id, values), values, strict=True)).items():
            if own not in self._known:
                self._known[own] = _spelled(value_json(value)).encode()
        return map(self._known.__getitem__, map(id, values))

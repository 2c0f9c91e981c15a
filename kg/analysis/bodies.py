"""An answer as bytes of JSON: what many rows name is spelled once, and rows are joined of that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

from kg.analysis.answers import Answered, after_rows, before_rows, types, value_json
from kg.analysis.given import many
from kg.analysis.result import Analysis
from kg.triples.terms import camel

_spelled: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ROW: Final = 500
"""Bytes of a row, about, with its figures."""
_POINTER: Final = 8


def body(found: Answered, release: str) -> bytes:
    """`as_json`, written without spaces in UTF-8."""
    one = found.analysis
    before, after = _spelled(before_rows(found, release)), _spelled(after_rows(found))
    return b"".join((f'{before[:-1]},"rows":['.encode(), b",".join(_rows(one)), f"],{after[1:]}".encode()))


def size(one: Analysis) -> int:
    """Bytes that it takes in memory, about: a thing is held once for all rows that name it."""
    kinds = types(type(one.rows[0])).items() if one.rows else ()
    weights = {name: 1 if of is str else _POINTER for name, of in kinds if of is str or many(of)}
    told = len(one.sparql) + sum(map(len, one.notes)) + _ROW * (len(one.rows) + len(one.left_out))
    return told + sum(
        weight * sum(map(len, filter(None, map(attrgetter(name), one.rows)))) for name, weight in weights.items()
    )


def _rows(one: Analysis) -> Iterator[bytes]:
    if not one.rows:
        return
    names, spelling = [*types(type(one.rows[0]))], _Spelling()
    row = ",".join(('{"id":"%s"', *(f'"{camel(name)}":%s' for name in names))) + "}"
    columns = [spelling.column([*map(attrgetter(name), one.rows)]) for name in names]
    yield from ((row % texts).encode() for texts in zip(one.row_iris, *columns, strict=True))


class _Spelling:
    """Values as JSON, each by which one it is: an answer holds them, and a thing's hash costs more than all else."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def column(self, values: list[Any]) -> Iterable[str]:
        """Those of one field; a field of one kind, as most are, is spelled as that."""
        kinds = set(map(type, values))
        if kinds == {int}:
            return map(repr, values)
        return map(self._list, values) if kinds == {tuple} else self._each(values)

    def _list(self, values: tuple[Any, ...]) -> str:
        try:
            return f"[{','.join(map(self._known.__getitem__, map(id, values)))}]"
        except KeyError:
            return f"[{','.join(self._each(values))}]"

    def _each(self, values: Iterable[Any]) -> Iterable[str]:
        for own, value in {id(one): one for one in values}.items():
            if own not in self._known:
                self._known[own] = _spelled(value_json(value))
        return map(self._known.__getitem__, map(id, values))

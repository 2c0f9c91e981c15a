"""Filters and other values as GraphQL writes them: what *copy as GraphQL* is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

from kg.triples.terms import camel

_CALLED: Final = {"all_of": "and", "any_of": "or", "none_of": "not", "low": "min", "high": "max"}


def literal(value: Any) -> str:
    """A value. Of a filter only what it asks; words of closed lists by their names.

    >>> literal({"modality": ("CT",), "first": 50})
    '{modality: ["CT"], first: 50}'
    >>> from kg.find import CaseFilter, Sex, Span
    >>> literal(CaseFilter(sex=(Sex.FEMALE,), onset=Span(low=18.0), affected=True))
    '{sex: [FEMALE], affected: true, onset: {min: 18.0}}'
    """
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return f"{{{arguments(value)}}}"
    if is_dataclass(value):
        return f"{{{', '.join(f'{name}: {literal(one)}' for name, one in _asked(value))}}}"
    return json.dumps(value, ensure_ascii=False)


def arguments(given: Mapping[str, Any]) -> str:
    """What stands between the brackets of a field; what is None or empty is left out."""
    return ", ".join(f"{name}: {literal(one)}" for name, one in given.items() if one not in (None, (), []))


def _asked(value: Any) -> Iterator[tuple[str, Any]]:
    for one in fields(value):
        given = getattr(value, one.name)
        if given != one.default:
            yield _CALLED.get(one.name, camel(one.name)), given

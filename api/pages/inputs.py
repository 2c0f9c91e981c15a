"""Filters as GraphQL writes them, for the query beside a view."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

from kg.triples.terms import camel

_CALLED: Final = {"all_of": "and", "any_of": "or", "none_of": "not", "low": "min", "high": "max"}


def literal(value: Any) -> str:
    """A filter, or a value of one, as a literal of GraphQL; what is not asked is left out.

    >>> from kg.find import CaseFilter, Sex, Span
    >>> literal(CaseFilter(sex=(Sex.FEMALE,), onset=Span(low=18.0), affected=True))
    '{sex: [FEMALE], affected: true, onset: {min: 18.0}}'
    """
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(literal, value))}]"
    if is_dataclass(value):
        given = {one.name: getattr(value, one.name) for one in fields(value) if getattr(value, one.name) != one.default}
        return f"{{{', '.join(f'{_CALLED.get(name, camel(name))}: {literal(one)}' for name, one in given.items())}}}"
    return json.dumps(value, ensure_ascii=False)

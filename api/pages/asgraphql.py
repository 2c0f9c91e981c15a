"""A question of an analysis in GraphQL: the same arguments, and the fields of its rows that a page shows."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

from kg.analysis import KINDS, Estimate, Inquiry
from kg.analysis.answers import types
from kg.analysis.given import many
from kg.find import Ref
from kg.triples.terms import camel

ROWS: Final = 100
_CALLED: Final = {"all_of": "and", "any_of": "or", "none_of": "not", "low": "min", "high": "max"}


def graphql(asked: Inquiry) -> str:
    """The query that asks for the label, the method and the rows of its answer."""
    told = [
        f"{camel(one.name)}: {_written(value)}"
        for one in fields(asked)
        if (value := getattr(asked, one.name)) not in (None, one.default, ())
    ]
    row = KINDS[asked.kind].row
    shown = "\n        ".join(_shown(name, of) for name, of in types(row).items() if many(of) is None)
    field = camel(asked.kind.replace("-", "_")) + (f"({', '.join(told)})" if told else "")
    return f"""{{
  analysis {{
    {field} {{
      label people notes
      method {{ name source }}
      rows(first: {ROWS}) {{ totalCount nodes {{
        {shown}
      }} }}
    }}
  }}
}}"""


def _shown(name: str, of: Any) -> str:
    if of is Estimate:
        return f"{camel(name)} {{ value low high }}"
    return f"{camel(name)} {{ iri label }}" if of is Ref else camel(name)


def _written(value: Any) -> str:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_written, value))}]"
    if is_dataclass(value) and not isinstance(value, type):
        told = (
            f"{_CALLED.get(one.name, camel(one.name))}: {_written(inner)}"
            for one in fields(value)
            if (inner := getattr(value, one.name)) not in (None, (), one.default)
        )
        return f"{{{', '.join(told)}}}"
    return json.dumps(value, ensure_ascii=False)

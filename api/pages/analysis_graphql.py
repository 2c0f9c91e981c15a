"""A question of an analysis in GraphQL: the same arguments, and the fields of its rows that a page shows."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from api.pages.literal import arguments
from kg.analysis import KINDS, Estimate, Inquiry
from kg.analysis.answers import types
from kg.analysis.given import many
from kg.find import Ref
from kg.triples.terms import camel

ROWS: Final = 100


def graphql(asked: Inquiry) -> str:
    """The query that asks for the label, the method and the rows of its answer."""
    given = {one.name: getattr(asked, one.name) for one in fields(asked) if getattr(asked, one.name) != one.default}
    told = arguments({camel(name): value for name, value in given.items()})
    row = KINDS[asked.kind].row
    shown = "\n        ".join(_shown(name, of) for name, of in types(row).items() if many(of) is None)
    field = camel(asked.kind.replace("-", "_")) + (f"({told})" if told else "")
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

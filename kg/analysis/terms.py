"""The fields of questions and rows as properties of the ontology: one property for one name, whatever the analysis."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from kg.analysis.result import Estimate, Inquiry, words
from kg.find.facts import Ref
from kg.triples.terms import camel

TAKEN: Final = frozenset(
    {
        *("case", "cases", "disease", "diseases", "paper", "papers"),  # as classes but for their first letter
        "design",
        "direction",
        "evolution",
        "group",
        "mean",
        "measure",
        "median",
        "modality",
        "n",
        "note",
        "percent",
    }
    | {"population", "rank", "region", "sd", "sequence", "sex", "side", "text", "unit", "value", "zygosity"}
)
"""Names of other properties of the ontology, which say something else: in a row `group` is `kg:rowGroup`."""
_DATATYPES: Final = {str: "string", bool: "boolean", int: "integer", float: "double", Estimate: "double"}


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A field as a property. `datatype` is one of XML Schema, None where it leads to things; an `interval` has ends,
    and of `many` a row has several.
    """

    field: str
    name: str
    label: str
    says: str
    datatype: str | None
    interval: bool = False
    many: bool = False

    @property
    def properties(self) -> Iterator[tuple[str, str, str]]:
        """Each property of it: the name, the label, and what it says."""
        yield self.name, self.label, self.says
        if self.interval:
            for end in ("low", "high"):
                says = f"The {end} end of the 95 % interval of kg:{self.name}."
                yield self.name + end.capitalize(), f"{self.label}, {end} end", says


@lru_cache
def terms_of(kind: type[Any]) -> tuple[FieldTerm, ...]:
    """The fields of a kind of question or of row, but for filters, which stand in `kg:asks` alone."""
    hints, says = get_type_hints(kind, include_extras=True), words(kind)
    asked = issubclass(kind, Inquiry)
    found = (_term(one.name, hints[one.name], says[one.name], asked) for one in fields(kind))
    return tuple(one for one in found if one)


def _term(name: str, hint: Any, says: str, asked: bool) -> FieldTerm | None:
    leaf, many = _leaf(hint)
    if leaf is not Ref and leaf not in _DATATYPES and not issubclass(leaf, Enum):
        return None
    datatype = "string" if issubclass(leaf, Enum) else _DATATYPES.get(leaf)
    local, label = camel(name), name.replace("_", " ")
    if asked or name in TAKEN:
        role = "asked" if asked else "row"
        local, label = f"{role}{local[0].upper()}{local[1:]}", f"{label}, {'as asked' if asked else 'of a row'}"
    return FieldTerm(name, local, label, says, datatype, leaf is Estimate, many)


def _leaf(hint: Any) -> tuple[Any, bool]:
    """The type without words and None, and whether it is of many: `Ref` of `Annotated[tuple[Ref, ...], "..."]`."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _leaf(inner[0])
    if origin is tuple:
        return _leaf(inner[0])[0], True
    if origin in (Union, types.UnionType):
        return _leaf(next(one for one in inner if one is not type(None)))
    return hint, False

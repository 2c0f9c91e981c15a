"""Closed lists as enums of the schema, each value with its meaning. The words are those of `kg.model.words`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

import strawberry

from api.graphql.inside import describe
from kg.find.frequencies import Group
from kg.model.words import Choice

E = TypeVar("E", bound=type[Enum])


def described(kind: E, description: str, name: str | None = None, **values: str) -> E:
    """The enum as one of the schema; `values` says what each value means."""
    made = strawberry.enum(kind, name=name, description=description)
    describe(made, values)
    return made


def closed(name: str, description: str, meanings: Mapping[str, str], values: Mapping[str, str] | None = None) -> Any:
    """An enum of the schema from its words; `values` are their own names where none are given."""
    make: Any = Enum
    return described(make(name, values or {one: one for one in meanings}), description, **meanings)


for _list in Choice.__subclasses__():
    described(_list, _list.says(), _list.called, **{word.name: word.meaning for word in _list})
described(
    Group,
    "By what persons are told apart when findings are counted. Who has two variants counts with each.",
    name="FrequencyGroup",
    ALL="Not at all: everybody together.",
    VARIANT="By variant.",
    CONSEQUENCE="By consequence, in terms of the Sequence Ontology.",
    EXON="By the exon that the variant lies in.",
    INTRON="By the intron that the variant lies in.",
    DOMAIN="By protein domain.",
    GENE="By gene.",
    ZYGOSITY="By zygosity.",
    SEX="By sex.",
    PAPER="By the paper that describes them.",
)

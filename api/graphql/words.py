"""Closed lists as enums of the schema, each value with its meaning. The words are those of `kg.model.words`."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

import strawberry

from kg.find.frequencies import Group
from kg.model.words import LOOKS, Choice

E = TypeVar("E", bound=type[Enum])
T = TypeVar("T", bound=type)


def described(kind: E, description: str, name: str | None = None, **values: str) -> E:
    """The enum as one of the schema; `values` says what each value means."""
    made = strawberry.enum(kind, name=name, description=description)
    for value in made.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]
    return made


def looking(after: str, made: Callable[[str, type[Choice]], tuple[object, Any]]) -> Callable[[T], T]:
    """A class with a field for each list of `LOOKS`, behind the one called `after`; `made` gives its type and value."""

    def add(kind: T) -> T:
        told = list(kind.__annotations__.items())
        place = 1 + list(kind.__annotations__).index(after)
        looks = {name: made(name, words) for name, words in LOOKS.items()}
        for name, (_, value) in looks.items():
            setattr(kind, name, value)
        kind.__annotations__ = dict([*told[:place], *((name, of) for name, (of, _) in looks.items()), *told[place:]])
        return kind

    return add


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

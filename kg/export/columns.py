"""What a table of things holds, as values: where each cell comes from, of what type it is, whose key it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kg.triples.terms import camel


class Part(Enum):
    """What of a thing or of its values stands in a cell."""

    SELF = "the thing's own IRI"
    NAME = "the thing's own label"
    IRI = "the IRI of a value"
    LABEL = "the label of a value"
    VALUE = "the value itself"
    PROPERTY = "a word for the property that says something"
    CLASS = "a word for a class of the thing"
    TABLE = "the table of a value, by the room of its IRI"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `type` is a field type of Frictionless Table Schema.

    `properties` are prefixed names (`^` for statements that lead here), asked in turn. `words` puts words for
    properties or classes. `to` names the table whose key it holds. `says` describes it where no property does.
    `piece` is a regular expression of which the first group stands in the cell. `all_in` names the long table that
    holds every value, where several are usual.
    """

    name: str
    part: Part
    properties: tuple[str, ...] = ()
    type: str = "string"
    to: str | None = None
    says: str | None = None
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    piece: str | None = None
    all_in: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A row a thing, or, with `many`, a row for each value of these properties of a thing.

    `things` is the graph pattern of its things, as ?x. `key` are the columns that tell one row from another.
    """

    name: str
    says: str
    things: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    many: tuple[str, ...] = ()


def linked(name: str, *properties: str, to: str | None = None, all_in: str | None = None) -> tuple[Column, Column]:
    """What a property leads to, as IRI and label side by side."""
    return (
        Column(f"{name}_iri", Part.IRI, properties, to=to, all_in=all_in),
        Column(name, Part.LABEL, properties, all_in=all_in),
    )


def literal(name: str, prop: str, type_: str = "string", says: str | None = None, all_in: str | None = None) -> Column:
    """A value as it stands in the graph."""
    return Column(name, Part.VALUE, (prop,), type_, says=says, all_in=all_in)


def told(names: str) -> tuple[Column, ...]:
    """Columns that are called as their properties of our ontology: `stated_sex` holds `kg:statedSex`.

    A type other than string stands behind a colon (`n:integer`). What leads to a thing ends in `>` (`sex>`): its IRI
    and its label side by side.
    """
    found: list[Column] = []
    for name, leads, type_ in re.findall(r"(\w+)(>?):?(\w*)", names):
        prop = f"kg:{camel(name)}"
        found += linked(name, prop) if leads else (literal(name, prop, type_ or "string"),)
    return tuple(found)


def worded(name: str, says: str, **words: str) -> Column:
    """A word for the property that says something, as in `hasDisease="present"`; of our ontology alone."""
    put = {f"kg:{prop}": word for prop, word in words.items()}
    return Column(name, Part.PROPERTY, tuple(put), says=says, words=put)


def things(name: str, thing: str, says: str, pattern: str, *columns: Column | tuple[Column, ...]) -> Table:
    """A table with a row a thing: its IRI and label, and what is said of it."""
    own = Column(f"{thing}_iri", Part.SELF, says=f"The {thing}'s IRI in the graph.", required=True)
    label = Column(thing, Part.NAME, says=f"What the {thing} is called.", required=True)
    flat = [one for given in columns for one in (given if isinstance(given, tuple) else (given,))]
    return Table(name, says, pattern, (own, label, *flat), (own.name,))


def listed(of: Table, name: str, says: str, *columns: Column) -> Table:
    """A long table with a row for each value of the things of another table that the first column is for."""
    own = Column(of.key[0], Part.SELF, to=of.name, says=f"The row of {of.name}.", required=True)
    kinds = [column.name for column in columns if column.part is Part.PROPERTY]
    return Table(name, says, of.things, (own, *columns), (own.name, columns[0].name, *kinds), columns[0].properties)

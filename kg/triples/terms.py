"""Writing RDF is yielding triples: subject and predicate are IRIs, the object is a term in N-Triples spelling.

Values are written in their canonical lexical form, because stores rewrite others ("34.0" comes back as 34) and a
release must come back as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.model.words import Choice
from kg.names import RDF, RDFS, XSD, term

Triple = tuple[str, str, str]
Quad = tuple[str, str, str, str]

TYPE: Final = RDF + "type"
LABEL: Final = RDFS + "label"

# N-Triples 1.1, section 7: these must be escaped in a string literal; the canonical form escapes no others.
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_UNESCAPED: Final = re.compile(r'[^\\"\n\r]*').fullmatch


def iri(value: str) -> str:
    """An IRI as an object."""
    return f"<{value}>"


def text(value: str, language: str | None = None) -> str:
    """A string, with its language where it has one."""
    plain = value if _UNESCAPED(value) else value.translate(_ESCAPES)
    return f'"{plain}"@{language}' if language else f'"{plain}"'


def _typed(value: str, datatype: str) -> str:
    return f'"{value}"^^<{XSD}{datatype}>'


def decimal(value: float) -> str:
    """A number as xsd:decimal without trailing zeros: years, percents, p values."""
    return _typed(_plainly(value), "decimal")


def double(value: float) -> str:
    """A figure worked out, as xsd:double: a p value may be smaller than stores keep decimals (Oxigraph, 18 places)."""
    return _typed(_plainly(float(value)), "double")


def _plainly(value: float) -> str:
    plain = format(Decimal(repr(value)).normalize(), "f")
    return "0" if plain == "-0" else plain


def integer(value: int) -> str:
    """A count."""
    return _typed(str(value), "integer")


def boolean(value: bool) -> str:
    """True or false; never a third state."""
    return _typed(str(value).lower(), "boolean")


def year(value: int) -> str:
    """A calendar year."""
    return _typed(f"{value:04d}", "gYear")


def day(value: str) -> str:
    """A calendar day, from its ISO form."""
    return _typed(value, "date")


def uri(value: str) -> str:
    """A web address as a value, for places that were read and are not things of the graph."""
    return f'"{value.translate(_ESCAPES)}"^^<{XSD}anyURI>'


def is_a(subject: str, *classes: str) -> Iterator[Triple]:
    """The types of a thing, given as names of our ontology."""
    return ((subject, TYPE, iri(term(name))) for name in classes)


def called(subject: str, label: str, *classes: str) -> Iterator[Triple]:
    """The types of a thing, given as names of our ontology, and what it is called."""
    yield from is_a(subject, *classes)
    yield subject, LABEL, text(label)


def texts(subject: str, predicate: str, *values: str | None) -> Iterator[Triple]:
    """One string for each value that says something; the predicate may be anybody's."""
    return ((subject, predicate, text(value)) for value in values if value)


def said(subject: str, **facts: str | Choice | None) -> Iterator[Triple]:
    """`said(s, sex=Sex.MALE, origin=None)`: one triple a fact of our ontology, none for what was not reported."""
    spelt = ((name, iri(value.iri) if isinstance(value, Choice) else value) for name, value in facts.items())
    return ((subject, term(name), value) for name, value in spelt if value is not None)


def told(subject: str, thing: object, *fields: str, **renamed: str) -> Iterator[Triple]:
    """`told(s, case, "age_at_onset", locus="says", note="notes")`: fields as facts, here kg:ageAtOnset and kg:locus.

    A field of several values is as many facts. `seen.age` is a field of a field, and nothing where `seen` is None.
    """
    for link, path in _links(fields, tuple(renamed.items())):
        value = thing
        for field in path:
            value = None if value is None else getattr(value, field)
        for one in value if isinstance(value, tuple | list) else (value,):
            plain = _plain(one)
            if plain is not None:
                yield subject, link, iri(plain.iri) if isinstance(plain, Choice) else plain


@lru_cache(maxsize=1024)
def _links(fields: tuple[str, ...], renamed: tuple[tuple[str, str], ...]) -> tuple[tuple[str, list[str]], ...]:
    """Properties, each with the way to its value."""
    paths = {camel(field): field for field in fields} | dict(renamed)
    return tuple((term(name), path.split(".")) for name, path in paths.items())


def _plain(value: object) -> str | Choice | None:
    """A value by its kind; an empty text says nothing."""
    if value is None or value == "" or isinstance(value, Choice):
        return value or None
    if isinstance(value, bool):
        return boolean(value)
    if isinstance(value, int):
        return integer(value)
    return decimal(value) if isinstance(value, float) else text(str(value))


def camel(field: str) -> str:
    """The name of a property for a field: `kg:ageAtOnset` for `age_at_onset`."""
    first, *rest = field.split("_")
    return first + "".join(map(str.capitalize, rest))


def each(subject: str, name: str, values: Iterable[str]) -> Iterator[Triple]:
    """One triple of our ontology for each value."""
    return ((subject, term(name), value) for value in values)


def quads(graph: str, triples: Iterable[Triple]) -> Iterator[Quad]:
    """The triples, in a named graph."""
    return ((s, p, o, graph) for s, p, o in triples)


def line(quad: Quad) -> str:
    """A quad as a line of N-Quads."""
    s, p, o, g = quad
    return f"<{s}> <{p}> {o} <{g}> .\n"


# A line, as `line` writes it, is taken apart without a parser. Only what every such line has is relied on: one space
# between terms, no ` <` after that of the graph, ` .` and a line end behind it. A literal may hold all of these.
def halves(line: str) -> tuple[str, str]:
    """The triple as it is spelt, and the IRI of the graph."""
    triple, _, rest = line.rpartition(" <")
    return triple, rest[:-4]


def split(line: str) -> Quad:
    """Subject, predicate and object as they are spelt, and the IRI of the graph.

    >>> split('<s:a> <p:b> "c <d> ." <g:e> .\\n')
    ('<s:a>', '<p:b>', '"c <d> ."', 'g:e')
    """
    triple, _, rest = line.rpartition(" <")
    subject, predicate, object_ = triple.split(" ", 2)
    return subject, predicate, object_, rest[:-4]

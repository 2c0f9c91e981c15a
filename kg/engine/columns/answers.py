"""Rows as answers: JSON of a SELECT, rows of terms, triples of a CONSTRUCT. Each different term is written once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

import pyoxigraph as ox

from kg.engine.answer import Row, RowTerm
from kg.engine.columns.algebra import Pattern, Unsupported
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import Rows
from kg.engine.columns.terms import QueryTerms
from kg.engine.serving import TooLarge
from kg.names import RDF, XSD

_PIECE: Final = 10_000
_BEYOND: Final = re.compile(r"[\x00-\x1f]|\\U")
"""What N-Triples may have between quotes and JSON may not."""
_LONG: Final = re.compile(r"\\U([0-9A-Fa-f]{8})")
Made = TypeVar("Made")


def json_of(rows: Rows, variables: Sequence[str], terms: QueryTerms, most: int | None = None) -> bytes:
    """SPARQL 1.1 Query Results JSON, as Oxigraph writes it; raises `TooLarge` beyond `most` bytes."""
    head = json.dumps({"head": {"vars": [name[1:] for name in variables]}}, separators=(",", ":"), ensure_ascii=False)
    parts, size = [f'{head[:-1]},"results":{{"bindings":['], 0
    for start in range(0, rows.length, _PIECE):
        solutions = _solutions(rows.part(start, start + _PIECE), variables, terms)
        part = ("," if start else "") + solutions
        size += len(part)
        if most is not None and size > most:
            raise TooLarge(most)
        parts.append(part)
    parts.append("]}}")
    body = "".join(parts).encode()
    if most is not None and len(body) > most:
        raise TooLarge(most)
    return body


def json_truth(truth: bool) -> bytes:
    """What ASK answers, in JSON."""
    return f'{{"head":{{}},"boolean":{str(truth).lower()}}}'.encode()


def rows_of(rows: Rows, variables: Sequence[str], terms: QueryTerms) -> list[Row]:
    """The solutions as rows of terms."""
    names = [name[1:] for name in variables]
    columns = [_each(rows, name, terms, lambda term: None if term is None else _row_term(term)) for name in variables]
    if not columns:
        return [{} for _ in range(rows.length)]
    return [
        {name: term for name, term in zip(names, found, strict=True) if term is not None}
        for found in zip(*columns, strict=True)
    ]


def triples(rows: Rows, template: Sequence[Pattern], terms: QueryTerms) -> Iterator[ox.Triple]:
    """The triples that a template makes of rows; those that would be none are left out."""
    for start in range(0, rows.length, _PIECE):
        part = rows.part(start, start + _PIECE)
        for one in template:
            ends = [_column(part, str(term), terms) for term in (one.subject, one.predicate, one.object)]
            lines = [
                f"{subject} {predicate} {found} .\n"
                for subject, predicate, found in dict.fromkeys(zip(*ends, strict=True))
                if subject and predicate and found and subject[0] == "<" and predicate[0] == "<"
            ]
            for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES):
                yield quad.triple


def _column(rows: Rows, term: str, terms: QueryTerms) -> list[str | None]:
    if not term.startswith("?"):
        return [term] * rows.length
    found = _each(rows, term, terms, lambda one: one)
    if any(one is not None and one[0] == "_" for one in found):
        raise Unsupported("triples with blank nodes")
    return found


def _each(rows: Rows, name: str, terms: QueryTerms, make: Callable[[str | None], Made]) -> list[Made]:
    """What is made of each term of a column."""
    numbers, place = numbered(rows.column(name))
    made = [make(term) for term in terms.spelled(numbers)]
    return [made[at] for at in place.tolist()]


def _solutions(rows: Rows, variables: Sequence[str], terms: QueryTerms) -> str:
    """The rows as objects of JSON, with commas between."""
    names = [name for name in dict.fromkeys(variables) if name in rows.columns]
    columns = [_each(rows, name, terms, _fragments(name)) for name in names]
    if not columns:
        return ",".join(["{}"] * rows.length)
    # Each binding brings the comma after it; that of the last one goes.
    found = ["".join(parts) for parts in zip(*columns, strict=True)]
    return ",".join(["{" + one[:-1] + "}" for one in found])


def _fragments(name: str) -> Callable[[str | None], str]:
    key = json.dumps(name[1:], ensure_ascii=False)
    return lambda term: "" if term is None else f"{key}:{_json_term(term)},"


def _json_term(term: str) -> str:
    if term[0] == "<":
        return f'{{"type":"uri","value":"{term[1:-1]}"}}'
    if term[0] == "_":
        return f'{{"type":"bnode","value":"{term[2:]}"}}'
    if term[0] != '"':
        raise Unsupported("a triple as a term")
    quoted, more = _parted(term)
    value = json.dumps(_value(quoted), ensure_ascii=False) if _BEYOND.search(quoted) else quoted
    if more.startswith("@"):
        return f'{{"type":"literal","value":{value},"xml:lang":"{more[1:]}"}}'
    kind = f',"datatype":"{more[3:-1]}"' if more else ""
    return f'{{"type":"literal","value":{value}{kind}}}'


def _row_term(term: str) -> RowTerm:
    if term[0] == "<":
        return RowTerm(term[1:-1], "iri")
    if term[0] != '"':
        return RowTerm(term.removeprefix("_:"), "blank")
    quoted, more = _parted(term)
    value = _value(quoted)
    if more.startswith("@"):
        return RowTerm(value, "literal", RDF + "langString", more[1:])
    return RowTerm(value, "literal", more[3:-1] if more else XSD + "string")


def _parted(term: str) -> tuple[str, str]:
    """A literal in its quotes, and what comes after them."""
    end = term.rindex('"') + 1
    return term[:end], term[end:]


def _value(quoted: str) -> str:
    """What a string of N-Triples says."""
    if "\\" not in quoted:
        return quoted[1:-1]
    plain = _LONG.sub(lambda found: chr(int(found[1], 16)), quoted)
    return str(json.loads(plain, strict=False))

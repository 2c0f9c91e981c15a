"""An answer as every door gives it: one JSON for all, rows as CSV; made of the fields of its question and its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final, get_type_hints

from kg.analysis.given import bare, many
from kg.analysis.held import Held
from kg.analysis.questions import answer
from kg.analysis.result import Analysis, Estimate, Inquiry, LeftOut, Row, told, words
from kg.errors import UnknownName
from kg.files import RUNS
from kg.find.facts import Ref
from kg.lexicon import Lexicon
from kg.triples.terms import camel

_LIKE: Final = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and which names of the question were read as others, in words."""

    analysis: Analysis
    rewrites: tuple[str, ...]


def answered(held: Held, question: Inquiry) -> Answered:
    """The answer to any question. Raises `UnknownName`, which says what may have been meant."""
    try:
        analysis = answer(held, question)
    except UnknownName as error:
        near = Lexicon.of(held.engine).resolve(error.name).suggestions[:_LIKE]
        like = f"; like it: {', '.join(f'{one.curie} ({one.label})' for one in near)}" if near else ""
        raise UnknownName(f"{error}{like}", error.name) from error
    return Answered(analysis, tuple(held.names.rewrites))


def as_json(found: Answered, release: str) -> dict[str, Any]:
    """All of an answer; `release` is the checksum of what its release was made from."""
    one = found.analysis
    return {
        "id": one.iri,
        "kind": one.question.kind,
        "label": one.label,
        "question": question_json(one.question),
        "method": {name: told(getattr(one.method, name)) for name in ("name", "source", "software")},
        "release": release,
        "people": one.people,
        "rows": [{"id": one.row_iri(row), **row_json(row)} for row in one.rows],
        "leftOut": [_left_out(each) for each in one.left_out],
        "notes": list(one.notes),
        "sparql": one.sparql,
        "rewrites": list(found.rewrites),
    }


def question_json(question: Inquiry) -> dict[str, Any]:
    """What is asked, with what was not told."""
    return {camel(name): told(getattr(question, name)) for name in words(type(question))}


def row_json(row: Row) -> dict[str, Any]:
    """A row by the names of its fields."""
    return {camel(name): value_json(getattr(row, name)) for name in words(type(row))}


def value_json(value: Any) -> Any:
    """A thing with its label, a figure with its interval; plain values as they are."""
    if isinstance(value, Ref | Estimate):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return [value_json(one) for one in value] if isinstance(value, tuple) else value


def as_csv(analysis: Analysis, row: type[Row]) -> str:
    """A line a row, whose type also names the columns of an answer without any.

    A thing is its IRI, and its label in a column of its own; of several things either is joined by ` | `. A figure has
    the ends of its interval beside it. A text that a spreadsheet could run has an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns(row))
    kinds = types(row)
    for one in analysis.rows:
        writer.writerow(cell for name, of in kinds.items() for cell in _cells(of, getattr(one, name)))
    return out.getvalue()


def columns(row: type[Row]) -> list[str]:
    """The names of the columns of CSV."""
    return [camel(name) + part for name, of in types(row).items() for part in _parts(of)]


def types(row: type[Row]) -> dict[str, Any]:
    """The fields of rows by name, each with its type, None aside."""
    hints = get_type_hints(row)
    return {name: bare(hints[name]) for name in words(row)}


def _parts(of: Any) -> tuple[str, ...]:
    if of is Estimate:
        return "", "Low", "High"
    return ("", "Label") if of is Ref or many(of) is Ref else ("",)


def _cells(of: Any, value: Any) -> Iterator[str]:
    if of is Estimate:
        yield from (_cell(getattr(value, name, None)) for name in ("value", "low", "high"))
    elif of is Ref or many(of) is Ref:
        refs = value if isinstance(value, tuple) else () if value is None else (value,)
        yield " | ".join(one.iri for one in refs)
        yield _safe(" | ".join(one.label for one in refs))
    else:
        yield _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(RUNS) else text


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {name: value_json(getattr(one, name)) for name in ("what", "why", "instead")}

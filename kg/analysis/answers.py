"""An answer as every door gives it: one JSON for all, rows as CSV; made of the fields of its question and its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, get_type_hints

from kg.analysis.columns import column
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
    rows = [{"id": own, **row_json(row)} for own, row in zip(one.row_iris, one.rows, strict=True)]
    return {**before_rows(found, release), "rows": rows, **after_rows(found)}


def before_rows(found: Answered, release: str) -> dict[str, Any]:
    """What is told of an answer before its rows."""
    one = found.analysis
    return {
        "id": one.iri,
        "kind": one.question.kind,
        "label": one.label,
        "question": question_json(one.question),
        "method": {name: told(getattr(one.method, name)) for name in ("name", "source", "software")},
        "release": release,
        "people": one.people,
    }


def after_rows(found: Answered) -> dict[str, Any]:
    """What is told of it after them."""
    one = found.analysis
    return {
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
    if isinstance(value, Ref):
        return {"iri": value.iri, "label": value.label}
    if isinstance(value, Estimate):
        return {"value": value.value, "low": value.low, "high": value.high}
    return [value_json(one) for one in value] if isinstance(value, tuple) else value


def as_csv(analysis: Analysis, row: type[Row]) -> str:
    """A line a row, whose type also names the columns of an answer without any.

    A thing is its IRI, and its label in a column of its own; of several things either is joined by ` | `. A figure has
    the ends of its interval beside it. A text that a spreadsheet could run has an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns(row))
    parts = [part for name, of in types(row).items() for part in _spelled(of, column(analysis.rows, name))]
    writer.writerows(zip(*parts, strict=True))
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


def _spelled(of: Any, values: Collection[Any]) -> Iterator[Iterator[str]]:
    """The columns of a field, each spelled as it is written: all at once would be another hundred megabytes."""
    if of is Estimate:
        yield from (map(_cell, map(partial(_end, name), values)) for name in ("value", "low", "high"))
    elif of is Ref:
        yield ("" if one is None else one.iri for one in values)
        yield ("" if one is None else _safe(one.label) for one in values)
    elif many(of) is Ref:
        yield (" | ".join([one.iri for one in some]) for some in values)
        yield (_safe(" | ".join([one.label for one in some])) for some in values)
    else:
        yield map(_cell, values)


def _end(name: str, one: Estimate | None) -> float | None:
    return None if one is None else getattr(one, name)


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

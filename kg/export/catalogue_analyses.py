"""The tables of answers: made of the fields of all kinds of analysis, so that none is forgotten here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.analysis import KINDS
from kg.analysis.terms import FieldTerm, terms_of
from kg.export.columns import Column, Part, Table, linked, listed, literal, things

_TYPES: Final = {"string": "string", "boolean": "boolean", "integer": "integer", "double": "number"}


def _terms(which: str) -> tuple[FieldTerm, ...]:
    """The fields of all questions or all rows, each property once."""
    kinds: list[Any] = [getattr(one, which) for one in KINDS.values()]
    return tuple({term.name: term for kind in kinds for term in terms_of(kind)}.values())


def _columns(terms: tuple[FieldTerm, ...]) -> Iterator[Column]:
    for one in terms:
        if one.datatype is None and not one.many:
            yield from linked(one.field, f"kg:{one.name}")
        elif not one.many:
            ends = ("", "_low", "_high")
            for (name, _, _), end in zip(one.properties, ends, strict=False):
                yield literal(one.field + end, f"kg:{name}", _TYPES[one.datatype or "string"])


def _several(of: Table, terms: tuple[FieldTerm, ...]) -> Iterator[Table]:
    """Long tables of what a row has several of: things by what they are to it, and texts."""
    links = {f"kg:{one.name}": one.field for one in terms if one.many and one.datatype is None}
    texts = {f"kg:{one.name}": one.field for one in terms if one.many and one.datatype}
    role = "What it is: the field of that name."
    if links:
        yield listed(
            *(
                of,
                f"{of.key[0].removesuffix('_iri')}_links",
                f"What {of.name} lead to several of: people, papers, terms.",
            ),
            *linked("thing", *links),
            Column("role", Part.PROPERTY, tuple(links), says=role, required=True, words=links),
        )
    if texts:
        yield listed(
            *(of, f"{of.key[0].removesuffix('_iri')}_texts", f"What {of.name} say several of."),
            Column("text", Part.VALUE, tuple(texts), says="What it says.", required=True),
            Column("role", Part.PROPERTY, tuple(texts), says=role, required=True, words=texts),
        )


def _answer(link: str) -> tuple[Column, Column]:
    return (
        Column("analysis_iri", Part.IRI, (link,), to="analyses", says="The answer.", required=True),
        Column("analysis", Part.LABEL, (link,), says="What the answer is called.", required=True),
    )


_ASKED, _ROWS = _terms("question"), _terms("row")
_ANSWERS: Final = things(
    *("analyses", "analysis", "Answers that were worked out with the release, each to one question."),
    "?x a kg:Analysis",
    literal("kind", "kg:analysisKind"),
    literal("asks", "kg:asks"),
    *_columns(_ASKED),
    literal("people_counted", "kg:peopleCounted", "integer"),
    literal("method", "kg:method"),
    literal("source", "dcterms:source", says="Where the method is published."),
    literal("counts_query", "kg:countsQuery"),
    Column("release_iri", Part.IRI, ("prov:wasDerivedFrom",), says="The release it was worked out from."),
    Column("activity_iri", Part.IRI, ("prov:wasGeneratedBy",), says="The work that gave it, by a version of kg."),
)
_LINES: Final = things(
    *("analysis_rows", "analysis_row", "Rows of these answers; which columns are filled depends on the kind."),
    "?x a kg:AnalysisRow",
    *_answer("^kg:hasRow"),
    *_columns(_ROWS),
)
_LEFT_OUT: Final = things(
    *("analysis_left_out", "left_out", "Who or what does not count in an answer, and why."),
    "?x a kg:LeftOut",
    *_answer("^kg:leavesOut"),
    *linked("who", "kg:leftOut"),
    literal("reason", "kg:leftOutBecause"),
    *linked("instead", "kg:countedInstead"),
)
ANALYSES: Final = (
    *(_ANSWERS, _LINES, _LEFT_OUT),
    *_several(_ANSWERS, _ASKED),
    *_several(_LINES, _ROWS),
    listed(_ANSWERS, "analysis_notes", "Remarks on answers.", literal("note", "kg:note")),
    listed(_ANSWERS, "analysis_software", "Libraries that did the arithmetic.", literal("software", "kg:software")),
)
"""Answers, their rows, whom they leave out, and what these have several of."""

"""Rows out of SPARQL 1.1 Query Results JSON, for the engines whose answers come from another process."""

from __future__ import annotations

import json
from typing import Any, Final

from kg.engine.answer import Answer, BadQuery, Form, Row, RowTerm
from kg.names import RDF, XSD

JSON: Final = "application/sparql-results+json"


def rows_of(answer: Answer) -> list[Row]:
    """The solutions of a SELECT that was answered in JSON. Raises `BadQuery` for another form."""
    if answer.form is not Form.SELECT:
        raise BadQuery("rows come from a SELECT query only")
    # A name stands in many rows, so that each is made once.
    names: dict[str, RowTerm] = {}
    return [
        {
            name: _name(value["value"], names) if value["type"] == "uri" else _term(value)
            for name, value in solution.items()
        }
        for solution in json.loads(answer.body)["results"]["bindings"]
    ]


def _name(iri: str, names: dict[str, RowTerm]) -> RowTerm:
    found = names.get(iri)
    if found is None:
        found = names[iri] = RowTerm(iri, "iri")
    return found


def _term(value: dict[str, Any]) -> RowTerm:
    if value["type"] == "bnode":
        return RowTerm(value["value"], "blank")
    if value["type"] not in ("literal", "typed-literal"):
        return RowTerm(str(value["value"]), "blank")
    language = value.get("xml:lang")
    datatype = value.get("datatype") or (RDF + "langString" if language else XSD + "string")
    return RowTerm(value["value"], "literal", datatype, language)

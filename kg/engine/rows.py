"""Rows out of SPARQL 1.1 Query Results JSON, for the engines whose answers come from another process."""

from __future__ import annotations

import json
from typing import Any, Final

from kg.engine.answer import Answer, BadQuery, Form, Row, Term
from kg.names import RDF, XSD

JSON: Final = "application/sparql-results+json"
_KINDS: Final = {"uri": "iri", "bnode": "blank"}


def rows_of(answer: Answer) -> list[Row]:
    """The solutions of a SELECT that was answered in JSON. Raises `BadQuery` for another form."""
    if answer.form is not Form.SELECT:
        raise BadQuery("rows come from a SELECT query only")
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [{name: _term(value) for name, value in solution.items()} for solution in bindings]


def _term(value: dict[str, Any]) -> Term:
    if value["type"] in _KINDS:
        return Term(value["value"], _KINDS[value["type"]])
    if value["type"] not in ("literal", "typed-literal"):
        return Term(str(value["value"]), "blank")
    language = value.get("xml:lang")
    datatype = value.get("datatype") or (RDF + "langString" if language else XSD + "string")
    return Term(value["value"], "literal", datatype, language)

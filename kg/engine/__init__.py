"""Answering SPARQL: one small protocol - *answer this query, in this format* - and its implementations."""

from kg.engine.answer import Answer, BadQuery, Engine, Form, Question, RefusedThere, Row, RowTerm

__all__ = ["Answer", "BadQuery", "Engine", "Form", "Question", "RefusedThere", "Row", "RowTerm"]

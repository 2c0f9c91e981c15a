"""A request that was read, checked and priced before: execution takes it as it is."""

from __future__ import annotations

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension


class Prepared(SchemaExtension):
    """Hands on the document that the context holds, which is valid."""

    def on_parse(self) -> Iterator[None]:
        """Nothing is parsed twice."""
        self.execution_context.graphql_document = self.execution_context.context.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Nothing is checked twice."""
        self.execution_context.pre_execution_errors = []
        yield

"""Questions kept as files, as the page of the endpoint shows them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from graphql import get_operation_ast, parse
from graphql.utilities import value_from_ast_untyped

from api.pages.graphql import Example
from kg.engine.questions import header
from kg.settings import data_folder

FIRST: Final = "papers-behind-a-link"
"""The question that a reader meets first: what the graph is for, in one page."""


@cache
def examples() -> tuple[Example, ...]:
    """Every question of `queries/` that is asked in GraphQL: the first one, then by title. Raises `BadQuestion`."""
    found = map(_example, data_folder("queries").glob("*.graphql"))
    return tuple(sorted(found, key=lambda one: (one.name != FIRST, one.title)))


def _example(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    told = header(path, text)
    return Example(path.stem, told["title"], told["question"], text, _usual(text))


def _usual(text: str) -> str:
    """The variables of a question with the values they have when left out, for a reader to change."""
    operation = get_operation_ast(parse(text))
    declared = operation.variable_definitions or () if operation else ()
    usual = {
        one.variable.name.value: value_from_ast_untyped(one.default_value) for one in declared if one.default_value
    }
    return json.dumps(usual, ensure_ascii=False, indent=2) if usual else ""

"""The different combinations of terms in rows, spelled for asking."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine.columns.meaning.said import Table
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import Ids, Places, Rows, groups
from kg.engine.columns.terms import QueryTerms


def combinations(rows: Rows, variables: Iterable[str], terms: QueryTerms) -> tuple[Table, Places]:
    """The different combinations of these variables, and for each row the place of its own.

    Without variables there is one, of nothing.
    """
    names = sorted(rows.columns.keys() & set(variables))
    first, row = groups(rows, names)
    return [(name, spelled_each(rows.columns[name][first], terms)) for name in names], row


def spelled_each(column: Ids, terms: QueryTerms) -> list[str | None]:
    """The term of each row, every different number looked up once."""
    numbers, place = numbered(column)
    spelled = terms.spelled(numbers)
    return [spelled[at] for at in place.tolist()]

"""GROUP BY: counts by counting numbers, sums of whole numbers by adding them, every other aggregate asked of Oxigraph.

As the engine has it, a value that errs makes its group's SUM, AVG, MIN, MAX and GROUP_CONCAT unbound, and its COUNT as
well, where what is counted is more than a variable; COUNT of a variable and SAMPLE pass over it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.engine.columns.algebra import EXISTS, Aggregate
from kg.engine.columns.meaning import asked
from kg.engine.columns.meaning.plain import Ranks
from kg.engine.columns.meaning.said import is_blank
from kg.engine.columns.meaning.sums import summed
from kg.engine.columns.meaning.tables import spelled_each
from kg.engine.columns.numbering import different, numbered
from kg.engine.columns.order import plain_ranks
from kg.engine.columns.rows import UNBOUND, Ids, Places, Rows, groups
from kg.engine.columns.terms import QueryTerms
from kg.engine.columns.values import made, variable

_INTEGER = '"{}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def grouped(rows: Rows, keys: Sequence[str], aggregates: Sequence[Aggregate], terms: QueryTerms) -> Rows:
    """A row for each group: its keys and aggregates. Without keys one group, even of nothing."""
    first, group = groups(rows, keys)
    count = len(first) if keys else 1
    columns = {key: rows.column(key)[first] for key in keys}
    for one in aggregates:
        columns[one.variable] = _aggregate(one, rows, group, count, terms)
    return Rows(columns, count)


def _aggregate(one: Aggregate, rows: Rows, group: Places, count: int, terms: QueryTerms) -> Ids:
    """The aggregate of each group."""
    if one.expression is None:
        return _whole(np.bincount(_all_distinct(rows, group) if one.distinct else group, minlength=count), terms)
    values = made(one.expression, rows, terms)
    if one.function == "SAMPLE":
        return _first(values, group, count)
    if one.function == "COUNT":
        return _counted(one, values, group, count, terms)
    if one.function in ("MIN", "MAX"):
        rank = plain_ranks(values, terms)
        if rank is not None and len(rank):
            return _least(values, rank if one.function == "MIN" else -rank, group, count)
    if one.distinct or one.function in ("MIN", "MAX"):
        group, values = _once(group, values)
    if one.function in ("SUM", "AVG"):
        found = summed(one.function, group, values, count, terms)
        if found is not None:
            return found
    return _asked(one, group, values, count, terms)


def _counted(one: Aggregate, values: Ids, group: Places, count: int, terms: QueryTerms) -> Ids:
    """How many values are bound, or different."""
    errs = group[values == UNBOUND]
    group, values = group[values != UNBOUND], values[values != UNBOUND]
    if one.distinct:
        group = different((group << 32) | values) >> 32
    found = _whole(np.bincount(group, minlength=count), terms)
    if one.expression is not None and variable(one.expression) is None:
        found[errs] = UNBOUND
    return found


def _whole(counts: NDArray[np.intp], terms: QueryTerms) -> Ids:
    """Counts as terms."""
    numbers, place = numbered(counts)
    return terms.numbers(_INTEGER.format(number) for number in numbers.tolist())[place]


def _all_distinct(rows: Rows, group: Places) -> Places:
    """The group of each row that differs from all before it in its group."""
    names = [name for name in rows.columns if not name.startswith(EXISTS)]
    return group[groups(rows, names)[0]]


def _once(group: Places, values: Ids) -> tuple[Places, Ids]:
    """Each value once in its group, where it came first."""
    pairs = Rows({"group": group.astype(np.int32), "value": values}, len(values))
    first = np.sort(groups(pairs, ["group", "value"])[0])
    return group[first], values[first]


def _first(values: Ids, group: Places, count: int) -> Ids:
    """The first value of each group that is bound."""
    bound = np.flatnonzero(values != UNBOUND)[::-1]
    found = np.full(count, UNBOUND, np.int32)
    found[group[bound]] = values[bound]
    return found


def _least(values: Ids, rank: Ranks, group: Places, count: int) -> Ids:
    """The first value of the least rank in each group, which each has; unbound where a value is."""
    least = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(least, group, rank)
    found = _first(np.where(rank == least[group], values, UNBOUND).astype(np.int32), group, count)
    found[group[values == UNBOUND]] = UNBOUND
    return found


def _asked(one: Aggregate, group: Places, values: Ids, count: int, terms: QueryTerms) -> Ids:
    """What Oxigraph says of the values of each group, in their order."""
    text = f"{one.function}(?_v)"
    if one.function == "GROUP_CONCAT":
        text = f"GROUP_CONCAT(?_v; SEPARATOR={_quoted(one.separator)})"
    if not len(group):
        return terms.numbers([asked.of_nothing(text)] * count)
    order = np.argsort(group, kind="stable")
    column = spelled_each(values[order], terms)
    if one.function not in ("MIN", "MAX"):  # an error is an IRI as much as a blank node, which cannot be asked about
        column = ["<urn:blank-node>" if is_blank(term) else term for term in column]
    said = asked.by_group(text, group[order].tolist(), [("?_v", column)])
    return terms.numbers(said[at] for at in range(count))


def _quoted(text: str) -> str:
    """A string as SPARQL writes it."""
    for letter, said in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(letter, said)
    return f'"{text}"'

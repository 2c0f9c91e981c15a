"""The tables of frequencies that GraphQL and pages show: all groups that are wanted of one are counted together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kg.analysis.cells import Cell
from kg.analysis.chosen import chosen
from kg.analysis.counts import Counts
from kg.analysis.held import Held
from kg.analysis.people import People
from kg.find.filters import CaseFilter
from kg.find.frequencies import Frequency
from kg.find.groups import Group
from kg.lexicon import Kind


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """What frequencies are asked for, of one group only where `owner` names it.

    `own` are rows of a term that is there, by its IRI: none where findings are never read as a term of its kind.
    """

    where: CaseFilter
    by: Group
    terms: tuple[str, ...]
    descendants: bool
    owner: str | None = None
    own: bool = False


def counted(
    held: Held,
    where: CaseFilter,
    by: Group = Group.ALL,
    terms: Sequence[str] = (),
    groups: Iterable[str] | None = None,
    descendants: bool = True,
) -> tuple[Frequency, ...]:
    """A row for each group and term of which anything is said, most present first. Raises `UnknownName`.

    Without `terms` these are the terms that papers were read as, of persons; `groups` are IRIs, all if None. Without
    `descendants` a finding counts for its own term only, as it was read.
    """
    people = held.people
    who = chosen(held, where)
    found = Counts.of(people, who, by, as_read=not descendants)
    among = None if groups is None else people.numbers(groups)
    wanted = people.numbers(iri for one in terms for iri in held.names.all(Kind.TERM, one)) if terms else None
    return tuple(_frequency(people, by, cell) for cell in found.cells(wanted, among))


def tables(held: Callable[[], Held], wanted: Iterable[FrequencyTable]) -> dict[FrequencyTable, tuple[Frequency, ...]]:
    """The rows of each table."""
    owners: dict[FrequencyTable, set[str | None]] = defaultdict(set)
    for one in wanted:
        owners[replace(one, owner=None)].add(one.owner)
    found: dict[FrequencyTable, tuple[Frequency, ...]] = {}
    for table, named in owners.items():
        groups = None if None in named else sorted(filter(None, named))
        asked, rows = held(), tuple[Frequency, ...]()
        if not table.own or all(asked.names.has(Kind.TERM, one) for one in table.terms):
            rows = counted(asked, table.where, table.by, table.terms, groups, table.descendants)
        for owner in named:
            mine = (row for row in rows if owner is None or (row.group and row.group.iri == owner))
            found[replace(table, owner=owner)] = tuple(mine)
    return found


def _frequency(people: People, by: Group, cell: Cell) -> Frequency:
    return Frequency(
        by=by,
        group=None if cell.group is None else people.ref(cell.group),
        term=people.ref(cell.term),
        present=len(cell.present),
        absent=len(cell.absent),
        cases=len(cell.people),
    )

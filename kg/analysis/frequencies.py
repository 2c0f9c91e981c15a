"""How often a finding is present, absent or not reported, by what people carry, who says so, and how it was seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from operator import add, sub
from typing import Annotated, ClassVar, Final

import numpy as np

from kg.analysis.cells import ALL, Cells
from kg.analysis.chosen import chosen, named
from kg.analysis.columns import ColumnarRows, column
from kg.analysis.counted_twice import once
from kg.analysis.counts import Counts
from kg.analysis.held import Held
from kg.analysis.people import Mask
from kg.analysis.population import OfPeople
from kg.analysis.result import Analysis, Estimate, Method, Row
from kg.find.facts import Ref
from kg.find.filters import ObservationFilter
from kg.find.frequencies import SEEN, Seen, frequency_query, share
from kg.find.groups import Group
from kg.lexicon import Kind
from kg.model.words import Depth

METHOD: Final = Method(
    name="share with the 95 % Wilson score interval",
    source="Wilson EB, J Am Stat Assoc 1927;22:209-212",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies(OfPeople):
    """How often findings are present, absent or not reported."""

    kind: ClassVar[str] = "frequencies"
    by: Annotated[Group, "By what to tell people apart."] = Group.ALL
    of: Annotated[Seen, "What of findings to count: terms, ways of looking, or regions."] = Seen.TERM
    terms: Annotated[tuple[str, ...], "Of these alone; if none, of all that people were read to have."] = ()
    as_read: Annotated[bool, "A finding counts for its own term only."] = False
    observed: Annotated[tuple[str, ...], "Only by observations of these findings, seen or looked for."] = ()
    modality: Annotated[tuple[str, ...], "Only by observations made so (MRI, CT)."] = ()
    sequence: Annotated[tuple[str, ...], "Only by observations on these MRI sequences (DWI)."] = ()
    region: Annotated[tuple[str, ...], "Only by observations in these regions of the brain or their parts."] = ()
    depth: Annotated[tuple[Depth, ...], "Only by observations that were read as far as one of these."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyRow(Row):
    """A term in a group. Who has a finding both ways counts as present; the three counts add up to `cases`."""

    key: ClassVar[tuple[str, ...]] = ("group", "term")
    group: Annotated[Ref | None, "The group; none for everybody together."]
    term: Annotated[Ref, "The finding; or the way of looking, or the region, of any finding."]
    present: Annotated[int, "In how many it was seen."]
    absent: Annotated[int, "In how many it was looked for and not seen."]
    not_reported: Annotated[int, "In how many the text that was read says neither."]
    cases: Annotated[int, "How many people the group has."]
    of_reported: Annotated[Estimate | None, "The present among those of whom either is said."] = None
    of_all: Annotated[Estimate | None, "The present among all: a lower bound."] = None
    present_in: Annotated[tuple[Ref, ...], "Those in whom it was seen."] = ()
    absent_in: Annotated[tuple[Ref, ...], "Those in whom it was looked for and not seen."] = ()
    papers: Annotated[tuple[Ref, ...], "The papers that describe them."] = ()


def frequencies(held: Held, asked: Frequencies) -> Analysis:
    """A row for each group and term of which anything is said, most present first. Raises `UnknownName`."""
    found = counted(held, asked)
    terms = named(held, asked.of.kind, asked.terms).nonzero()[0] if asked.terms else None
    rows = rows_of(found.cells(terms))
    counts = [*zip(*(column(rows, name) for name in ("present", "absent")), strict=True)]
    bare = without_rows(held, asked, found, counts)
    return replace(bare, rows=rows)


def counted(held: Held, asked: Frequencies) -> Counts:
    """What the rows of an answer are made from. Raises `UnknownName`."""
    return Counts.of(held.people, chosen(held, asked.who), asked.by, seen_so(held, asked), asked.as_read, asked.of)


def without_rows(held: Held, asked: Frequencies, found: Counts, counts: Sequence[tuple[int, int]]) -> Analysis:
    """An answer but for its rows, which have so many present and absent: ten thousand of them take a second."""
    seen = ObservationFilter(term=asked.observed, **{one: getattr(asked, one) for one in SEEN})
    return Analysis(
        question=asked,
        label=f"Frequencies of findings{_on(asked)}{asked.by.words}",
        method=METHOD,
        rows=(),
        people=int(found.who.sum()),
        notes=(*never_denied(counts), *_notes(found)),
        sparql=frequency_query(held.names, asked.who, asked.by, asked.terms, asked.as_read, seen, asked.of),
    )


def frequency_rows(found: Counts, terms: Collection[int] | None = None) -> tuple[FrequencyRow, ...]:
    """A row for each group and term of which anything is said, as `Counts.cells` gives them."""
    return tuple(rows_of(found.cells(terms)))


def never_denied(counts: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What is to be known of shares, of so many present and absent, where nobody is told not to have a finding."""
    if silent := sum(present > 0 and not absent for present, absent in counts):
        yield (
            f"In {silent} of {len(counts)} rows the share of the reported is 1 since nobody is told not to have it: "
            "papers seldom say what was looked for and not seen, so that shares of the reported are too high."
        )


def _notes(found: Counts) -> Iterator[str]:
    people, who = found.people, found.who
    _, twice = once(people, who)
    if twice:
        yield f"{len(twice)} of these people may be persons whom another paper describes, and are counted all the same."
    grouped = np.diff(people.groups(found.by, who).indptr) > 0 if found.by.path else who
    if without := int((who & ~grouped).sum()):
        yield f"{without} of these people are not told to be of any group, and stand in no row."


def seen_so(held: Held, asked: Frequencies) -> Mask | None:
    """The observations that count, by how they were made; None where all do. Raises `UnknownName`."""
    return reduce(np.logical_and, masks) if (masks := [*_so(held, asked)]) else None


def _so(held: Held, asked: Frequencies) -> Iterator[Mask]:
    people = held.people
    if asked.observed:
        terms = named(held, Kind.TERM, asked.observed)
        yield people.leading("rdf:type", terms) | people.leading("kg:excludes", terms)
    if asked.modality:
        yield people.leading("kg:modality", named(held, Kind.MODALITY, asked.modality))
    if asked.sequence:
        yield people.leading("kg:sequence", named(held, Kind.SEQUENCE, asked.sequence))
    if asked.region:
        yield people.leading("kg:region", people.wholes @ named(held, Kind.REGION, asked.region))
    if asked.depth:
        yield people.leading("kg:readingDepth", people.mask(one.iri for one in asked.depth))


def _on(asked: Frequencies) -> str:
    told = [*asked.observed, *asked.modality, *asked.sequence, *asked.region]
    return f" on {', '.join(told)}" if told else ""


def rows_of(cells: Cells) -> ColumnarRows[FrequencyRow]:
    """Cells as rows."""
    people, has, lacks = cells.people, cells.present.sizes.tolist(), cells.absent.sizes.tolist()
    told, sizes = [*map(add, has, lacks)], [*map(len, cells.members)]
    columns = {
        "group": [None if group == ALL else people.ref(group) for group in cells.groups.tolist()],
        "term": people.refs(cells.terms.tolist()),
        "present": has,
        "absent": lacks,
        "not_reported": [*map(sub, sizes, told)],
        "cases": sizes,
        "of_reported": [*map(estimated, has, told)],
        "of_all": [*map(estimated, has, sizes)],
        "present_in": cells.present.refs(people),
        "absent_in": cells.absent.refs(people),
        "papers": cells.papers.refs(people),
        "refused": [None] * len(sizes),
    }
    return ColumnarRows(FrequencyRow, columns)


@lru_cache(maxsize=65536)
def estimated(n: int, of: int) -> Estimate | None:
    """A share with its interval; None of none."""
    found = share(n, of)
    return Estimate(found.value, found.low, found.high) if found else None

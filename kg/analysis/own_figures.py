"""What single people of the graph give for a figure that a paper states of a group; why the two may differ, in words.

`OWN` is the table: the measures that can be worked out, by how they end, since a gene's name may stand before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from kg.analysis.counts import Counts
from kg.analysis.described import Described
from kg.analysis.people import Matrix, Numbers, People
from kg.analysis.result import Estimate
from kg.analysis.sides import FEWEST
from kg.analysis.stated import years
from kg.find.beside import NAMED, P, StatedFigure
from kg.find.by_person import AgeMeasure
from kg.find.facts import Ref
from kg.find.frequencies import share
from kg.model.words import Sex
from kg.names import contract, mint

_SHARES: Final = (NAMED, "percent")
_COUNTS: Final = ("value", "n")
_SEXES: Final = {"women": Sex.FEMALE, "men": Sex.MALE}
_UNSTATED: Final = "how the paper's figure was worked out is not told to this graph"
_NOBODY: Final[Numbers] = np.zeros(0, dtype=np.int64)
UNDECLARED: Final = "no computation is declared for this measure"


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """What `effect` names, worked out of some people; no estimate where `refused` says why."""

    effect: str
    estimate: Estimate | None
    counted: Numbers
    why: str = ""
    refused: str | None = None
    rank: int | None = None
    ranked: int = 0


Own: TypeAlias = Callable[[Described, StatedFigure], OwnFigure]


def own(described: Described, stated: StatedFigure) -> OwnFigure:
    """Ours for one of theirs; refused where nobody declared how to work it out."""
    for ending, found in OWN.items():
        if stated.measure.endswith(ending):
            return found(described, stated)
    if stated.figure in _SHARES and (stated.term or stated.modality):
        return _seen(described, stated)
    return _undeclared()


def _undeclared() -> OwnFigure:
    return OwnFigure("not worked out", None, _NOBODY, _UNSTATED, UNDECLARED)


def _count(found: Own) -> Own:
    """Of a measure that counts things: beside a count alone."""
    return lambda described, stated: found(described, stated) if stated.figure in _COUNTS else _undeclared()


def _people(described: Described, _: StatedFigure) -> OwnFigure:
    scanned = int(described.scanned.sum())
    why = f"what a scan showed is told of {scanned} of ours; single people are counted, and abstracts tell of few"
    return OwnFigure("people described", _whole(int(described.who.sum())), described.who.nonzero()[0], why)


def _papers(described: Described, _: StatedFigure) -> OwnFigure:
    numbers = described.scanned.nonzero()[0]
    found = described.people.behind("kg:reportedIn", numbers)
    without = len(described.people.behind("kg:reportedIn", described.who.nonzero()[0])) - len(found)
    why = f"{without} more of our papers tell of such people, and of no scan of any one of them"
    return OwnFigure("papers that tell of the scan of a person", _whole(len(found)), numbers, why)


def _places(link: str, called: str) -> Own:
    def found(described: Described, _: StatedFigure) -> OwnFigure:
        people = described.people
        hit = people.links["kg:hasVariant"] @ people.links[link]
        ours = np.unique(hit[described.who.nonzero()[0]].indices)
        # What a mention or a genotype names: what databases alone know is no paper's.
        named = np.unique((people.links["kg:ofVariant"] @ people.links[link]).indices)
        lists = _listed(people, ours), _listed(people, np.setdiff1d(named, ours))
        why = f"ours: {lists[0]}; in variants that nobody counted here has: {lists[1]}; which theirs are is not told"
        counted = (described.who & (np.diff(hit.indptr) > 0)).nonzero()[0]
        return OwnFigure(f"{called} with a variant of a person", _whole(len(ours)), counted, why)

    return found


def _onset(described: Described, stated: StatedFigure) -> OwnFigure:
    people, column = described.people, years(described.people, described.who, AgeMeasure.ONSET)
    told = described.who & ~np.isnan(column)
    sexes = {called: (told & people.having("kg:sex", sex.iri)).nonzero()[0] for called, sex in _SEXES.items()}
    ill = int((described.who & people.having("kg:affected", "true")).sum())
    why = f"an age at onset is told of {int(told.sum())} people, signs of {ill}; {_UNSTATED}"
    if stated.figure == P:
        women, men = (column[one].tolist() for one in sexes.values())
        return _tested(women, men, np.concatenate([*sexes.values()]), why)
    whose, _, kind = stated.figure.partition(", ")
    counted = sexes.get(whose, _NOBODY)
    return _typical(kind, f"age at onset of {whose}", column[counted].tolist(), counted, why)


def _tested(women: list[float], men: list[float], counted: Numbers, why: str) -> OwnFigure:
    effect, least = "p of Mann and Whitney's test of women against men", min(len(women), len(men))
    if least < FEWEST:
        refused = f"an age is told of {least} of the smaller group; at least {FEWEST} are asked for"
        return OwnFigure(effect, None, counted, why, refused)
    if len({*women, *men}) == 1:
        return OwnFigure(effect, None, counted, why, "all have the same age: nothing to compare")
    from kg.analysis.samples import mann_whitney

    return OwnFigure(effect, Estimate(mann_whitney(women, men)["p"]), counted, why)


def _delay(described: Described, stated: StatedFigure) -> OwnFigure:
    column = years(described.people, described.who, AgeMeasure.DELAY)
    counted = (described.who & ~np.isnan(column)).nonzero()[0]
    why = f"both an age at onset and one at a later scan are told of {len(counted)} people"
    what = "years from onset to the first scan after it"
    return _typical(stated.figure, what, column[counted].tolist(), counted, why)


def _typical(kind: str, what: str, values: list[float], counted: Numbers, why: str) -> OwnFigure:
    """The mean, where theirs is one or is not told to be anything; the median, where theirs is."""
    called = "median" if kind == "median" else "mean"
    effect = f"{called} {what}"
    if kind not in ("", "value", "mean", "median"):
        return _undeclared()
    if not values:
        return OwnFigure(effect, None, counted, why, "of nobody is this told")
    from kg.analysis.samples import mean

    found = Estimate(float(np.median(values))) if called == "median" else mean(values)
    return OwnFigure(effect, found, counted, why)


def _seen(described: Described, stated: StatedFigure) -> OwnFigure:
    people, by = described.people, stated.modality
    counted = Counts.of(people, described.who, seen=people.having("kg:modality", by.iri) if by else None)
    why = _by_modality(described, by) if by else ""
    if stated.term is None:
        anyone = described.seen_by(by.iri).nonzero()[0] if by else _NOBODY
        return OwnFigure("percent of the reported", None, anyone, why, "no term stands for their finding")
    number = people.number.get(stated.term)
    has, lacks = (_with(one, number) for one in (counted.present, counted.absent))
    told, ranks = np.union1d(has, lacks), _ranked(counted)
    called = contract(stated.term) if number is None else people.ref(number).label
    effect = f"percent of the reported with{'out' if stated.absence else ''} {called}"
    if not len(told):
        return OwnFigure(effect, None, told, why, "in nobody is it told to be there or not")
    few = f"told not to have it: {len(lacks)}; papers seldom say what was not seen, so that shares are too high"
    one = share(len(lacks if stated.absence else has), len(told))
    estimate = Estimate(100 * one.value, 100 * one.low, 100 * one.high) if one else None
    rank = None if number is None else ranks.get(number)
    return OwnFigure(effect, estimate, told, f"{why}; {few}" if why else few, rank=rank, ranked=len(ranks))


def _by_modality(described: Described, by: Ref) -> str:
    told, unsaid = (int(described.seen_by(one).sum()) for one in (by.iri, mint("modality", "unspecified")))
    return f"people of whom {by.label} tells anything: {told}; imaging of a kind that is not told: {unsaid}"


def _with(found: Matrix, number: int | None) -> Numbers:
    return _NOBODY if number is None else np.unique(found[:, [number]].nonzero()[0])


def _ranked(counted: Counts) -> dict[int, int]:
    """Terms by how sure their share of the reported is: one of one stands below nine of ten. Equals share a rank."""
    lows = {}
    for cell in counted.cells():
        found = share(len(cell.present), len(cell.present) + len(cell.absent))
        lows[cell.term] = found.low if found else 0.0
    return {term: 1 + sum(other > low for other in lows.values()) for term, low in lows.items()}


def _listed(people: People, numbers: Numbers) -> str:
    def place(one: Ref) -> tuple[str, int]:
        name, _, rank = one.iri.rpartition("/")
        return name, int(rank) if rank.isdigit() else 0

    return ", ".join(one.label for one in sorted(people.refs(numbers), key=place)) or "none"


def _whole(count: int) -> Estimate:
    return Estimate(float(count))


OWN: Final[Mapping[str, Own]] = MappingProxyType(
    {
        "studies with neuroimaging data included in the review": _count(_papers),
        "mutation carriers identified": _count(_people),
        "exons with a mutation": _count(_places("kg:inExon", "exons")),
        "introns with a mutation": _count(_places("kg:inIntron", "introns")),
        "age at onset women v men": _onset,
        "delay from symptom onset to neuroimaging": _delay,
    }
)

"""Two readings of one paper: what each says that counts, and which of their people are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.audit.named import variant_key
from kg.errors import FaultyInput
from kg.model.vocabulary import folded
from kg.papers.one_paper import PaperNamed
from kg.sources.proposed import accepted, proposals_of, pruned
from kg.sources.schema import CaseFile, EvidenceFile
from kg.sources.sheet import Sheet, read_sheet

AGES: Final = ("age_at_onset", "age_at_examination", "age_at_imaging", "age_at_death")
_ENOUGH: Final = 3
"""Points from which on two people without a common label may be one: an equal age and the sex, a variant and a sign."""
_MOST_SIGNS: Final = 4


@dataclass(frozen=True, slots=True)
class OneReading:
    """An evidence file as one reader's word. `built` are the labels that a doubt may be about."""

    name: str
    file: EvidenceFile
    built: frozenset[str]


@dataclass(frozen=True, slots=True)
class PersonPair:
    """A person as both readers have them; `by` is how they were found to be one."""

    one: CaseFile
    other: CaseFile
    by: str


@dataclass(frozen=True, slots=True)
class PeopleMatched:
    """The people of two readings."""

    pairs: tuple[PersonPair, ...]
    only_one: tuple[CaseFile, ...]
    only_other: tuple[CaseFile, ...]


def reading_of(path: Path, proposed: bool) -> OneReading:
    """What a file says, with its open proposals if they count. Raises `FaultyInput`."""
    sheet, faults = read_sheet(path)
    if sheet is None or faults:
        raise FaultyInput("\n".join(map(str, sorted(faults))))
    kept, _ = accepted(sheet)
    if kept is None and not proposed:
        raise FaultyInput(f"{path.name} is all proposed; right would be: --proposed, to compare what nobody accepted")
    built = frozenset(one.label for one in kept.file.cases) if kept else frozenset()
    return OneReading(path.name, _with_proposals(sheet) if proposed or kept is None else kept.file, built)


def unlike_papers(one: OneReading, other: OneReading) -> str | None:
    """What to tell where the files look to be of two papers, though nothing says so; else None.

    Raises `FaultyInput` where their identifiers say that they are.
    """
    mine, theirs = (PaperNamed.of_evidence(each.name, each.file.paper.model_dump()) for each in (one, other))
    if told := mine.apart(theirs):
        what = f"{one.name} and {other.name} are of two papers, and nothing was compared: of {one.name}, {told}"
        raise FaultyInput(f"{what}; right would be: two readings of one paper")
    if mine.shares(theirs) or not (told := mine.titled_otherwise(theirs)):
        return None
    what = f"{one.name} and {other.name} look to be of two papers: of {one.name}, {told}, and they share no identifier"
    right = "two readings of one paper, or, if they are, the same pmid, doi or pmcid in both"
    return f"{what}; all that they say was compared all the same; right would be: {right}"


def _with_proposals(sheet: Sheet) -> EvidenceFile:
    out = frozenset(one.steps for one in proposals_of(sheet.file) if one.refused or one.kind == "aside")
    file = pruned(sheet.file, (), out)
    return file.model_copy(update={"cases": [_stated(case) for case in file.cases]})


def _stated(case: CaseFile) -> CaseFile:
    """A case with what is proposed of its own keys, where it has nothing there."""
    said: dict[str, object] = {
        one.key: one.value for one in case.quoted if one.value is not None and getattr(case, one.key) is None
    }
    return case.model_copy(update=said)


def matched(one: OneReading, other: OneReading) -> PeopleMatched:
    """Who is who, one to one: by label, else by sex, ages, variants and signs, where one match is better than all."""
    left, right = [*one.file.cases], [*other.file.cases]
    pairs: list[PersonPair] = []
    for mine in one.file.cases:
        theirs = [case for case in right if _labels(case) & _labels(mine)]
        if len(theirs) == 1:
            pairs.append(PersonPair(mine, theirs[0], "label"))
            left.remove(mine)
            right.remove(theirs[0])
    for mine, theirs_too in _likest(left, right):
        pairs.append(PersonPair(mine, theirs_too, "sex, ages, variants and signs"))
    mine_too, taken = [id(pair.one) for pair in pairs], [id(pair.other) for pair in pairs]
    return PeopleMatched(
        tuple(pairs),
        tuple(case for case in one.file.cases if id(case) not in mine_too),
        tuple(case for case in other.file.cases if id(case) not in taken),
    )


def _likest(left: Sequence[CaseFile], right: Sequence[CaseFile]) -> Iterator[tuple[CaseFile, CaseFile]]:
    """Pairs that are liker than any other pair with one of them; of equals none, as nobody could tell."""
    points = {(a, b): _points(mine, theirs) for a, mine in enumerate(left) for b, theirs in enumerate(right)}
    open_ = {pair: many for pair, many in points.items() if many >= _ENOUGH}
    while True:
        sure = [pair for pair, many in open_.items() if all(more < many for more in _rivals(pair, open_))]
        if not sure:
            return
        for a, b in sure:
            yield left[a], right[b]
        gone_a, gone_b = {a for a, _ in sure}, {b for _, b in sure}
        open_ = {(a, b): many for (a, b), many in open_.items() if a not in gone_a and b not in gone_b}


def _rivals(pair: tuple[int, int], open_: Mapping[tuple[int, int], int]) -> list[int]:
    return [many for one, many in open_.items() if one != pair and (one[0] == pair[0] or one[1] == pair[1])]


def _points(one: CaseFile, other: CaseFile) -> int:
    if one.sex and other.sex and str(one.sex) != str(other.sex):
        return 0
    ages = [(getattr(one, key), getattr(other, key)) for key in AGES]
    ages = [(mine, theirs) for mine, theirs in ages if mine is not None and theirs is not None]
    signs = [{(sign.hpo or folded(sign.text), sign.status) for sign in case.phenotypes} for case in (one, other)]
    variants = [{variant_key(variant) for variant in case.variants} for case in (one, other)]
    return (
        (1 if one.sex and other.sex else 0)
        + sum(2 if abs(float(mine) - float(theirs)) < 1 else -1 for mine, theirs in ages)
        + (2 if variants[0] & variants[1] else 0)
        + min(len(signs[0] & signs[1]), _MOST_SIGNS)
    )


def _labels(case: CaseFile) -> set[str]:
    return {folded(label) for label in (case.label, *case.also_labelled)}

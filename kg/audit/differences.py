"""Where two readings of one paper differ, person by person: only what one has, and what both have differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.audit.named import figure_key, finding_name, term_key, variant_key, variant_name
from kg.audit.pairing import Finding, above, own, paired
from kg.audit.readers import AGES, OneReading, PeopleMatched, PersonPair
from kg.model.words import LOOKS
from kg.sources.hpo import Hpo

VALUES: Final = ("sex", "affected", "genetic_status", "family_history", "onset")
"""Values of a person with a few words each: what agreement is counted of."""
_OF_SCANS: Final = ("modality", "sequence", "region", "side", "age", *LOOKS)
_FIGURES: Final = (
    *("n", "numerator", "denominator", "percent", "mean", "sd", "median", "range", "p", "odds_ratio", "ci95", "value"),
)


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """One thing in which two readers differ: its kind, whom it is about in the first file, and both their words."""

    kind: str
    about: str
    what: str
    one: str | None
    other: str | None


def differences(one: OneReading, other: OneReading, people: PeopleMatched, hpo: Hpo) -> tuple[TwoReadings, ...]:
    """All of them, in the order of the first file."""
    found = [TwoReadings("person", f"case:{case.label}", "the person", case.label, None) for case in people.only_one]
    found += [TwoReadings("person", "paper", "a person", None, case.label) for case in people.only_other]
    for pair in people.pairs:
        found += [*_values(pair), *_variants(pair), *_signs(pair, hpo), *_scans(pair, hpo)]
    return (*found, *_figures(one, other))


def _values(pair: PersonPair) -> Iterator[TwoReadings]:
    for key in (*VALUES, *AGES):
        mine, theirs = getattr(pair.one, key), getattr(pair.other, key)
        if _unlike(_said(mine), _said(theirs)):
            yield _of(pair, "value", key.replace("_", " "), _said(mine), _said(theirs))


def _variants(pair: PersonPair) -> Iterator[TwoReadings]:
    mine = {variant_key(one): one for one in pair.one.variants}
    theirs = {variant_key(one): one for one in pair.other.variants}
    for key in mine.keys() & theirs.keys():
        for part in ("coding", "protein", "zygosity"):
            values = _said(getattr(mine[key], part)), _said(getattr(theirs[key], part))
            if _unlike(*values):
                yield _of(pair, "variant", f"{part} of {variant_name(mine[key])}", *values)
    for key in [key for key in mine if key not in theirs]:
        like = next((one for one in theirs if one not in mine and mine[key].protein == theirs[one].protein), None)
        told = variant_name(theirs[like]) if like and mine[key].protein else None
        if told and like:
            theirs.pop(like)
        yield _of(pair, "variant", "variant", variant_name(mine[key]), told)
    for key in [key for key in theirs if key not in mine]:
        yield _of(pair, "variant", "variant", None, variant_name(theirs[key]))


def _signs(pair: PersonPair, hpo: Hpo) -> Iterator[TwoReadings]:
    mine, theirs = own(pair.one.phenotypes), own(pair.other.phenotypes)
    both, left, right = paired(mine, theirs, hpo)
    for one, other in both:
        yield from _finding(pair, "finding", one, other, hpo)
    yield from (_of(pair, "finding", "finding", _shown(one), None) for one in left)
    yield from (_of(pair, "finding", "finding", None, _shown(one)) for one in right)


def _scans(pair: PersonPair, hpo: Hpo) -> Iterator[TwoReadings]:
    mine, theirs = own(pair.one.imaging), own(pair.other.imaging)
    both, left, right = paired(mine, theirs, hpo)
    for one, other in both:
        yield from _finding(pair, "imaging", one, other, hpo)
        for part in _OF_SCANS:
            values = _said(getattr(one, part)), _said(getattr(other, part))
            if _unlike(*values):
                yield _of(pair, "imaging", f"{part} of {finding_name(one)}", *values)
    yield from (_of(pair, "imaging", "imaging finding", _shown(one), None) for one in left)
    yield from (_of(pair, "imaging", "imaging finding", None, _shown(one)) for one in right)


def _finding(pair: PersonPair, kind: str, one: Finding, other: Finding, hpo: Hpo) -> Iterator[TwoReadings]:
    if term_key(one) != term_key(other):
        how = above(one, other, hpo)
        yield _of(pair, "term", f"term of a finding: {how}", finding_name(one), finding_name(other))
    if one.status != other.status:
        yield _of(pair, "status", f"status of {finding_name(one)}", str(one.status), str(other.status))


def _figures(one: OneReading, other: OneReading) -> Iterator[TwoReadings]:
    mine = {figure_key(each): each for each in one.file.statistics}
    theirs = {figure_key(each): each for each in other.file.statistics}
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        name = (mine.get(key) or theirs[key]).measure
        about = f"statistic:{name}" if key in mine else "paper"
        if key not in mine or key not in theirs:
            yield TwoReadings("figure", about, "figure", name if key in mine else None, name if key in theirs else None)
            continue
        for part in _FIGURES:
            values = _said(getattr(mine[key], part)), _said(getattr(theirs[key], part))
            if _unlike(*values):
                yield TwoReadings("figure", about, f"{part} of {name}", *values)


def _of(pair: PersonPair, kind: str, what: str, one: str | None, other: str | None) -> TwoReadings:
    return TwoReadings(kind, f"case:{pair.one.label}", what, one, other)


def _shown(one: Finding) -> str:
    return f"{finding_name(one)}, {one.status}"


def _said(value: object) -> str | None:
    if value is None:
        return None
    return f"{float(value):g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _unlike(one: str | None, other: str | None) -> bool:
    return (one or "").casefold() != (other or "").casefold()

"""Checks of what is absent: a term that says more than can be denied, and what is present at or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model.words import Status
from kg.report import Fault
from kg.sources.absence import Absence, too_broad
from kg.sources.checks_terms import Seen, observations
from kg.sources.positions import Steps
from kg.sources.schema import CaseFile, PhenotypeFile
from kg.sources.sheet import Sheet

_QUALIFIED: Final = re.compile(
    r"(?i)\b(?:typical|characteristic|classical?|specific|suggestive|of the disease|significant|marked|severe|prominent"
    r"|obvious|multiple|extensive|before|prior|previous|early|late)\b"
)
"""Words by which a text denies a kind of a finding, and leaves open whether there is another."""


def check_absences(sheet: Sheet, absence: Absence) -> Iterator[Fault]:
    """Everything that is wrong or doubtful in the absent statements of a file."""
    for number, case in enumerate(sheet.file.cases):
        steps: Steps = ("cases", number)
        yield from _too_broad(sheet, steps, case, absence)
        yield from _contradictions(sheet, steps, case, absence)


def _too_broad(sheet: Sheet, steps: Steps, case: CaseFile, absence: Absence) -> Iterator[Fault]:
    """No text denies all of an organ system; nor all of a term, where it denies a kind of it only."""
    fix = "a term that means what was denied, or the words alone, without an hpo key"
    for place, seen in observations(case):
        term = absence.hpo.get(seen.hpo) if seen.hpo and seen.status is Status.ABSENT else None
        if term is None:
            continue
        if what := too_broad(absence.hpo, term.id):
            yield sheet.fault((*steps, *place, "hpo"), "absent-too-broad", what, fix)
        words = {word.lower() for word in _QUALIFIED.findall(seen.text)} - set(term.label.lower().split())
        if words:
            more = ", ".join(sorted(words))
            what = f"{seen.text!r} is absent, which {absence.hpo.shown(term.id)} need not be: {more}"
            yield sheet.fault((*steps, *place, "hpo"), "absent-qualified", what, fix, fatal=False)


def _contradictions(sheet: Sheet, steps: Steps, case: CaseFile, absence: Absence) -> Iterator[Fault]:
    """Present at or below what is absent, in signs and scans alike. It need not be wrong, but is always told."""
    known = [(place, seen) for place, seen in observations(case) if seen.hpo and absence.hpo.get(seen.hpo)]
    for place, absent in known:
        if absent.status is not Status.ABSENT:
            continue
        for other, present in known:
            if present.status is Status.PRESENT and absent.hpo in absence.hpo.ancestors(present.hpo or ""):
                where = f"({other[0]}[{other[1]}])"
                yield sheet.fault((*steps, *place), *_at_odds(absent, present, where, absence), fatal=False)


def _at_odds(absent: Seen, present: Seen, where: str, absence: Absence) -> tuple[str, str, str]:
    """The kind of fault, what it is, and what would be right."""
    lack, have = absent.hpo or "", present.hpo or ""
    what = f"{absent.text!r} is absent, but {present.text!r} is present {where}"
    if absence.systems(lack) != absence.systems(have):
        return "below-absent", f"{what}; {absence.told(lack, have)}", "both, where the words mean two things"
    if _aspect(present) == _aspect(absent):
        return "contradiction", what, "one of the two, or what tells them apart (age, side, region, modality)"
    apart = "looked for otherwise, elsewhere or at another time"
    return "present-and-absent", f"{what}, {apart}; {absence.told(lack, have)}", "both, where both were found"


def _aspect(seen: Seen) -> tuple[object, ...]:
    if isinstance(seen, PhenotypeFile):
        return ("phenotype", seen.onset_age, seen.side)
    return (seen.modality, seen.sequence, seen.region, seen.age, seen.study, seen.side)

"""Checks of what words deny: "no ..." that is present, what is normal and present, and what is denied twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model.words import Status
from kg.report import Fault
from kg.sources.checks_terms import Worded, worded
from kg.sources.denial import is_loss, sense
from kg.sources.hpo import Hpo
from kg.sources.ontology import OntologyTerm
from kg.sources.positions import Steps
from kg.sources.schema import StatisticFile
from kg.sources.sheet import Sheet

_ABSENT: Final = "status: absent, with the words and the term of what was not there; or a term for what is lost"
_NORMAL: Final = (
    "status: absent, with the term of what was not found; or no term; a whole study that was normal: `studies`"
)
_TWICE: Final = "status: present; or the plain words of what was not there"


def check_denials(sheet: Sheet, hpo: Hpo) -> Iterator[Fault]:
    """Every finding whose words and status say opposite things."""
    for steps, one in worded(sheet):
        term = hpo.get(one.hpo) if one.hpo else None
        if isinstance(one, StatisticFile) and term is None:
            continue  # "no family history" is counted as it is; only a term makes it a sign
        found = _against(one, term, hpo)
        if found is None:
            continue
        kind, what, fix, fatal = found
        about = _about(sheet, steps, one)
        marked = any(doubt.about in about for doubt in sheet.file.doubts)
        if fatal and not marked:
            fix += f"; if the paper means it so, a doubt `about: {about[0]}`"
        yield sheet.fault((*steps, "status"), kind, what, fix, fatal=fatal and not marked)


def _against(one: Worded, term: OntologyTerm | None, hpo: Hpo) -> tuple[str, str, str, bool] | None:
    """Kind, what, fix, and whether it is surely wrong."""
    text = one.measure if isinstance(one, StatisticFile) else one.text
    said = sense(text, lambda name: bool(hpo.named(name)))
    if said is None:
        return None
    told, thing = said
    if one.status is Status.ABSENT:
        what = f"{text!r} is a loss by its words, and its status is absent"
        return ("denied-twice", what, _TWICE, True) if told == "lost" else None
    names = [term.label, *(synonym.text for synonym in term.synonyms if synonym.scope == "EXACT")] if term else []
    if told == "denied" and (not any(map(is_loss, names)) or is_loss(thing) or _names(thing, term, hpo)):
        return "denied-present", f"{text!r} is denied by its words, and its status is present", _ABSENT, True
    if told == "normal" and not any("normal" in f" {name.lower()}".replace("abnormal", "") for name in names):
        return "normal-present", f"{text!r} is normal by its words, and its status is present", _NORMAL, bool(term)
    if told == "lost" and isinstance(one, StatisticFile) and thing.startswith("change"):
        what = f"{text!r} counts those in whom nothing changed, and the term those who have the sign"
        return "course-counted", what, "the same figure without hpo", True
    return None


def _names(thing: str, term: OntologyTerm | None, hpo: Hpo) -> bool:
    return term is not None and term.id in (*hpo.named(thing), *hpo.named(thing.removesuffix("s")))


def _about(sheet: Sheet, steps: Steps, one: Worded) -> list[str]:
    """What a doubt that settles it may be about."""
    if isinstance(one, StatisticFile):
        return [f"statistic:{one.measure}"]
    case = sheet.file.cases[int(steps[1])]
    return [f"case:{label}" for label in (case.label, *case.also_labelled)]

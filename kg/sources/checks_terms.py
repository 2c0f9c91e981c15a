"""Checks of borrowed words: HPO ids and labels, modality, sequence and region phrases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model.vocabulary import Vocabulary
from kg.report import Fault
from kg.sources.hpo import Hpo
from kg.sources.ontology import OntologyTerm
from kg.sources.positions import Steps
from kg.sources.schema import CaseFile, ImagingFile, PhenotypeFile, StatisticFile
from kg.sources.sheet import Sheet, meant

Seen = PhenotypeFile | ImagingFile
Worded = Seen | StatisticFile
_TEACH: Final = "a key of kg/reference/vocabulary.yaml, or teach it the phrase there"


def observations(case: CaseFile) -> Iterator[tuple[Steps, Seen]]:
    """The signs and scans of a person, each with its place in the case."""
    for n, sign in enumerate(case.phenotypes):
        yield ("phenotypes", n), sign
    for n, scan in enumerate(case.imaging):
        yield ("imaging", n), scan


def worded(sheet: Sheet) -> Iterator[tuple[Steps, Worded]]:
    """Everything in a file that may name an HPO term, with its place."""
    for number, case in enumerate(sheet.file.cases):
        for place, seen in observations(case):
            yield ("cases", number, *place), seen
    for n, figure in enumerate(sheet.file.statistics):
        yield ("statistics", n), figure


def check_hpo(sheet: Sheet, hpo: Hpo) -> Iterator[Fault]:
    """Ids that are unknown, obsolete or alternative, and labels that are not the term's."""
    for steps, one in worded(sheet):
        if one.hpo is None:
            continue
        term = hpo.get(one.hpo)
        if term is None or term.obsolete:
            yield _stale(sheet, (*steps, "hpo"), one.hpo, one.label, hpo)
        elif one.label is not None and one.label.lower() != term.label.lower():
            yield _mislabelled(sheet, (*steps, "label"), term, one.label, hpo)


def _stale(sheet: Sheet, steps: Steps, identifier: str, label: str | None, hpo: Hpo) -> Fault:
    term = hpo.get(identifier)
    if term is not None:
        fix = hpo.instead(term) or "a current term: the release names none instead"
        return sheet.fault(steps, "hpo-obsolete", f"{identifier} ({term.label}) is obsolete", fix)
    primary = hpo.primary(identifier)
    if primary is not None:
        what = f"{identifier} is an alternative id"
        return sheet.fault(steps, "hpo-alternative", what, f"its primary id {hpo.shown(primary)}")
    named = hpo.named(label) if label else ()
    fix = " or ".join(map(hpo.shown, named)) or "an id of that release, or no hpo key at all"
    return sheet.fault(steps, "hpo-unknown", f"{identifier} is not in {hpo.version}", fix)


def _mislabelled(sheet: Sheet, steps: Steps, term: OntologyTerm, label: str, hpo: Hpo) -> Fault:
    others = [one for one in hpo.named(label) if one != term.id]
    fix = f"label: {term.label}"
    if others:
        fix += f" - or, if the label is meant, hpo: {' or '.join(others)}"
    return sheet.fault(steps, "hpo-label", f"{term.id} is {term.label!r}, not {label!r}", fix)


def check_words(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Phrases for modality, sequence and region that the vocabulary does not know."""
    for steps, one in worded(sheet):
        if isinstance(one, PhenotypeFile):
            continue
        known = {
            "modality": one.modality is None or vocabulary.modality(one.modality) is not None,
            "sequence": one.sequence is None or vocabulary.sequences(one.sequence) is not None,
            "region": one.region is None or vocabulary.regions(one.region) is not None,
        }
        for kind, taught in known.items():
            if not taught:
                phrase = str(getattr(one, kind))
                what = f"the {kind} {phrase!r} is not in the vocabulary"
                fix = meant(phrase, vocabulary.known(kind), _TEACH)
                yield sheet.fault((*steps, kind), f"{kind}-unknown", what, fix)

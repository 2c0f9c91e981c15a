"""What a paper describes, as its page tells it: people, the variants it names, findings with all in whom they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.find import Ref, Said
from kg.model.words import GeneticStatus, Sex
from kg.portrait.radiologist import on_scan

Reported: TypeAlias = Mapping[str, tuple[Ref, Said]]
"""Things of one room by their IRIs, each with its label and what is said of it."""
_OF_PERSONS: Final = ("kg:hasFinding", "kg:hasExcludedFinding")
_OF_GROUPS: Final = ("kg:hasGroupFinding", "kg:hasExcludedGroupFinding")


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPerson:
    """A person as a paper describes them; ages in years, `onset` in the paper's words where no age is told."""

    ref: Ref
    called: str
    sex: Sex | None
    onset: str
    examined: float | None
    died: float | None
    affected: bool | None
    status: GeneticStatus | None
    variants: tuple[Ref, ...]
    families: tuple[Ref, ...]
    present: int
    absent: int
    same: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVariant:
    """A variant that a paper names; `stated` as printed."""

    ref: Ref
    stated: tuple[str, ...]
    consequence: tuple[str, ...]
    significance: tuple[str, ...]
    claims: tuple[str, ...]
    novel: bool
    carriers: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding:
    """A finding as a paper reports it: in whom it is present, in whom it was looked for and is absent; by which
    `observations`, each in the paper's words.

    `said`: as a radiologist says it. `group`: of several people together. `modality` is None for signs and symptoms.
    """

    what: Ref
    coded: bool
    said: str
    modality: Ref | None
    regions: tuple[Ref, ...]
    group: bool
    present: tuple[Ref, ...]
    absent: tuple[Ref, ...]
    observations: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


def people(found: Reported) -> tuple[DescribedPerson, ...]:
    """The people, by name."""
    return tuple(_person(ref, one) for ref, one in sorted(found.values(), key=lambda pair: pair[0].label))


def _person(ref: Ref, one: Said) -> DescribedPerson:
    age = one.number("kg:ageAtOnset")
    period = one.ref("kg:onsetPeriod")
    stated_onset = one.text("kg:statedAgeAtOnset") or (period.label if period else "")
    status, sex = one.text("kg:geneticStatus"), one.text("kg:sex")
    return DescribedPerson(
        ref=ref,
        called=one.text("kg:caseLabel") or ref.label,
        sex=next((word for word in Sex if word.iri == sex), None),
        onset=f"{age:g}" if age is not None else stated_onset,
        examined=one.number("kg:ageAtExamination"),
        died=one.number("kg:ageAtDeath"),
        affected=one.flag("kg:affected"),
        status=next((word for word in GeneticStatus if word.iri == status), None),
        variants=one.refs("kg:hasVariant"),
        families=one.refs("kg:memberOfFamily"),
        present=len(one.refs("kg:hasFinding")),
        absent=len(one.refs("kg:hasExcludedFinding")),
        same=several(one.refs("kg:possiblySamePatientAs"), one.refs("^kg:possiblySamePatientAs")),
        doubts=one.refs("kg:hasDoubt"),
    )


def variants(found: Reported, described: Iterable[DescribedPerson]) -> tuple[NamedVariant, ...]:
    """Every naming of one variant together: with a person, and without."""
    carriers: dict[str, list[Ref]] = defaultdict(list)
    for person in described:
        for variant in person.variants:
            carriers[variant.iri].append(person.ref)
    named: dict[Ref, list[Said]] = defaultdict(list)
    for _, one in found.values():
        for variant in one.refs("kg:ofVariant"):
            named[variant].append(one)

    def texts(some: Iterable[Said], name: str) -> tuple[str, ...]:
        return tuple(sorted({text for one in some for text in one.texts(name)}))

    return tuple(
        NamedVariant(
            ref=variant,
            stated=texts(some, "kg:statedAs"),
            consequence=texts(some, "kg:statedConsequence"),
            significance=texts(some, "kg:statedSignificance"),
            claims=tuple(sorted({claim.label for one in some for claim in one.refs("kg:diseaseClaim")})),
            novel=any(one.flag("kg:novel") for one in some),
            carriers=tuple(carriers[variant.iri]),
            doubts=several(*(one.refs("kg:hasDoubt") for one in some)),
        )
        for variant, some in sorted(named.items(), key=lambda pair: pair[0].label)
    )


def findings(observations: Reported, cases: Reported) -> tuple[ReportedFinding, ...]:
    """Observations of one term, by one method in one place, together. Signs come after scans, in the order of names."""
    whose: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for person, one in cases.values():
        for link in (*_OF_PERSONS, *_OF_GROUPS):
            for observation in one.refs(link):
                whose[observation.iri][link].append(person)
    alike: dict[tuple[Ref, Ref | None, tuple[Ref, ...], bool], list[Said]] = defaultdict(list)
    for ref, one in observations.values():
        words = one.text("kg:statedAs") or ref.label
        what = one.ref("kg:codedAs") or one.ref("kg:codedAsAbsent") or Ref(ref.iri, words)
        group = not whose[ref.iri].keys().isdisjoint(_OF_GROUPS)
        alike[what, one.ref("kg:modality"), one.refs("kg:region"), group].append(one)
    found = []
    for (what, modality, regions, group), some in alike.items():
        iris = [one.iri for one in some]
        seen, lacking = _OF_GROUPS if group else _OF_PERSONS
        found.append(
            ReportedFinding(
                what=what,
                coded=what.iri not in observations,
                said=_said(what, modality, regions),
                modality=modality,
                regions=regions,
                group=group,
                present=several(*(whose[iri][seen] for iri in iris)),
                absent=several(*(whose[iri][lacking] for iri in iris)),
                observations=tuple(Ref(one.iri, one.text("kg:statedAs") or "") for one in some),
                doubts=several(*(one.refs("kg:hasDoubt") for one in some)),
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.modality is None,
                one.modality.iri if one.modality else "",
                -len(one.present),
                one.what.label,
            ),
        )
    )


def _said(what: Ref, modality: Ref | None, regions: Iterable[Ref]) -> str:
    if modality is None:
        return what.label
    return on_scan(what.label, modality.iri.rpartition("/")[2], [one.label for one in regions])


def several(*some: Iterable[Ref]) -> tuple[Ref, ...]:
    """All of several lists, each once, by name."""
    return tuple(sorted({one for refs in some for one in refs}, key=lambda one: (one.label, one.iri)))

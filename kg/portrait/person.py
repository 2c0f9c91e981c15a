"""A person as one paper or cohort describes them: who, what they carry, what was seen, what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.analysis.categories import Categories, CategoryRow, categories
from kg.analysis.held import Held
from kg.find.facts import Ref
from kg.find.filters import CaseFilter
from kg.find.patterns_people import LINKS
from kg.find.said import Said
from kg.find.statements import Properties, stated
from kg.find.statements import categories as classes
from kg.lexicon.spelling import PROLOGUE, reference
from kg.portrait.carried import CARRIED, PLACED, CarriedVariant, carried
from kg.portrait.events import (
    MEASURED,
    SCANNED,
    TREATED,
    CourseFact,
    ScanStudy,
    TakenMeasure,
    course_fact,
    measure,
    scan,
)
from kg.portrait.observed import SEEN, SeenFinding, finding, systems
from kg.portrait.sourced import READ, ReadSource

_SAME: Final = ("kg:possiblySamePatientAs", "^kg:possiblySamePatientAs")
_TOLD: Final = (
    *("caseLabel", "alsoLabelled", "sex", "statedSex", "karyotypicSex", "origin", "affected", "geneticStatus"),
    *("statedGeneticStatus", "familyHistory", "consanguinity", "inheritance", "ageAtOnset", "ageAtExamination"),
    *("ageAtImaging", "ageAtDeath", "statedAgeAtOnset", "statedAgeAtExamination", "statedAgeAtDeath", "onsetPeriod"),
    *("onsetTerm", "vitalStatus", "survivalDays", "causeOfDeath", "hasDisease", "hasExcludedDisease"),
)
_PARTS: Final[Mapping[str, Properties]] = {
    **{f"kg:{link}": SEEN for link in LINKS.values()},
    "kg:hasGenotype": CARRIED,
    "kg:hasVariant": PLACED,
    "kg:hasImagingStudy": SCANNED,
    "kg:hasTreatment": TREATED,
    "kg:hasEarlierDiagnosis": TREATED,
    "kg:hasMeasurement": MEASURED,
    "kg:memberOfFamily": frozenset({"rdfs:label", "^kg:memberOfFamily"}),
    "kg:hasDoubt": frozenset({"kg:text", "kg:computed", "rdfs:label"}),
}
"""What a person leads to, and what is asked of it."""
_OTHER: Final = frozenset(
    {f"kg:{name}" for name in ("caseLabel", "sex", "origin", "ageAtOnset", "ageAtExamination", "ageAtDeath")}
    | {"kg:hasVariant", "kg:reportedIn", "kg:memberOfFamily", "rdfs:label"}
)
_PERSON: Final = READ | {f"kg:{name}" for name in _TOLD} | {*_PARTS} | {*_SAME} | {"rdf:type"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCase:
    """A case of another paper that may be this person, by the facts that let a reader judge."""

    iri: str
    label: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedDoubt:
    """A doubt in full; `computed` where the graph found it and no reader."""

    iri: str
    words: str
    computed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPortrait:
    """All that a page shows of a person. `told` are the facts of the case itself, by property.

    `classes` are defined classes that a reasoner found; `verdicts` what published criteria make of the person.
    """

    iri: str
    told: Said
    source: ReadSource
    variants: tuple[CarriedVariant, ...]
    findings: tuple[SeenFinding, ...]
    scans: tuple[ScanStudy, ...]
    treatments: tuple[CourseFact, ...]
    diagnoses: tuple[CourseFact, ...]
    measurements: tuple[TakenMeasure, ...]
    families: tuple[Ref, ...]
    relatives: tuple[Ref, ...]
    same: tuple[OtherCase, ...]
    doubts: tuple[NotedDoubt, ...]
    classes: tuple[Ref, ...]
    verdicts: tuple[CategoryRow, ...]

    @property
    def label(self) -> str:
        """What a reader sees."""
        return self.told.label


def person(held: Held, iri: str) -> PersonPortrait | None:
    """A person of the graph; None where the IRI is none's. So many queries whatever is said of them."""
    told = stated(held.engine, [(iri, _PERSON)])[iri]
    if not told.refs("kg:caseLabel"):
        return None
    wanted = [(one.iri, properties) for link, properties in _PARTS.items() for one in told.refs(link)]
    same = dict.fromkeys(one for link in _SAME for one in told.refs(link))
    parts = stated(held.engine, [*wanted, *((one.iri, _OTHER) for one in same)])
    families = told.refs("kg:memberOfFamily")
    members = {one for family in families for one in parts[family.iri].refs("^kg:memberOfFamily") if one.iri != iri}
    return PersonPortrait(
        iri=iri,
        told=told,
        source=ReadSource.of(told),
        variants=tuple(carried(parts[one.iri], parts) for one in told.refs("kg:hasGenotype")),
        findings=tuple(_findings(held, told, parts)),
        scans=tuple(sorted((scan(parts[one.iri]) for one in told.refs("kg:hasImagingStudy")), key=_when)),
        treatments=tuple(course_fact(parts[one.iri]) for one in told.refs("kg:hasTreatment")),
        diagnoses=tuple(course_fact(parts[one.iri]) for one in told.refs("kg:hasEarlierDiagnosis")),
        measurements=tuple(measure(parts[one.iri]) for one in told.refs("kg:hasMeasurement")),
        families=families,
        relatives=tuple(sorted(members, key=lambda one: (one.label, one.iri))),
        same=tuple(OtherCase(iri=one.iri, label=one.label, said=parts[one.iri]) for one in same),
        doubts=tuple(_doubt(parts[one.iri]) for one in told.refs("kg:hasDoubt")),
        classes=classes(held.engine, [iri])[iri],
        verdicts=verdicts(held, iri),
    )


def _findings(held: Held, told: Said, parts: Mapping[str, Said]) -> Iterator[SeenFinding]:
    seen = [(parts[one.iri], *meaning) for meaning, link in LINKS.items() for one in told.refs(f"kg:{link}")]
    terms = {one.iri for said, *_ in seen for name in ("kg:codedAs", "kg:codedAsAbsent") for one in said.refs(name)}
    placed = systems(held.engine, sorted(terms)) if terms else {}
    for said, status, scope in seen:
        own = (*said.texts("kg:codedAs"), *said.texts("kg:codedAsAbsent"))
        yield finding(said, status, scope, next((placed[one] for one in own if one in placed), ""))


def _doubt(said: Said) -> NotedDoubt:
    return NotedDoubt(iri=said.iri, words=said.text("kg:text") or said.label, computed=bool(said.flag("kg:computed")))


def _when(one: ScanStudy) -> tuple[bool, float, str, int, str]:
    low = one.when.low if one.when else None
    return (low is None, low or 0.0, one.method, one.order or 0, one.iri)


def verdicts(held: Held, iri: str) -> tuple[CategoryRow, ...]:
    """What each set of published criteria makes of a person."""
    found = categories(held, Categories(where=CaseFilter(id=(iri,)))).rows
    return tuple(one for one in found if isinstance(one, CategoryRow))


def asked(iri: str) -> str:
    """The query for all that is said of a person and of what they lead to; what only follows is left out."""
    links = " | ".join([*_PARTS, "kg:possiblySamePatientAs", "^kg:possiblySamePatientAs"])
    return f"""{PROLOGUE}
# All that is said of a person: of themselves, their findings, genotypes, scans, treatments, doubts.
SELECT DISTINCT ?thing ?property ?value ?graph WHERE {{
  {{ VALUES ?thing {{ {reference(iri)} }} }} UNION {{ {reference(iri)} {links} ?thing }}
  GRAPH ?graph {{ ?thing ?property ?value }}
  FILTER(?graph != graph:inferred)
}}
ORDER BY ?thing ?property ?value ?graph"""

"""Persons, their families, scans and treatments."""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.graphql.lists import cases_of, observations_of
from api.graphql.node import Asked, Thing, flag, many, number, one, reached, resolved, text, texts, thing, whole, word
from api.graphql.refs import (
    CaseRef,
    DoubtRef,
    EarlierDiagnosisRef,
    EvidenceRef,
    FamilyRef,
    GenotypeRef,
    ImagingObservationRef,
    ImagingStudyRef,
    MeasurementRef,
    ObservationRef,
    OntologyTermRef,
    PaperRef,
    TreatmentRef,
)
from api.graphql.types.evidence import evidence
from kg.find import Listing, ObservationFilter, Relation
from kg.model.words import FamilyHistory, GeneticStatus, OnsetPeriod, Sex, Status, StudyResult


@strawberry.type(description="What is known of one finding in one person.")
class FindingStatus:
    """Present wins over absent where both are said, at another age or in conflict; both are listed."""

    status: Status = strawberry.field(description="PRESENT, ABSENT or NOT_REPORTED.")
    observations: list[ObservationRef] = strawberry.field(description="What says so; empty where nothing was reported.")


@thing("kg:Case", description="A person as one paper describes them. Ages are years. Two papers, two cases.")
class Case(Thing):
    """kg:Case."""

    case_label: str = text("kg:caseLabel", "What the paper calls the person.")
    also_labelled: list[str] = texts("kg:alsoLabelled", "Other names the paper gives the person.")
    sex: Sex | None = word(Sex, "kg:sex", "Sex; null when not stated.")
    genetic_status: GeneticStatus | None = word(GeneticStatus, "kg:geneticStatus", "Whether this person was tested.")
    stated_genetic_status: list[str] = texts("kg:statedGeneticStatus", "What the paper says of testing.")
    affected: bool | None = flag("kg:affected", "False for a carrier without signs; null when not stated.")
    family_history: FamilyHistory | None = word(FamilyHistory, "kg:familyHistory", "Whether relatives are affected.")
    age_at_onset: float | None = number("kg:ageAtOnset", "Age at the first symptom.")
    onset_period: OnsetPeriod | None = word(OnsetPeriod, "kg:onsetPeriod", "When it began, in words, without an age.")
    age_at_examination: float | None = number("kg:ageAtExamination", "Age when examined.")
    age_at_imaging: float | None = number("kg:ageAtImaging", "Age at the scan, where the paper gives one.")
    age_at_death: float | None = number("kg:ageAtDeath", "Age at death.")
    stated_age_at_onset: list[str] = texts("kg:statedAgeAtOnset", "Age at onset as an ISO 8601 age or range.")
    stated_age_at_examination: str | None = text("kg:statedAgeAtExamination", "Age when last seen, so stated.")
    stated_age_at_death: str | None = text("kg:statedAgeAtDeath", "Age at death, so stated.")
    stated_sex: str | None = text("kg:statedSex", "A sex that is neither female nor male, as stated.")
    karyotypic_sex: str | None = text("kg:karyotypicSex", "The sex chromosomes.")
    vital_status: str | None = text("kg:vitalStatus", "Alive or deceased when last heard of.")
    survival_days: int | None = whole("kg:survivalDays", "Days of survival since the diagnosis.")
    progress: list[str] = texts("kg:progressStatus", "How far the interpretation of the genome has come.")
    descriptions: list[str] = texts("dcterms:description", "Remarks of an imported packet.")
    creators: list[str] = texts("dcterms:creator", "Who made an imported packet.")
    created: list[str] = texts("dcterms:created", "When an imported packet was made.")
    references: list[str] = texts("kg:reference", "What an imported packet refers to, other than papers.")
    inheritance: list[str] = texts("kg:inheritance", "Inheritance, in the paper's words.")
    consanguinity: list[str] = texts("kg:consanguinity", "Whether the parents are related, in the paper's words.")
    origin: list[str] = texts("kg:origin", "Origin, in the paper's words.")
    notes: list[str] = texts("kg:note", "Notes of the curators.")
    evidence: EvidenceRef = evidence()
    paper: PaperRef | None = one("Paper", "kg:reportedIn", "The paper that describes the person.")
    families: list[FamilyRef] = many("Family", "kg:memberOfFamily", description="The family, inside this paper.")
    genotypes: list[GenotypeRef] = many(
        "Genotype", "kg:hasGenotype", description="The variants, each with its zygosity."
    )
    onset_terms: list[OntologyTermRef] = many("OntologyTerm", "kg:onsetTerm", description="HPO classes of the onset.")
    diseases: list[OntologyTermRef] = many("OntologyTerm", "kg:hasDisease", description="Diseases of the person.")
    excluded_diseases: list[OntologyTermRef] = many(
        "OntologyTerm", "kg:hasExcludedDisease", description="Diseases that the person was found not to have."
    )
    cause_of_death: OntologyTermRef | None = one("OntologyTerm", "kg:causeOfDeath", "What the person died of.")
    measurements: list[MeasurementRef] = many("Measurement", "kg:hasMeasurement", description="What was measured.")
    earlier_diagnoses: list[EarlierDiagnosisRef] = many(
        "EarlierDiagnosis", "kg:hasEarlierDiagnosis", description="What the disease was taken for before."
    )
    treatments: list[TreatmentRef] = many("Treatment", "kg:hasTreatment", description="Treatments received.")
    imaging_studies: list[ImagingStudyRef] = many(
        "ImagingStudy", "kg:hasImagingStudy", description="The person's scans."
    )
    possibly_same: list[CaseRef] = many(
        "Case",
        "kg:possiblySamePatientAs",
        "^kg:possiblySamePatientAs",
        description="Cases of other papers that may be the same person; they are linked, not merged.",
    )
    doubts: list[DoubtRef] = many("Doubt", "kg:hasDoubt", description="What may be wrong with it.")
    observations = observations_of(
        Relation.CASE_OBSERVATIONS,
        "The person's own findings, present and absent. What is not listed was not reported. Statements about a group "
        "that the person belongs to come with `where: {scope: GROUP}`.",
        local=("kg:hasFinding", "kg:hasExcludedFinding"),
    )

    @resolved("Defined classes that a reasoner found the person to belong to, such as BiallelicCase.")
    async def categories(self, info: Asked) -> list[OntologyTermRef]:
        """What follows, not what is stated."""
        found = reached(info, "OntologyTerm", await info.context.categories.load(self.iri))
        return found if isinstance(found, list) else await found

    @resolved("What is known of one finding in this person, counting terms below it (excluded: above it).")
    async def finding(
        self,
        info: Asked,
        term: Annotated[str, strawberry.argument(description="An HPO term: an IRI, an id or its label.")],
    ) -> FindingStatus:
        """Of all persons of a list at once."""
        from api.graphql.types.observation import Observation

        where = ObservationFilter(term=(term,))
        found = await info.context.owned.load((Listing(where, relation=Relation.CASE_OBSERVATIONS), self.iri))
        seen = [one for one in await info.context.read(Observation, [iri for _, iri in found.keys]) if one]
        states = {one.status for one in seen}
        status = next((one for one in (Status.PRESENT, Status.ABSENT) if one in states), Status.NOT_REPORTED)
        return FindingStatus(status=status, observations=seen)  # type: ignore[arg-type]


@thing("kg:Measurement", description="Something measured in a person, with its value, unit and normal range.")
class Measurement(Thing):
    """kg:Measurement."""

    assay: OntologyTermRef | None = one("OntologyTerm", "kg:assay", "What was measured (LOINC or another).")
    value: float | None = number("kg:value", "The value.")
    unit: str | None = text("kg:unit", "Its unit.")
    unit_term: OntologyTermRef | None = one("OntologyTerm", "kg:unitTerm", "Its unit, as a class of UCUM or another.")
    result: OntologyTermRef | None = one("OntologyTerm", "kg:result", "The result, where it is a class.")
    normal_low: float | None = number("kg:normalLow", "The lowest normal value.")
    normal_high: float | None = number("kg:normalHigh", "The highest normal value.")
    age: float | None = number("kg:ageAtObservation", "Age at the measurement, in years.")
    range_low: float | None = number("kg:rangeLow", "The lowest age it may have been, in years.")
    range_high: float | None = number("kg:rangeHigh", "The highest age it may have been, in years.")
    stated_time: str | None = text("kg:statedTime", "When it was, as stated.")
    gestational_days: int | None = whole("kg:gestationalDays", "Age before birth, in days.")
    onset_terms: list[OntologyTermRef] = many("OntologyTerm", "kg:onsetTerm", description="HPO classes of the time.")
    descriptions: list[str] = texts("dcterms:description", "Remarks.")
    cases: list[CaseRef] = many("Case", "^kg:hasMeasurement", description="In whom it was made.")


@thing("kg:Family", description="Relatives whom one paper describes together.")
class Family(Thing):
    """kg:Family."""

    paper: PaperRef | None = one("Paper", "kg:reportedIn", "The paper that describes them.")
    cases = cases_of(Relation.FAMILY_CASES, "The members that are described.")


@thing("kg:Treatment", description="A treatment that a person received; its label has the paper's words.")
class Treatment(Thing):
    """kg:Treatment."""

    outcome: str | None = text("kg:outcome", "What came of it, in the paper's words.")
    cases: list[CaseRef] = many("Case", "^kg:hasTreatment", description="Who received it.")
    evidence: EvidenceRef = evidence()


@thing(
    "kg:EarlierDiagnosis",
    description="What a person's disease was taken for before it was recognised; its label has the paper's words.",
)
class EarlierDiagnosis(Thing):
    """kg:EarlierDiagnosis."""

    disease: OntologyTermRef | None = one("OntologyTerm", "kg:diagnosedAs", "The disease, where an identifier fits.")
    cases: list[CaseRef] = many("Case", "^kg:hasEarlierDiagnosis", description="Whose it was.")
    evidence: EvidenceRef = evidence()


@thing(
    "kg:ImagingStudy",
    description="A person's scans with one modality at one age; papers seldom tell them further apart.",
)
class ImagingStudy(Thing):
    """kg:ImagingStudy."""

    modality: OntologyTermRef | None = one("OntologyTerm", "kg:modality", "The way of looking.")
    age: float | None = number("kg:ageAtObservation", "Age at the scan, in years.")
    order: int | None = whole("kg:studyOrder", "Which of the person's studies with this modality: 1 is the first.")
    months_after_first: float | None = number("kg:monthsAfterFirst", "Months after the first of them.")
    result: StudyResult | None = word(StudyResult, "kg:studyResult", "Whether the whole study was normal.")
    cases: list[CaseRef] = many("Case", "^kg:hasImagingStudy", description="Whose it is.")
    shows: list[ImagingObservationRef] = many("ImagingObservation", "kg:showsFinding", description="What it shows.")
    shows_no: list[ImagingObservationRef] = many(
        "ImagingObservation", "kg:showsNo", description="What was looked for on it and not seen."
    )
    evidence: EvidenceRef = evidence()

"""Persons, their families, scans and treatments."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from api.graphql.evidence import evidence
from api.graphql.fields import certain, flag, many, number, one, text, texts, things, whole, word
from api.graphql.kinds import KINDS
from api.graphql.lists import listed
from api.graphql.node import Asked, Thing, reached, resolved, thing
from kg.find import Listing, ObservationFilter, Relation
from kg.model.words import FamilyHistory, GeneticStatus, OnsetPeriod, Sex, Status, StudyResult


@strawberry.type(description="What is known of one finding in one person.")
class FindingStatus:
    """Present wins over absent where both are said, at another age or in conflict; both are listed."""

    status: Status = strawberry.field(description="PRESENT, ABSENT or NOT_REPORTED.")
    observations: list[Any] = strawberry.field(
        description="What says so; empty where nothing was reported.", graphql_type=things("Observation")
    )


@thing("kg:Case", description="A person as one paper describes them. Ages are years. Two papers, two cases.")
class Case(Thing):
    """kg:Case."""

    case_label = certain("kg:caseLabel", "What the paper calls the person.")
    also_labelled = texts("kg:alsoLabelled", "Other names the paper gives the person.")
    sex = word(Sex, "kg:sex", "Sex; null when not stated.")
    genetic_status = word(GeneticStatus, "kg:geneticStatus", "Whether this person was tested.")
    stated_genetic_status = texts("kg:statedGeneticStatus", "What the paper says of testing.")
    affected = flag("kg:affected", "False for a carrier without signs; null when not stated.")
    family_history = word(FamilyHistory, "kg:familyHistory", "Whether relatives are affected.")
    age_at_onset = number("kg:ageAtOnset", "Age at the first symptom.")
    onset_period = word(OnsetPeriod, "kg:onsetPeriod", "When it began, in words, without an age.")
    age_at_examination = number("kg:ageAtExamination", "Age when examined.")
    age_at_imaging = number("kg:ageAtImaging", "Age at the scan, where the paper gives one.")
    age_at_death = number("kg:ageAtDeath", "Age at death.")
    stated_age_at_onset = texts("kg:statedAgeAtOnset", "Age at onset as an ISO 8601 age or range.")
    stated_age_at_examination = text("kg:statedAgeAtExamination", "Age when last seen, so stated.")
    stated_age_at_death = text("kg:statedAgeAtDeath", "Age at death, so stated.")
    stated_sex = text("kg:statedSex", "A sex that is neither female nor male, as stated.")
    karyotypic_sex = text("kg:karyotypicSex", "The sex chromosomes.")
    vital_status = text("kg:vitalStatus", "Alive or deceased when last heard of.")
    survival_days = whole("kg:survivalDays", "Days of survival since the diagnosis.")
    progress = texts("kg:progressStatus", "How far the interpretation of the genome has come.")
    descriptions = texts("dcterms:description", "Remarks of an imported packet.")
    creators = texts("dcterms:creator", "Who made an imported packet.")
    created = texts("dcterms:created", "When an imported packet was made.")
    references = texts("kg:reference", "What an imported packet refers to, other than papers.")
    inheritance = texts("kg:inheritance", "Inheritance, in the paper's words.")
    consanguinity = texts("kg:consanguinity", "Whether the parents are related, in the paper's words.")
    origin = texts("kg:origin", "Origin, in the paper's words.")
    notes = texts("kg:note", "Notes of the curators.")
    evidence = evidence()
    paper = one("Paper", "kg:reportedIn", "The paper that describes the person.")
    families = many("Family", "kg:memberOfFamily", description="The family, inside this paper.")
    genotypes = many("Genotype", "kg:hasGenotype", description="The variants, each with its zygosity.")
    onset_terms = many("OntologyTerm", "kg:onsetTerm", description="HPO classes of the onset.")
    diseases = many("OntologyTerm", "kg:hasDisease", description="Diseases of the person.")
    excluded_diseases = many(
        "OntologyTerm", "kg:hasExcludedDisease", description="Diseases that the person was found not to have."
    )
    cause_of_death = one("OntologyTerm", "kg:causeOfDeath", "What the person died of.")
    measurements = many("Measurement", "kg:hasMeasurement", description="What was measured.")
    earlier_diagnoses = many(
        "EarlierDiagnosis", "kg:hasEarlierDiagnosis", description="What the disease was taken for before."
    )
    treatments = many("Treatment", "kg:hasTreatment", description="Treatments received.")
    imaging_studies = many("ImagingStudy", "kg:hasImagingStudy", description="The person's scans.")
    possibly_same = many(
        "Case",
        "kg:possiblySamePatientAs",
        "^kg:possiblySamePatientAs",
        description="Cases of other papers that may be the same person; they are linked, not merged.",
    )
    doubts = many("Doubt", "kg:hasDoubt", description="What may be wrong with it.")
    variants = listed(
        "variants",
        Relation.CASE_VARIANTS,
        "The variants that the person carries; `genotypes` tells with which zygosity, and as printed.",
        local=("kg:hasVariant",),
    )
    observations = listed(
        "observations",
        Relation.CASE_OBSERVATIONS,
        "The person's own findings, present and absent. What is not listed was not reported. Statements about a group "
        "that the person belongs to come with `where: {scope: GROUP}`.",
        local=("kg:hasFinding", "kg:hasExcludedFinding"),
    )

    @resolved(
        "Defined classes that a reasoner found the person to belong to, such as BiallelicCase.",
        of=things("OntologyTerm"),
    )
    async def categories(self, info: Asked) -> Any:
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
        where = ObservationFilter(term=(term,))
        found = await info.context.owned.load((Listing(where, relation=Relation.CASE_OBSERVATIONS), self.iri))
        seen = [one for one in await info.context.read(KINDS["Observation"], [iri for _, iri in found.keys]) if one]
        states = {one.status for one in seen}
        status = next((one for one in (Status.PRESENT, Status.ABSENT) if one in states), Status.NOT_REPORTED)
        return FindingStatus(status=status, observations=seen)


@thing("kg:Measurement", description="Something measured in a person, with its value, unit and normal range.")
class Measurement(Thing):
    """kg:Measurement."""

    assay = one("OntologyTerm", "kg:assay", "What was measured (LOINC or another).")
    value = number("kg:value", "The value.")
    unit = text("kg:unit", "Its unit.")
    unit_term = one("OntologyTerm", "kg:unitTerm", "Its unit, as a class of UCUM or another.")
    result = one("OntologyTerm", "kg:result", "The result, where it is a class.")
    normal_low = number("kg:normalLow", "The lowest normal value.")
    normal_high = number("kg:normalHigh", "The highest normal value.")
    age = number("kg:ageAtObservation", "Age at the measurement, in years.")
    range_low = number("kg:rangeLow", "The lowest age it may have been, in years.")
    range_high = number("kg:rangeHigh", "The highest age it may have been, in years.")
    stated_time = text("kg:statedTime", "When it was, as stated.")
    gestational_days = whole("kg:gestationalDays", "Age before birth, in days.")
    onset_terms = many("OntologyTerm", "kg:onsetTerm", description="HPO classes of the time.")
    descriptions = texts("dcterms:description", "Remarks.")
    cases = many("Case", "^kg:hasMeasurement", description="In whom it was made.")


@thing("kg:Family", description="Relatives whom one paper describes together.")
class Family(Thing):
    """kg:Family."""

    paper = one("Paper", "kg:reportedIn", "The paper that describes them.")
    cases = listed("cases", Relation.FAMILY_CASES, "The members that are described.")


@thing("kg:Treatment", description="A treatment that a person received; its label has the paper's words.")
class Treatment(Thing):
    """kg:Treatment."""

    outcome = text("kg:outcome", "What came of it, in the paper's words.")
    cases = many("Case", "^kg:hasTreatment", description="Who received it.")
    evidence = evidence()


@thing(
    "kg:EarlierDiagnosis",
    description="What a person's disease was taken for before it was recognised; its label has the paper's words.",
)
class EarlierDiagnosis(Thing):
    """kg:EarlierDiagnosis."""

    disease = one("OntologyTerm", "kg:diagnosedAs", "The disease, where an identifier fits.")
    cases = many("Case", "^kg:hasEarlierDiagnosis", description="Whose it was.")
    evidence = evidence()


@thing(
    "kg:ImagingStudy",
    description="A person's scans with one modality at one age; papers seldom tell them further apart.",
)
class ImagingStudy(Thing):
    """kg:ImagingStudy."""

    modality = one("OntologyTerm", "kg:modality", "The way of looking.")
    age = number("kg:ageAtObservation", "Age at the scan, in years.")
    order = whole("kg:studyOrder", "Which of the person's studies with this modality: 1 is the first.")
    months_after_first = number("kg:monthsAfterFirst", "Months after the first of them.")
    result = word(StudyResult, "kg:studyResult", "Whether the whole study was normal.")
    cases = many("Case", "^kg:hasImagingStudy", description="Whose it is.")
    shows = many("ImagingObservation", "kg:showsFinding", description="What it shows.")
    shows_no = many("ImagingObservation", "kg:showsNo", description="What was looked for on it and not seen.")
    evidence = evidence()

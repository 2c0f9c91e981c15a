"""Types by name, for fields of types that lead to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from strawberry import lazy

if TYPE_CHECKING:
    from api.graphql.connections import (
        CaseConnection,
        ObservationConnection,
        PaperConnection,
        StatisticConnection,
        TermConnection,
        VariantConnection,
    )
    from api.graphql.types.case import (
        Case,
        EarlierDiagnosis,
        Family,
        FindingStatus,
        ImagingStudy,
        Measurement,
        Treatment,
    )
    from api.graphql.types.database import (
        AlleleFrequency,
        Classification,
        GeneDiseaseClassification,
        VariantClassification,
    )
    from api.graphql.types.evidence import Doubt, Evidence, Reading
    from api.graphql.types.gene import Exon, Gene, Intron, ProteinDomain, Transcript
    from api.graphql.types.observation import ImagingObservation, Observation
    from api.graphql.types.paper import Paper
    from api.graphql.types.statistic import CohortStatistic, GroupValue
    from api.graphql.types.term import OntologyTerm
    from api.graphql.types.variant import Genotype, Mention, Variant

AlleleFrequencyRef: TypeAlias = Annotated["AlleleFrequency", lazy("api.graphql.types.database")]
ClassificationRef: TypeAlias = Annotated["Classification", lazy("api.graphql.types.database")]
GeneDiseaseClassificationRef: TypeAlias = Annotated["GeneDiseaseClassification", lazy("api.graphql.types.database")]
VariantClassificationRef: TypeAlias = Annotated["VariantClassification", lazy("api.graphql.types.database")]
CaseConnectionRef: TypeAlias = Annotated["CaseConnection", lazy("api.graphql.connections")]
ObservationConnectionRef: TypeAlias = Annotated["ObservationConnection", lazy("api.graphql.connections")]
PaperConnectionRef: TypeAlias = Annotated["PaperConnection", lazy("api.graphql.connections")]
StatisticConnectionRef: TypeAlias = Annotated["StatisticConnection", lazy("api.graphql.connections")]
TermConnectionRef: TypeAlias = Annotated["TermConnection", lazy("api.graphql.connections")]
VariantConnectionRef: TypeAlias = Annotated["VariantConnection", lazy("api.graphql.connections")]
CaseRef: TypeAlias = Annotated["Case", lazy("api.graphql.types.case")]
EarlierDiagnosisRef: TypeAlias = Annotated["EarlierDiagnosis", lazy("api.graphql.types.case")]
FamilyRef: TypeAlias = Annotated["Family", lazy("api.graphql.types.case")]
FindingStatusRef: TypeAlias = Annotated["FindingStatus", lazy("api.graphql.types.case")]
ImagingStudyRef: TypeAlias = Annotated["ImagingStudy", lazy("api.graphql.types.case")]
MeasurementRef: TypeAlias = Annotated["Measurement", lazy("api.graphql.types.case")]
TreatmentRef: TypeAlias = Annotated["Treatment", lazy("api.graphql.types.case")]
DoubtRef: TypeAlias = Annotated["Doubt", lazy("api.graphql.types.evidence")]
EvidenceRef: TypeAlias = Annotated["Evidence", lazy("api.graphql.types.evidence")]
ReadingRef: TypeAlias = Annotated["Reading", lazy("api.graphql.types.evidence")]
ExonRef: TypeAlias = Annotated["Exon", lazy("api.graphql.types.gene")]
GeneRef: TypeAlias = Annotated["Gene", lazy("api.graphql.types.gene")]
IntronRef: TypeAlias = Annotated["Intron", lazy("api.graphql.types.gene")]
ProteinDomainRef: TypeAlias = Annotated["ProteinDomain", lazy("api.graphql.types.gene")]
TranscriptRef: TypeAlias = Annotated["Transcript", lazy("api.graphql.types.gene")]
ImagingObservationRef: TypeAlias = Annotated["ImagingObservation", lazy("api.graphql.types.observation")]
ObservationRef: TypeAlias = Annotated["Observation", lazy("api.graphql.types.observation")]
PaperRef: TypeAlias = Annotated["Paper", lazy("api.graphql.types.paper")]
CohortStatisticRef: TypeAlias = Annotated["CohortStatistic", lazy("api.graphql.types.statistic")]
GroupValueRef: TypeAlias = Annotated["GroupValue", lazy("api.graphql.types.statistic")]
OntologyTermRef: TypeAlias = Annotated["OntologyTerm", lazy("api.graphql.types.term")]
GenotypeRef: TypeAlias = Annotated["Genotype", lazy("api.graphql.types.variant")]
MentionRef: TypeAlias = Annotated["Mention", lazy("api.graphql.types.variant")]
VariantRef: TypeAlias = Annotated["Variant", lazy("api.graphql.types.variant")]

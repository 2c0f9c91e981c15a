"""The Phenopacket schema 2.0 as a table, read off the published protobuf messages.

`field Type` with `!` required, `?` required by the schema but its lack is only told, `*` repeated, `~` kept out of the
graph and told. A type is a message of this table, an enum of `ENUMS`, or string, bool, number, count, time, duration,
object (not looked into).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand under a key."""

    type: str
    required: bool
    wanted: bool
    many: bool
    kept_out: bool


_TABLE: Final = """
Phenopacket: id string!, subject Individual?, phenotypicFeatures PhenotypicFeature*, measurements Measurement*,
  biosamples object*~, interpretations Interpretation*, diseases Disease*, medicalActions MedicalAction*,
  files object*~, metaData MetaData?
Individual: id string!, alternateIds string*, dateOfBirth time~, timeAtLastEncounter TimeElement,
  vitalStatus VitalStatus, sex Sex, karyotypicSex Karyotype, gender OntologyClass~, taxonomy OntologyClass
VitalStatus: status Vital, timeOfDeath TimeElement, causeOfDeath OntologyClass, survivalTimeInDays count
TimeElement: gestationalAge GestationalAge, age Age, ageRange AgeRange, ontologyClass OntologyClass, timestamp time,
  interval Interval
GestationalAge: weeks count, days count
Age: iso8601duration duration!
AgeRange: start Age!, end Age!
Interval: start time!, end time!
OntologyClass: id string!, label string
PhenotypicFeature: description string, type OntologyClass!, excluded bool, severity OntologyClass,
  modifiers OntologyClass*, onset TimeElement, resolution TimeElement, evidence Evidence*
Evidence: evidenceCode OntologyClass!, reference ExternalReference
ExternalReference: id string, reference string, description string
Measurement: description string, assay OntologyClass!, value Value, complexValue object~, timeObserved TimeElement,
  procedure object~
Value: quantity Quantity, ontologyClass OntologyClass
Quantity: unit OntologyClass!, value number!, referenceRange ReferenceRange
ReferenceRange: unit OntologyClass~, low number!, high number!
Interpretation: id string~, progressStatus Progress, diagnosis Diagnosis, summary string
Diagnosis: disease OntologyClass, genomicInterpretations GenomicInterpretation*
GenomicInterpretation: subjectOrBiosampleId string?, interpretationStatus Status, gene GeneDescriptor,
  variantInterpretation VariantInterpretation
GeneDescriptor: valueId string?, symbol string?, description string~, alternateIds string*~, alternateSymbols string*~,
  xrefs string*~
VariantInterpretation: acmgPathogenicityClassification Acmg, therapeuticActionability Actionability,
  variationDescriptor VariationDescriptor!
VariationDescriptor: id string, variation object, label string, description string, geneContext GeneDescriptor,
  expressions Expression*, vcfRecord VcfRecord, xrefs string*, alternateLabels string*, extensions object*,
  moleculeContext Molecule~, structuralType OntologyClass, vrsRefAlleleSeq string~, allelicState OntologyClass
Expression: syntax string!, value string!, version string~
VcfRecord: genomeAssembly string!, chrom string!, pos count!, id string~, ref string!, alt string!, qual string~,
  filter string~, info string~
Disease: term OntologyClass!, excluded bool, onset TimeElement, resolution TimeElement~, diseaseStage OntologyClass*~,
  clinicalTnmFinding OntologyClass*~, primarySite OntologyClass~, laterality OntologyClass~
MedicalAction: procedure Procedure, treatment Treatment, radiationTherapy object~, therapeuticRegimen object~,
  treatmentTarget OntologyClass~, treatmentIntent OntologyClass~, responseToTreatment OntologyClass~,
  adverseEvents OntologyClass*~, treatmentTerminationReason OntologyClass~
Procedure: code OntologyClass!, bodySite OntologyClass~, performed TimeElement
Treatment: agent OntologyClass!, routeOfAdministration OntologyClass~, doseIntervals object*~, drugType DrugType~,
  cumulativeDose object~
MetaData: created time?, createdBy string?, submittedBy string~, resources Resource*, updates object*~,
  phenopacketSchemaVersion string?, externalReferences ExternalReference*
Resource: id string!, name string~, url string~, version string, namespacePrefix string~, iriPrefix string~
"""

MESSAGES: Final[dict[str, dict[str, Field]]] = {}
for _name, _body in re.findall(r"^(\w+): ((?:.|\n  )+)$", _TABLE, re.MULTILINE):
    MESSAGES[_name] = {
        key: Field(kind, "!" in marks, "?" in marks, "*" in marks, "~" in marks)
        for key, kind, marks in re.findall(r"(\w+) (\w+)([!?*~]*)", _body)
    }

ENUMS: Final[dict[str, tuple[str, ...]]] = {
    "Sex": ("UNKNOWN_SEX", "FEMALE", "MALE", "OTHER_SEX"),
    "Karyotype": (
        *("UNKNOWN_KARYOTYPE", "XX", "XY", "XO", "XXY", "XXX"),
        *("XXYY", "XXXY", "XXXX", "XYY", "OTHER_KARYOTYPE"),
    ),
    "Vital": ("UNKNOWN_STATUS", "ALIVE", "DECEASED"),
    "Progress": ("UNKNOWN_PROGRESS", "IN_PROGRESS", "COMPLETED", "SOLVED", "UNSOLVED"),
    "Status": ("UNKNOWN_STATUS", "REJECTED", "CANDIDATE", "CONTRIBUTORY", "CAUSATIVE"),
    "Acmg": ("NOT_PROVIDED", "BENIGN", "LIKELY_BENIGN", "UNCERTAIN_SIGNIFICANCE", "LIKELY_PATHOGENIC", "PATHOGENIC"),
    "Actionability": ("UNKNOWN_ACTIONABILITY", "NOT_ACTIONABLE", "ACTIONABLE"),
    "DrugType": (
        *("UNKNOWN_DRUG_TYPE", "PRESCRIPTION"),
        *("EHR_MEDICATION_LIST", "ADMINISTRATION_RELATED_TO_PROCEDURE"),
    ),
    "Molecule": ("unspecified_molecule_context", "genomic", "transcript", "protein"),
}
"""The words of each enum in the order of their numbers, which protobuf's JSON takes too."""

ONE_OF: Final = {
    "TimeElement": (*MESSAGES["TimeElement"],),
    "Measurement": ("value", "complexValue"),
    "Value": ("quantity", "ontologyClass"),
    "GenomicInterpretation": ("gene", "variantInterpretation"),
}
"""Messages of which exactly one of these keys must be there."""

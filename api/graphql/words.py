"""Closed lists as enums, each value with its meaning. The enums are those of kg.find; here they get their words."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

import strawberry

from kg.find.facts import (
    Claim,
    ClassificationKind,
    Contrast,
    Depth,
    Design,
    Distribution,
    Evolution,
    FamilyHistory,
    GeneticStatus,
    Lobe,
    NewProtein,
    OnsetPeriod,
    Scope,
    Sex,
    Side,
    Status,
    StudyResult,
    Symmetry,
)
from kg.find.frequencies import Group

__all__ = [
    "Claim",
    "ClassificationKind",
    "Contrast",
    "Depth",
    "Design",
    "Distribution",
    "Evolution",
    "FamilyHistory",
    "GeneticStatus",
    "Group",
    "Lobe",
    "NewProtein",
    "OnsetPeriod",
    "Scope",
    "Sex",
    "Side",
    "Status",
    "StudyResult",
    "Symmetry",
    "described",
]

E = TypeVar("E", bound=type[Enum])


def described(kind: E, description: str, name: str | None = None, **values: str) -> E:
    """The enum as one of the schema; `values` says what each value means."""
    made = strawberry.enum(kind, name=name, description=description)
    for value in made.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]
    return made


described(
    OnsetPeriod,
    "A period of life in which the disease began, as papers name one where they give no age.",
    PRENATAL_ONSET="Before birth.",
    CONGENITAL_ONSET="Present at birth.",
    PERINATAL_ONSET="Around birth.",
    NEONATAL_ONSET="In the first 28 days of life.",
    INFANTILE_ONSET="In the first year of life, or as the paper means infancy.",
    CHILDHOOD_ONSET="After infancy and before adulthood.",
)
described(
    StudyResult,
    "What a paper says of a study as a whole; a normal one makes no finding of the person absent.",
    NORMAL_STUDY="Nothing abnormal was seen on it.",
    ABNORMAL_STUDY="Something abnormal was seen on it.",
)
described(
    Status,
    "What is known of a finding in a person: three states, never a guess.",
    PRESENT="It was seen.",
    ABSENT="It was looked for and not seen.",
    NOT_REPORTED="The text that was read says neither; it never means absent.",
)
described(
    Scope,
    "Whom a statement is about.",
    PERSON="One person.",
    GROUP="Several people together; it is no finding of any one of them.",
)
described(Sex, "Sex, as the paper states it.", FEMALE="Female.", MALE="Male.")
described(
    GeneticStatus,
    "Whether the person was tested for a variant of the gene. Count carriers with CONFIRMED.",
    CONFIRMED="A variant was found in this person.",
    NOT_INDIVIDUALLY_TESTED="A relative was tested, this person was not.",
    NOT_READ="The text that was read does not say.",
    NEGATIVE="Tested, and no variant was found.",
)
described(
    Depth,
    "How far a text was read, from least to most. What was not read is not in the graph.",
    name="ReadingDepth",
    ABSTRACT="The abstract only.",
    EXCERPT="The opening of the page, or a part of it.",
    FULL_TEXT="The whole text.",
)
described(
    Design,
    "The kind of paper.",
    name="StudyDesign",
    CASE_REPORT="One person or family.",
    CASE_SERIES="Several people, each described.",
    COHORT="A group, in figures.",
    REVIEW="What others published, summed up.",
    META_ANALYSIS="What others published, calculated anew.",
    GUIDELINE="Recommendations.",
)
described(
    FamilyHistory,
    "Whether relatives are affected.",
    FAMILIAL="At least one is.",
    SPORADIC="None is known to be.",
)
described(Side, "On which side.", LEFT="Left.", RIGHT="Right.", BILATERAL="On both sides.")
described(
    Symmetry,
    "Whether both sides look alike.",
    SYMMETRIC="They do.",
    ASYMMETRIC="They do not.",
)
described(
    Evolution,
    "How a lesion behaves from scan to scan.",
    PERSISTENT="It stays.",
    PROGRESSIVE="It grows.",
    STABLE="It does not change.",
    REGRESSIVE="It shrinks.",
    TRANSIENT="It is gone on a later scan.",
)
described(
    Distribution,
    "How lesions are spread.",
    CONFLUENT="They run together.",
    PATCHY="In patches.",
    MULTIFOCAL="In several places.",
    FOCAL="In one place.",
    DIFFUSE="Everywhere.",
)
described(
    Lobe,
    "A lobe of the kinase domain. No source that was read gives their boundary: they are its parts before and behind "
    "the kinase insert.",
    name="KinaseLobe",
    N_LOBE="The part before the insert.",
    C_LOBE="The part behind the insert.",
)
described(
    NewProtein,
    "What the name of a frameshift tells of the length of the protein.",
    name="NewProteinLength",
    SHORTER_PROTEIN="The new stop makes it shorter.",
    NOT_SHORTER_PROTEIN="The new stop leaves it as long, or longer.",
    LENGTH_NOT_TOLD="No name tells where the new stop is.",
)
described(
    Contrast,
    "Whether it takes up contrast agent.",
    ENHANCING="It does.",
    NON_ENHANCING="It does not.",
)
described(
    Claim,
    "Whether the paper claims that the variant causes the disease.",
    name="DiseaseClaim",
    CAUSAL="It does.",
    NONE="It names the variant without that claim.",
)
described(
    ClassificationKind,
    "Which question a database's classification of a variant answers.",
    GERMLINE="What it means in the germline.",
    SOMATIC_CLINICAL_IMPACT="What it means in a tumour for therapy, diagnosis or prognosis.",
    ONCOGENICITY="Whether it drives a tumour.",
)
described(
    Group,
    "By what persons are told apart when findings are counted. Who has two variants counts with each.",
    name="FrequencyGroup",
    ALL="Not at all: everybody together.",
    VARIANT="By variant.",
    CONSEQUENCE="By consequence, in terms of the Sequence Ontology.",
    EXON="By the exon that the variant lies in.",
    INTRON="By the intron that the variant lies in.",
    DOMAIN="By protein domain.",
    GENE="By gene.",
    ZYGOSITY="By zygosity.",
    SEX="By sex.",
    PAPER="By the paper that describes them.",
)

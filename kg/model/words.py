"""The closed lists: every word with its name in the ontology, the phrase people read and write, and what it means.

Evidence files hold phrases, the graph holds names, GraphQL shows meanings. A word is added here, in the ontology and in
its shape; a test holds the three against each other. `Looks` and `AnyLooks` do the same for a list as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import ClassVar, Final, Self, get_args, get_type_hints

from kg.names import expand, term


class Choice(StrEnum):
    """A word of a closed list: a text, its phrase, whose value is its name in our ontology, or a CURIE of others.

    `called`: the class of the list in the ontology and its type in GraphQL, the name of the enum where not told.
    `asks`: what a filter by such words says of itself.
    """

    _value_: str
    meaning: str
    called: ClassVar[str]
    asks: ClassVar[str]

    def __new__(cls, name: str, phrase: str, meaning: str = "") -> Self:
        """Found again by its name."""
        word = str.__new__(cls, phrase)
        word._value_, word.meaning = name, meaning
        return word

    def __init_subclass__(cls, called: str = "", asks: str = "") -> None:
        cls.called, cls.asks = called or cls.__name__, asks

    __repr__ = str.__repr__
    """IRIs are minted from what words look like, and none must change with a name in this file."""

    @property
    def iri(self) -> str:
        """What stands for it in the graph."""
        return expand(self.value) if ":" in self.value else term(self.value)

    @classmethod
    def said(cls, phrase: str) -> Self | None:
        """The word of a phrase, in whatever case and spacing."""
        wanted = " ".join(phrase.lower().split())
        return next((word for word in cls if word == wanted), None)

    @classmethod
    def says(cls) -> str:
        """What the list is about, in one line."""
        return " ".join((cls.__doc__ or "").split())


class Meant(Enum):
    """A closed list that stands in no paper and not in the graph: each word is what it stands for, with its meaning."""

    meaning: str

    def __new__(cls, value: object, meaning: str) -> Self:
        """Found again by its value."""
        made = object.__new__(cls)
        made._value_, made.meaning = value, meaning
        return made


class Status(Choice):
    """What is known of a finding in a person: three states, never a guess."""

    PRESENT = "present", "present", "It was seen."
    ABSENT = "absent", "absent", "It was looked for and not seen."
    NOT_REPORTED = "notReported", "not reported", "The text that was read says neither; it never means absent."


class Scope(Choice):
    """Whom a statement is about."""

    PERSON = "person", "person", "One person."
    GROUP = "group", "group", "Several people together; it is no finding of any one of them."


UNSTATED: Final = (Status, Scope)
"""Told by links and classes, so that the ontology has no individuals for them."""


class Sex(Choice):
    """Sex, as the paper states it."""

    FEMALE = "female", "female", "Female."
    MALE = "male", "male", "Male."


class GeneticStatus(Choice):
    """Whether the person was tested for a variant of the gene. Count carriers with CONFIRMED."""

    CONFIRMED = "confirmed", "confirmed", "A variant was found in this person."
    NOT_INDIVIDUALLY_TESTED = (
        *("notIndividuallyTested", "not individually tested"),
        "A relative was tested, this person was not.",
    )
    NOT_READ = "notRead", "not read", "The text that was read does not say."
    NEGATIVE = "negative", "negative", "Tested, and no variant was found."


class Depth(Choice, called="ReadingDepth"):
    """How far a text was read, from least to most. What was not read is not in the graph."""

    ABSTRACT = "abstract", "abstract", "The abstract only."
    EXCERPT = "excerpt", "excerpt", "The opening of the page, or a part of it."
    FULL_TEXT = "fullText", "full text", "The whole text."

    @property
    def rank(self) -> int:
        """Its place in the list: of two readings, the deeper has the higher."""
        return [*Depth].index(self)


class Design(Choice, called="StudyDesign"):
    """The kind of paper."""

    CASE_REPORT = "caseReport", "case report", "One person or family."
    CASE_SERIES = "caseSeries", "case series", "Several people, each described."
    COHORT = "cohort", "cohort", "A group, in figures."
    REVIEW = "review", "review", "What others published, summed up."
    META_ANALYSIS = "metaAnalysis", "meta-analysis", "What others published, calculated anew."
    GUIDELINE = "guideline", "guideline", "Recommendations."


class ClassificationKind(Choice):
    """Which question a database's classification of a variant answers."""

    GERMLINE = "germline", "germline classification", "What it means in the germline."
    SOMATIC_CLINICAL_IMPACT = (
        *("somaticClinicalImpact", "somatic clinical impact"),
        "What it means in a tumour for therapy, diagnosis or prognosis.",
    )
    ONCOGENICITY = "oncogenicity", "oncogenicity", "Whether it drives a tumour."


class FamilyHistory(Choice):
    """Whether relatives are affected."""

    FAMILIAL = "familial", "familial", "At least one is."
    SPORADIC = "sporadic", "sporadic", "None is known to be."


class OnsetPeriod(Choice):
    """A period of life in which the disease began, as papers name one where they give no age."""

    PRENATAL_ONSET = "prenatalOnset", "prenatal", "Before birth."
    CONGENITAL_ONSET = "congenitalOnset", "congenital", "Present at birth."
    PERINATAL_ONSET = "perinatalOnset", "perinatal", "Around birth."
    NEONATAL_ONSET = "neonatalOnset", "neonatal", "In the first 28 days of life."
    INFANTILE_ONSET = "infantileOnset", "infancy", "In the first year of life, or as the paper means infancy."
    CHILDHOOD_ONSET = "childhoodOnset", "childhood", "After infancy and before adulthood."


class StudyResult(Choice):
    """What a paper says of a study as a whole; a normal one makes no finding of the person absent."""

    NORMAL_STUDY = "normalStudy", "normal", "Nothing abnormal was seen on it."
    ABNORMAL_STUDY = "abnormalStudy", "abnormal", "Something abnormal was seen on it."


class Side(Choice, asks="On one of these sides."):
    """On which side."""

    LEFT = "left", "left", "Left."
    RIGHT = "right", "right", "Right."
    BILATERAL = "bilateral", "bilateral", "On both sides."


class Symmetry(Choice, asks="Alike on both sides, or not."):
    """Whether both sides look alike."""

    SYMMETRIC = "symmetric", "symmetric", "They do."
    ASYMMETRIC = "asymmetric", "asymmetric", "They do not."


class Evolution(Choice, asks="Behaves so from scan to scan."):
    """How a lesion behaves from scan to scan."""

    PERSISTENT = "persistent", "persistent", "It stays."
    PROGRESSIVE = "progressive", "progressive", "It grows."
    STABLE = "stable", "stable", "It does not change."
    REGRESSIVE = "regressive", "regressive", "It shrinks."
    TRANSIENT = "transient", "transient", "It is gone on a later scan."


class Distribution(Choice, asks="Spread so."):
    """How lesions are spread."""

    CONFLUENT = "confluent", "confluent", "They run together."
    PATCHY = "patchy", "patchy", "In patches."
    MULTIFOCAL = "multifocal", "multifocal", "In several places."
    FOCAL = "focal", "focal", "In one place."
    DIFFUSE = "diffuse", "diffuse", "Everywhere."


class Contrast(Choice, asks="Takes up contrast agent, or does not."):
    """Whether it takes up contrast agent."""

    ENHANCING = "enhancing", "enhancing", "It does."
    NON_ENHANCING = "nonEnhancing", "non-enhancing", "It does not."


class Claim(Choice, called="DiseaseClaim"):
    """Whether the paper claims that the variant causes the disease."""

    CAUSAL = "causal", "causal", "It does."
    NONE = "noDiseaseClaim", "no disease claim", "It names the variant without that claim."

    @classmethod
    def of(cls, causal: bool) -> Self:
        """The word for a yes or no."""
        return cls.CAUSAL if causal else cls.NONE


class Lobe(Choice, called="KinaseLobe"):
    """A lobe of the kinase domain.

    No source that was read gives their boundary: they are its parts before and behind the kinase insert.
    """

    N_LOBE = "NLobe", "N lobe", "The part before the insert."
    C_LOBE = "CLobe", "C lobe", "The part behind the insert."


class NewProtein(Choice, called="NewProteinLength"):
    """What the name of a frameshift tells of the length of the protein."""

    SHORTER_PROTEIN = "shorterProtein", "shorter protein", "The new stop makes it shorter."
    NOT_SHORTER_PROTEIN = "notShorterProtein", "protein not shorter", "The new stop leaves it as long, or longer."
    LENGTH_NOT_TOLD = "lengthNotTold", "length not told", "No name tells where the new stop is."


class Zygosity(Choice):
    """On how many copies of the gene a person carries a variant, as papers say it; packets may use more of GENO."""

    HETEROZYGOUS = "GENO:0000135", "heterozygous"
    HOMOZYGOUS = "GENO:0000136", "homozygous"
    COMPOUND_HETEROZYGOUS = "GENO:0000402", "compound heterozygous"
    MOSAIC = "GENO:0000964", "mosaic"


class Significance(Choice):
    """What a variant means for a disease; two words in one are as databases put them, and GENO names each alone."""

    PATHOGENIC = "GENO:0000840", "pathogenic"
    PATHOGENIC_OR_LIKELY = "pathogenicOrLikelyPathogenic", "pathogenic or likely pathogenic"
    LIKELY_PATHOGENIC = "GENO:0000841", "likely pathogenic"
    UNCERTAIN = "GENO:0000845", "uncertain significance"
    LIKELY_BENIGN = "GENO:0000844", "likely benign"
    BENIGN_OR_LIKELY = "benignOrLikelyBenign", "benign or likely benign"
    BENIGN = "GENO:0000843", "benign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How a finding looks on a scan: each field is a property of the ontology, with one word of a list."""

    symmetry: Symmetry | None = None
    evolution: Evolution | None = None
    distribution: Distribution | None = None
    contrast: Contrast | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyLooks:
    """What may be asked of `Looks`: any of some words."""

    symmetry: tuple[Symmetry, ...] = ()
    evolution: tuple[Evolution, ...] = ()
    distribution: tuple[Distribution, ...] = ()
    contrast: tuple[Contrast, ...] = ()


LOOKS: Final[Mapping[str, type[Choice]]] = {name: get_args(of)[0] for name, of in get_type_hints(Looks).items()}
"""The lists of `Looks` by field: format, triples, tables, filters and GraphQL take theirs from here."""


@dataclass(frozen=True, slots=True)
class Period:
    """`hpo` is HPO's onset class where that is meant; `latest` is in years."""

    hpo: str | None
    latest: float


PERIODS: Final = {
    OnsetPeriod.PRENATAL_ONSET: Period("HP:0030674", 0),
    OnsetPeriod.CONGENITAL_ONSET: Period("HP:0003577", 0),
    OnsetPeriod.PERINATAL_ONSET: Period(None, 0.1),
    OnsetPeriod.NEONATAL_ONSET: Period("HP:0003623", 0.1),
    OnsetPeriod.INFANTILE_ONSET: Period("HP:0003593", 2),
    OnsetPeriod.CHILDHOOD_ONSET: Period(None, 18),
}
"""HPO has no perinatal onset, and its childhood ends at five; papers mean more.

`latest` is generous: papers call a child of 18 months an infant.
"""

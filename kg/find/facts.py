"""What reading the graph gives: frozen values with IRIs and labels, for the API and the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from kg.names import contract

T = TypeVar("T")


class Status(Enum):
    """What is known of a finding in a person. *Not reported* is neither present nor absent."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_REPORTED = "notReported"


class Scope(Enum):
    """Whom a statement is about. What is said of a group is no finding of any one person in it."""

    PERSON = "person"
    GROUP = "group"


class Sex(Enum):
    """As the paper states it."""

    FEMALE = "female"
    MALE = "male"


class GeneticStatus(Enum):
    """Whether the person was tested."""

    CONFIRMED = "confirmed"
    NOT_INDIVIDUALLY_TESTED = "notIndividuallyTested"
    NOT_READ = "notRead"
    NEGATIVE = "negative"


class Depth(Enum):
    """How far a text was read, from least to most."""

    ABSTRACT = "abstract"
    EXCERPT = "excerpt"
    FULL_TEXT = "fullText"


class Design(Enum):
    """The kind of paper."""

    CASE_REPORT = "caseReport"
    CASE_SERIES = "caseSeries"
    COHORT = "cohort"
    REVIEW = "review"
    META_ANALYSIS = "metaAnalysis"
    GUIDELINE = "guideline"


class ClassificationKind(Enum):
    """Which question a database's classification of a variant answers."""

    GERMLINE = "germline"
    SOMATIC_CLINICAL_IMPACT = "somaticClinicalImpact"
    ONCOGENICITY = "oncogenicity"


class FamilyHistory(Enum):
    """Whether relatives are affected."""

    FAMILIAL = "familial"
    SPORADIC = "sporadic"


class OnsetPeriod(Enum):
    """A period of life in which a disease began, where a paper gives no age."""

    PRENATAL_ONSET = "prenatalOnset"
    CONGENITAL_ONSET = "congenitalOnset"
    PERINATAL_ONSET = "perinatalOnset"
    NEONATAL_ONSET = "neonatalOnset"
    INFANTILE_ONSET = "infantileOnset"
    CHILDHOOD_ONSET = "childhoodOnset"


class StudyResult(Enum):
    """What a paper says of a study as a whole."""

    NORMAL_STUDY = "normalStudy"
    ABNORMAL_STUDY = "abnormalStudy"


class Side(Enum):
    """On which side something was seen."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class Symmetry(Enum):
    """Whether both sides look alike."""

    SYMMETRIC = "symmetric"
    ASYMMETRIC = "asymmetric"


class Evolution(Enum):
    """How something behaves from scan to scan."""

    PERSISTENT = "persistent"
    PROGRESSIVE = "progressive"
    STABLE = "stable"
    REGRESSIVE = "regressive"
    TRANSIENT = "transient"


class Distribution(Enum):
    """How lesions are spread."""

    CONFLUENT = "confluent"
    PATCHY = "patchy"
    MULTIFOCAL = "multifocal"
    FOCAL = "focal"
    DIFFUSE = "diffuse"


class Contrast(Enum):
    """Whether something takes up contrast agent."""

    ENHANCING = "enhancing"
    NON_ENHANCING = "nonEnhancing"


class Claim(Enum):
    """Whether a paper claims that a variant causes the disease."""

    CAUSAL = "causal"
    NONE = "noDiseaseClaim"


class Lobe(Enum):
    """A lobe of the kinase domain."""

    N_LOBE = "NLobe"
    C_LOBE = "CLobe"


class NewProtein(Enum):
    """What the name of a frameshift tells of the length of the protein."""

    SHORTER_PROTEIN = "shorterProtein"
    NOT_SHORTER_PROTEIN = "notShorterProtein"
    LENGTH_NOT_TOLD = "lengthNotTold"


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing that something else points to."""

    iri: str
    label: str

    @property
    def curie(self) -> str:
        """Its short name, or the IRI where no namespace fits."""
        return contract(self.iri)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of `total` things, in the order of their IRIs from `offset` on."""

    items: tuple[T, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """What was seen, or was looked for and not seen. `term` is the paper's own HPO term, not an ancestor.

    `group`: stated for all `cases` together, and no finding of any one of them. `read_in`: the paper whose text was
    read, where it was not that of `paper`; `depth` is how far.
    """

    iri: str
    label: str
    status: Status
    group: bool
    term: Ref | None
    cases: tuple[str, ...]
    paper: str | None
    depth: Depth | None
    read_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the graph holds. `present` and `absent` are findings of persons, group statements left out.

    `reported_variants` are those that a paper or cohort names; of the rest databases alone know.
    """

    papers: int
    cases: int
    variants: int
    reported_variants: int
    present: int
    absent: int
    imaging: int
    group_statements: int
    statistics: int
    doubts: int
    cases_by_status: Mapping[GeneticStatus, int]
    papers_by_depth: Mapping[Depth, int]


@dataclass(frozen=True, slots=True)
class GraphFacts:
    """A named graph. `kind` is vocabulary, asserted, computed or inferred."""

    iri: str
    label: str
    kind: str
    triples: int
